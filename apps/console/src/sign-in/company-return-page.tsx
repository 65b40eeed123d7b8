// Back from a company's sign-in: finishes it and goes on, or says what went wrong; after a test, what it has shown.
import { Button } from '@mantine/core';
import type { FinishedCompanySignIn } from '@nightlatch/api';
import { useEffect, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { useCommand } from '../api/use-command.ts';
import { Splash } from '../parts/splash.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { cameFrom, rememberCompany } from './company-accounts.ts';
import { OutsideFrame } from './outside-frame.tsx';

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
  const back = (
    <Button size="md" fullWidth onClick={goOn} data-testid="company-back">
      {words.back}
    </Button>
  );
  if (test !== null)
    return (
      <OutsideFrame title={words.tested} testId="company-tested">
        <p>{words.testedAs(test.email)}</p>
        <p>{test.matches ? words.testedMatch : words.testedNoMatch}</p>
        <p>{test.secondFactor ? words.testedFactor : words.testedNoFactor}</p>
        {back}
      </OutsideFrame>
    );
  if (finish.error === undefined) return <Splash />;
  return (
    <OutsideFrame title={words.failed} testId="company-failed">
      <p>{describeError(finish.error, texts).sentence}</p>
      {back}
    </OutsideFrame>
  );
};
export default CompanyReturnPage;
