// Sends one command: at most one at a time, with an Idempotency-Key that a retry repeats.
import type { CallExtras, OperationId, OperationInput, OperationResult } from '@nightlatch/api';
import { useCallback, useRef, useState } from 'react';
import { client, endSession, isSignedOut, needsFreshSignIn } from './client.ts';
import { attemptFor, isUnsettled, type OpenAttempt } from './idempotency.ts';

/** A command's state for its button and its dialog. */
export type Command<O extends OperationId> = {
  readonly pending: boolean;
  readonly error: unknown;
  /** Sends; a second call while one is under way does nothing. Resolves to true when the server accepted. */
  run(input: OperationInput<O> & Pick<CallExtras, 'ifMatch'>): Promise<boolean>;
  reset(): void;
};

/** 128 random bits as hex. (crypto.randomUUID is missing where the page is opened by plain HTTP from another machine.) */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A command to send later and outside of a component, as an undo does; every try of it is the same attempt. */
export const commandLater = <O extends OperationId>(
  operation: O,
  input: OperationInput<O>,
): (() => Promise<OperationResult<O>>) => {
  const idempotencyKey = randomKey();
  return () => client.call(operation, { ...input, idempotencyKey });
};

/** Makes the command of one operation; `onDone` runs with the server's answer before `pending` ends. */
export const useCommand = <O extends OperationId>(
  operation: O,
  onDone: (result: OperationResult<O>) => void | Promise<void>,
): Command<O> => {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const busy = useRef(false);
  const attempt = useRef<OpenAttempt>(undefined);
  const run = useCallback(
    async (input: OperationInput<O> & Pick<CallExtras, 'ifMatch'>): Promise<boolean> => {
      if (busy.current) return false;
      busy.current = true;
      setPending(true);
      setError(undefined);
      attempt.current = attemptFor(attempt.current, input, randomKey);
      try {
        const result = await client.call(operation, { ...input, idempotencyKey: attempt.current.key });
        attempt.current = undefined;
        await onDone(result);
        return true;
      } catch (caught) {
        if (!isUnsettled(caught)) attempt.current = undefined;
        if (isSignedOut(caught)) endSession();
        else if (needsFreshSignIn(caught)) endSession('confirm');
        setError(caught);
        return false;
      } finally {
        busy.current = false;
        setPending(false);
      }
    },
    [operation, onDone],
  );
  const reset = useCallback(() => setError(undefined), []);
  return { pending, error, run, reset };
};
