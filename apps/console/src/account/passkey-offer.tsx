// After signing in with a password on a device that keeps passkeys: offers one, once. Whoever says "not now" is not asked again there.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useSession } from '../session/session.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './account-page.module.css';
import { deviceKeepsPasskeys } from './passkeys.ts';
import { useAddPasskey } from './use-add-passkey.ts';

const keyOf = (staffId: string): string => `nightlatch.no-passkey.${staffId}`;

/** A browser may refuse its storage: the offer then comes again, which does no harm. */
const wasDismissed = (staffId: string): boolean => {
  try {
    return localStorage.getItem(keyOf(staffId)) !== null;
  } catch {
    return false;
  }
};
const rememberDismissed = (staffId: string): void => {
  try {
    localStorage.setItem(keyOf(staffId), '1');
  } catch {
    // As above.
  }
};
const nothing = (): void => undefined;

/** The offer, or nothing. */
export const PasskeyOffer = () => {
  const words = useTexts().account.passkey;
  const { me } = useSession();
  const [dismissed, setDismissed] = useState(() => wasDismissed(me.id));
  const wanted = !dismissed && me.signedInBy === 'password' && me.passkeys === 0;
  const able = useQuery({
    queryKey: ['device-keeps-passkeys'],
    queryFn: deviceKeepsPasskeys,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: wanted,
  });
  const add = useAddPasskey(nothing);
  if (!wanted || able.data !== true) return null;
  const later = (): void => {
    rememberDismissed(me.id);
    setDismissed(true);
  };
  return (
    <div className={classes.above}>
      <Panel heading={words.offerHeading} testId="passkey-offer">
        <ProblemAlert error={add.error} />
        {add.failure && <p role="alert">{words[add.failure]}</p>}
        <div className={classes.offer}>
          <p>{words.offerBody}</p>
          <Button loading={add.pending} onClick={() => void add.run(words.thisDevice)} data-testid="passkey-offer-add">
            {words.add}
          </Button>
          <Button variant="default" disabled={add.pending} onClick={later} data-testid="passkey-offer-later">
            {words.later}
          </Button>
        </div>
      </Panel>
    </div>
  );
};
