// Redeems an invitation with a passkey alone: one made on this device for a new account, or one that the person has.
import { useCallback, useRef, useState } from 'react';
import { askForPasskey, failureOf, makePasskey } from '../account/passkeys.ts';
import { client } from '../api/client.ts';

/** The state of the button. A person who calls it off needs no word. */
export type AcceptWithPasskey = {
  readonly pending: boolean;
  readonly error: unknown;
  run(name: string): Promise<void>;
};

type Of = { readonly secret: string; readonly hasAccount: boolean; readonly device: string };

/** `onDone` runs once the person is signed in. */
export const useAcceptWithPasskey = ({ secret, hasAccount, device }: Of, onDone: () => void): AcceptWithPasskey => {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const busy = useRef(false);
  const show = useCallback(
    async (name: string) => {
      if (hasAccount) return { passkey: await askForPasskey(await client.call('startPasskeySignIn', {}), false) };
      const creation = await client.call('startInvitationPasskey', { body: { secret } });
      return { name, newPasskey: { name: device, passkey: await makePasskey(creation) } };
    },
    [secret, hasAccount, device],
  );
  const run = useCallback(
    async (name: string) => {
      if (busy.current) return;
      busy.current = true;
      setPending(true);
      setError(undefined);
      try {
        const shown = await show(name);
        await client.call('acceptInvitation', { body: { secret, ...shown } });
        onDone();
      } catch (caught) {
        if (!isCalledOff(caught)) setError(caught);
      } finally {
        busy.current = false;
        setPending(false);
      }
    },
    [show, secret, onDone],
  );
  return { pending, error, run };
};

const isCalledOff = (caught: unknown): boolean => {
  try {
    return failureOf(caught) === 'cancelled';
  } catch {
    return false;
  }
};
