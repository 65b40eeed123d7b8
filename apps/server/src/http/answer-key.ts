// A key command's refusal as the API's problem.
import { KEY_ACTION_REFUSAL_SENTENCES, type Sentence, VALIDITY_REFUSAL_SENTENCES } from '@nightlatch/domain';
import type { KeyOutcome } from '../keys/act-on-keys.ts';
import { ProblemError } from './problem-error.ts';

/** Title and what to do as one text. */
const spoken = ({ title, todo }: Sentence): string => `${title}. ${todo}`.trim();

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
        refused: { reason: outcome.refusal, limit: outcome.limit },
        detail: `${spoken(VALIDITY_REFUSAL_SENTENCES[outcome.refusal])} The limit is ${outcome.limit.toISOString()}.`,
      });
    case 'already_issued':
      throw new ProblemError('already_issued', { detail: 'Reissue the key, or revoke it first.' });
    case 'key_ended':
    case 'key_waiting':
    case 'key_suspended':
    case 'key_not_suspended':
    case 'parent_suspended':
    case 'key_replaced':
      throw new ProblemError(outcome.code, { detail: spoken(KEY_ACTION_REFUSAL_SENTENCES[outcome.code]) });
    case 'not_found':
      throw new ProblemError('not_found');
  }
};
