// Makes a passkey on this device and keeps it at the server.
import type { Passkey } from '@nightlatch/api';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { client, endSession, isSignedOut, needsFreshSignIn } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { failureOf, makePasskey, type PasskeyFailure } from './passkeys.ts';

/** The state of the button that adds. */
export type AddPasskey = {
  readonly pending: boolean;
  /** What the browser or the person said. */
  readonly failure: PasskeyFailure | undefined;
  /** What the server said. */
  readonly error: unknown;
  run(name: string): Promise<void>;
};

/** `onDone` runs once the server has kept it. */
export const useAddPasskey = (onDone: (made: Passkey) => void): AddPasskey => {
  const words = useTexts().account.passkey;
  const announce = useAnnounce();
  const cache = useQueryClient();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<PasskeyFailure>();
  const [error, setError] = useState<unknown>();
  const busy = useRef(false);
  const run = useCallback(
    async (name: string) => {
      if (busy.current) return;
      busy.current = true;
      setPending(true);
      setFailure(undefined);
      setError(undefined);
      try {
        const creation = await client.call('startAddingPasskey', {});
        const passkey = await makePasskey(creation).catch((caught: unknown) => setFailure(failureOf(caught)));
        if (!passkey) return;
        const made = await client.call('addPasskey', { body: { name, passkey } });
        await cache.invalidateQueries({ queryKey: queries.me().queryKey });
        announce(words.added);
        onDone(made);
      } catch (caught) {
        if (isSignedOut(caught)) endSession('ended');
        else if (needsFreshSignIn(caught)) endSession('confirm');
        setError(caught);
      } finally {
        busy.current = false;
        setPending(false);
      }
    },
    [announce, cache, onDone, words],
  );
  return { pending, failure, error, run };
};
