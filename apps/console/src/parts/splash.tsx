// What stands on the page for the moment before it is known who is signed in.
import { Mark } from './mark.tsx';
import classes from './splash.module.css';

/** A quiet mark; appears only when the wait is long enough to be noticed. */
export const Splash = () => (
  <div className={classes.splash} role="status" aria-label="Nightlatch">
    <Mark size={44} />
  </div>
);
