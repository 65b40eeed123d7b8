// Which Idempotency-Key a command carries: the same one while its outcome is unknown, a new one after a definite answer.
import { ApiProblem } from '@nightlatch/api';

/** A try whose outcome is not known; `undefined` when there is none. */
export type OpenAttempt = { readonly key: string; readonly fingerprint: string } | undefined;

/** The attempt that the next send of this input is part of. `random` makes a new key. */
export const attemptFor = (open: OpenAttempt, input: unknown, random: () => string): NonNullable<OpenAttempt> => {
  const fingerprint = JSON.stringify(input);
  return open?.fingerprint === fingerprint ? open : { key: random(), fingerprint };
};

const UNSETTLED = new Set(['idempotency_in_progress', 'too_many_requests', 'not_signed_in']);

/** Whether an error leaves open if the command was done: no answer, a fault of the server, or a refusal before it was looked at. */
export const isUnsettled = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || error.problem.status >= 500 || UNSETTLED.has(error.problem.code);
