// A key command's refusal as the API's problem.
import type { KeyOutcome } from '../keys/act-on-keys.ts';
import { ProblemError } from './problem-error.ts';

const VALIDITY_SENTENCES = {
  start_in_past: 'The start can not be in the past.',
  end_not_after_start: 'The end must be after the start.',
  end_too_late: 'The end is later than the location allows after check-out.',
  validity_over: 'No time would be left.',
} as const;

/** The key's id, or throws the problem. */
export const keyIdOf = (outcome: KeyOutcome): string => {
  if (outcome.ok) return outcome.keyId;
  switch (outcome.code) {
    case 'conditions_unmet':
      throw new ProblemError('conditions_unmet', {
        detail: 'See the conditions that are not met.',
        unmet: outcome.unmet,
      });
    case 'validity_not_allowed':
      throw new ProblemError('validity_not_allowed', {
        detail: `${VALIDITY_SENTENCES[outcome.refusal]} The limit is ${outcome.limit.toISOString()}.`,
      });
    case 'already_issued':
      throw new ProblemError('already_issued', { detail: 'Reissue the key, or revoke it first.' });
    case 'key_ended':
      throw new ProblemError('key_ended', { detail: 'A key that has ended never comes back; issue a new one.' });
    case 'not_found':
      throw new ProblemError('not_found');
  }
};
