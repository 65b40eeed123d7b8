// A page's or panel's one message: empty, not found, failed.
import type { ReactNode } from 'react';
import classes from './notice.module.css';

/** Heading, sentence and what to do. */
export const Notice = (props: { heading: string; body?: string; icon?: ReactNode; children?: ReactNode }) => (
  <div className={classes.notice}>
    {props.icon}
    <h2>{props.heading}</h2>
    {props.body && <p>{props.body}</p>}
    {props.children && <div className={classes.actions}>{props.children}</div>}
  </div>
);
