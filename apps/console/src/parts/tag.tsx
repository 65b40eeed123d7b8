// A state in one word: tone, dot and text, so that colour is never the only sign.
import type { ReactNode } from 'react';
import classes from './tag.module.css';

/** How a state stands to the hotel: nothing to do, going on, good, look at it, act. */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

type Props = {
  tone: Tone;
  icon?: ReactNode;
  children: ReactNode;
  /** Lets a long text break into lines. */
  wrap?: boolean;
  /** The code that the text stands for, for tests and styles. */
  state?: string;
  testId?: string;
};

/** The tag. */
export const Tag = ({ tone, icon, children, wrap = false, state, testId }: Props) => (
  <span className={classes.tag} data-tone={tone} data-wrap={wrap} data-state={state} data-testid={testId}>
    {icon ?? <span className={classes.dot} aria-hidden="true" />}
    <span>{children}</span>
  </span>
);
