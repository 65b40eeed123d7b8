// Stands before everything else where a hotel lets its staff in with the company account only, and the session was opened otherwise.
import { Button } from '@mantine/core';
import { Mark } from '../parts/mark.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Panel } from '../parts/panel.tsx';
import { useSession } from '../session/session.ts';
import { CompanyButtons } from '../sign-in/company-buttons.tsx';
import { useTexts } from '../texts/use-texts.ts';
import classes from './account-page.module.css';

/** The page. `places`: the locations that ask for it. */
const CompanyGate = ({ places }: { places: readonly string[] }) => {
  const texts = useTexts();
  const words = texts.account.company;
  const { me, signOut } = useSession();
  return (
    <main className={`${classes.page} ${classes.gate}`} data-testid="company-gate">
      <Mark size={40} />
      <PageHeading title={words.gate} />
      <p className={classes.who}>
        <strong>{me.name}</strong> {me.email}
      </p>
      <Panel heading={words.heading}>
        <div className={classes.body}>
          <p>{words.gateBody(texts.list(places))}</p>
          <CompanyButtons none={<p>{words.askLink}</p>} />
        </div>
      </Panel>
      <Button variant="default" onClick={() => void signOut()} data-testid="gate-sign-out">
        {texts.signIn.signOut}
      </Button>
    </main>
  );
};
export default CompanyGate;
