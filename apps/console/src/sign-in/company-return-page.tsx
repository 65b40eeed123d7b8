// Back from a company's sign-in: finishes it and goes on, or says what went wrong; after a test, what it has shown.
import { Button } from '@mantine/core';
import type { FinishedCompanySignIn } from '@nightlatch/api';
import { type ReactNode, useEffect, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { useCommand } from '../api/use-command.ts';
import { Mark } from '../parts/mark.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Splash } from '../parts/splash.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { cameFrom, rememberCompany } from './company-accounts.ts';
import classes from './sign-in-page.module.css';

/** A fresh page: nothing of whoever was here before is left on it. */
const goOn = (): void => window.location.replace(cameFrom());

// Sent once, however often React draws: an answer counts once.
let sent = false;

const CompanyReturnPage = ({ answer }: { answer: string }) => {
  const texts = useTexts();
  const words = texts.account.company;
  const [test, setTest] = useState<FinishedCompanySignIn['test']>(null);
  const finish = useCommand('finishCompanySignIn', (finished) => {
    if (finished.test !== null) return setTest(finished.test);
    rememberCompany(finished.providerId);
    goOn();
  });
  const { run } = finish;
  useEffect(() => {
    if (sent) return;
    sent = true;
    void run({ body: { answer } });
  }, [run, answer]);
  if (test !== null)
    return (
      <Frame title={words.tested} testId="company-tested">
        <p>{words.testedAs(test.email)}</p>
        <p>{test.matches ? words.testedMatch : words.testedNoMatch}</p>
        <p>{test.secondFactor ? words.testedFactor : words.testedNoFactor}</p>
      </Frame>
    );
  if (finish.error === undefined) return <Splash />;
  return (
    <Frame title={words.failed} testId="company-failed">
      <p>{describeError(finish.error, texts).sentence}</p>
    </Frame>
  );
};
export default CompanyReturnPage;

const Frame = (props: { title: string; testId: string; children: ReactNode }) => {
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
          <Button size="md" fullWidth onClick={goOn} data-testid="company-back">
            {texts.account.company.back}
          </Button>
        </div>
      </main>
    </div>
  );
};
