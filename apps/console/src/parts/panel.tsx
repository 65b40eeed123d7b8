// A section of a page: a heading, an action beside it, content.
import { type ReactNode, useId } from 'react';
import classes from './panel.module.css';

/** A titled region of the page. `flush` lets the content reach the panel's edges. */
export const Panel = (props: {
  heading: string;
  aside?: ReactNode;
  flush?: boolean;
  children: ReactNode;
  testId?: string;
}) => {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id} data-testid={props.testId}>
      <div className={classes.head}>
        <h2 id={id}>{props.heading}</h2>
        {props.aside}
      </div>
      <div className={props.flush ? classes.flush : classes.body}>{props.children}</div>
    </section>
  );
};

/** Pairs of a name and its value. */
export const Facts = ({ items }: { items: readonly (readonly [name: string, value: ReactNode])[] }) => (
  <dl className={classes.facts}>
    {items.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
