// Stands before everything else where a hotel asks for a second factor and the session has none: set one up, or sign in with the passkey that is there.
import { Button } from '@mantine/core';
import { type Query, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { endSession } from '../api/client.ts';
import { Mark } from '../parts/mark.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Panel } from '../parts/panel.tsx';
import { useSession } from '../session/session.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './account-page.module.css';
import { PasskeysPanel } from './passkeys-panel.tsx';
import { SecondFactorPanel } from './second-factor-panel.tsx';

type Props = { codesShown: boolean; onCodesShown: (shown: boolean) => void };

/** The page. It stays as it is while recovery codes are on it. */
const SecondFactorGate = ({ codesShown, onCodesShown }: Props) => {
  const texts = useTexts();
  const words = texts.account.secondFactor;
  const { me, signOut } = useSession();
  const cache = useQueryClient();
  // What was answered without a second factor, a list of no locations for one, must not be there when the gate opens.
  useEffect(() => {
    const others = { predicate: (query: Query) => query.queryKey[0] !== 'me' };
    void cache.cancelQueries(others).then(() => cache.removeQueries(others));
  }, [cache]);
  return (
    <main className={`${classes.page} ${classes.gate}`} data-testid="second-factor-gate">
      <Mark size={40} />
      <PageHeading title={words.gateHeading} />
      <p className={classes.who}>
        <strong>{me.name}</strong> {me.email}
      </p>
      {!codesShown && (me.passkeys > 0 || me.secondFactor) ? (
        <Panel heading={words.policy}>
          <div className={classes.body}>
            <p>{me.passkeys > 0 ? words.gatePasskey : words.needed}</p>
            <Button onClick={() => endSession('confirm')} data-testid="gate-sign-in">
              {words.gateUsePasskey}
            </Button>
          </div>
        </Panel>
      ) : (
        <>
          <p className={classes.lead}>{words.gateBody}</p>
          <PasskeysPanel />
          <SecondFactorPanel onCodesShown={onCodesShown} />
        </>
      )}
      <Button variant="default" onClick={() => void signOut()} data-testid="gate-sign-out">
        {texts.signIn.signOut}
      </Button>
    </main>
  );
};
export default SecondFactorGate;
