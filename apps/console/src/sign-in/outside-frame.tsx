// The look of what stands before the console: our mark, one card, and a heading in it.
import type { ReactNode } from 'react';
import { Mark } from '../parts/mark.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { useTexts } from '../texts/use-texts.ts';
import classes from './sign-in-page.module.css';

/** The page around its card. */
export const OutsideFrame = (props: { title: string; testId: string; children: ReactNode }) => {
  const texts = useTexts();
  return (
    <div className={classes.page}>
      <main className={classes.main} data-testid={props.testId}>
        <div className={classes.brand}>
          <Mark size={40} />
          <span>{texts.product}</span>
        </div>
        <div className={classes.card}>
          <PageHeading title={props.title} />
          {props.children}
        </div>
      </main>
    </div>
  );
};
