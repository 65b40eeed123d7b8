// What of a diagnosis the desk can do from here, and how its evidence reads; the verdict itself is the server's.
import type { Booking, DigitalKey, KeyDiagnosis } from '@nightlatch/api';
import { issueOffer } from './key-facts.ts';

/** The dialog that mends what the diagnosis found. */
export type MendingStep = 'resume' | 'validity' | 'reissue' | 'issue';

/** The one step as a dialog of this page; undefined where it is done elsewhere (at the door, on the phone, in the PMS). */
export const mendingStep = (
  step: KeyDiagnosis['nextStep'],
  booking: Booking,
  key: DigitalKey,
): MendingStep | undefined => {
  switch (step) {
    case 'resume_key':
      return key.state === 'suspended' ? 'resume' : undefined;
    case 'change_validity':
      if (key.state === 'issued' || key.state === 'suspended') return 'validity';
      return issueOffer(booking).kind === 'issue' ? 'issue' : undefined;
    case 'move_key_to_room':
      return key.state === 'issued' && key.kind === 'primary' ? 'reissue' : undefined;
    case 'issue_key':
    case 'issue_again':
      return issueOffer(booking).kind === 'issue' ? 'issue' : undefined;
    default:
      return undefined;
  }
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
const INSTANT = /(At|Until|From|End|\.at)$/;

/** Evidence worth reading: ids say nothing to a person and stay away; instants become text by `instant`. */
export const readEvidence = (
  evidence: KeyDiagnosis['evidence'],
  words: { instant: (iso: string) => string; yes: string; no: string; unknown: string },
): { fact: string; value: string; coded: boolean }[] =>
  evidence.flatMap(({ fact, value }) => {
    if (typeof value === 'string' && UUID.test(value)) return [];
    if (value === null) return [{ fact, value: words.unknown, coded: false }];
    if (typeof value === 'boolean') return [{ fact, value: value ? words.yes : words.no, coded: false }];
    if (typeof value === 'number' && INSTANT.test(fact)) {
      return [{ fact, value: words.instant(new Date(value).toISOString()), coded: false }];
    }
    return [{ fact, value: String(value), coded: typeof value === 'string' }];
  });
