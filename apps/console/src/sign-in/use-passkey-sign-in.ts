// Signing in with a passkey: by the button, and offered by the browser itself in the e-mail's field.
import type { Me } from '@nightlatch/api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { askForPasskey, failureOf, passkeysAreOffered } from '../account/passkeys.ts';
import { client } from '../api/client.ts';

/** A challenge is good for five minutes: a form that stands open for a night asks for a new one in time. */
const RENEW_MS = 4 * 60_000;

/** The state of the button. `error`: what the server said; a person who calls it off needs no word. */
export type PasskeySignIn = { readonly pending: boolean; readonly error: unknown; run(): Promise<void> };

/** Null where nobody wants it any more by the time that the server has answered: a late offer would break off what took its place. */
const prove = async (quietly: boolean, stillWanted: () => boolean): Promise<Me | null> => {
  const request = await client.call('startPasskeySignIn', {});
  if (!stillWanted()) return null;
  const passkey = await askForPasskey(request, quietly);
  return client.call('signInWithPasskey', { body: { passkey } });
};

/** Offers passkeys as long as the form stands; `onSignedIn` runs once. */
export const usePasskeySignIn = (onSignedIn: (me: Me) => void): PasskeySignIn => {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const done = useRef(onSignedIn);
  done.current = onSignedIn;
  const asked = useRef(false);
  /** Rises with each press of the button: an offer from before it is stale. */
  const turn = useRef(0);

  useEffect(() => {
    let over = false;
    const offer = (): void => {
      if (over || asked.current) return;
      const mine = turn.current;
      void prove(true, () => !over && turn.current === mine).then(
        (me) => {
          if (me !== null && !over) done.current(me);
        },
        // Called off by the button, by the next offer, or by leaving: nothing happened. A refusal is told.
        (caught: unknown) => {
          if (!over && !isCalledOff(caught)) setError(caught);
        },
      );
    };
    let timer: ReturnType<typeof setInterval> | undefined;
    void passkeysAreOffered().then((offered) => {
      if (!offered || over) return;
      offer();
      timer = setInterval(offer, RENEW_MS);
    });
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, []);

  const run = useCallback(async () => {
    if (asked.current) return;
    asked.current = true;
    turn.current += 1;
    setPending(true);
    setError(undefined);
    try {
      const me = await prove(false, () => true);
      if (me !== null) done.current(me);
    } catch (caught) {
      if (!isCalledOff(caught)) setError(caught);
    } finally {
      asked.current = false;
      setPending(false);
    }
  }, []);
  return { pending, error, run };
};

const isCalledOff = (caught: unknown): boolean => {
  try {
    return failureOf(caught) === 'cancelled';
  } catch {
    return false;
  }
};
