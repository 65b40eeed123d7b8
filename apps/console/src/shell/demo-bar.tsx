// Says on every page that the hotel is a demo, and leads to its other parts.
import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './demo-bar.module.css';

/** The line above the page. */
export const DemoBar = () => {
  const texts = useTexts();
  const demo = useQuery(queries.demo());
  return (
    <aside className={classes.bar} aria-label={texts.signIn.demoTag}>
      <span>{texts.shell.demo}</span>
      {demo.data && (
        <span className={classes.links}>
          <a href={demo.data.pmsUrl} target="_blank" rel="noreferrer">
            {texts.shell.demoPms}
          </a>
          <a href={demo.data.corridorUrl} target="_blank" rel="noreferrer">
            {texts.shell.demoCorridor}
          </a>
        </span>
      )}
    </aside>
  );
};
