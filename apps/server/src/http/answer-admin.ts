// An administrative refusal as the API's problem.
import type { AdminOutcome } from '../admin/admin-outcome.ts';
import { ProblemError } from './problem-error.ts';

/** The value, or throws the problem. */
export function must<T>(outcome: AdminOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  switch (outcome.code) {
    case 'conflict':
    case 'too_many_openings':
      throw new ProblemError(outcome.code, { detail: outcome.detail });
    case 'invalid_request':
      throw new ProblemError('invalid_request', { fields: [{ path: outcome.path, message: outcome.message }] });
    case 'last_administrator':
      throw new ProblemError('last_administrator', { detail: 'Make someone else administrator first.' });
    case 'not_found':
      throw new ProblemError('not_found');
  }
}

/** What was just written, or what is not there. */
export function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new ProblemError('not_found');
  return thing;
}
