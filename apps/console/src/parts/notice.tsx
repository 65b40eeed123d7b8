// A page's or panel's one message: empty, not found, failed.
import type { ReactNode } from 'react';
import classes from './notice.module.css';
import { PageHeading } from './page-heading.tsx';

type Props = {
  heading: string;
  body?: string;
  icon?: ReactNode;
  children?: ReactNode;
  /** The notice is all that the page has: its heading is the page's title. */
  alone?: boolean;
};

/** Heading, sentence and what to do. */
export const Notice = (props: Props) => (
  <div className={classes.notice}>
    {props.icon}
    {props.alone ? <PageHeading title={props.heading} /> : <h2>{props.heading}</h2>}
    {props.body && <p>{props.body}</p>}
    {props.children && <div className={classes.actions}>{props.children}</div>}
  </div>
);
