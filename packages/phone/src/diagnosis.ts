// From what a door said, or failed to say, to the one diagnosis that guest and staff see (docs/protocol §7.14).
import { REASONS, type ReaderStatus, type ReasonCode } from '@nightlatch/aliro';

/** The diagnosis codes of docs/domain.md §7 that a phone can find by itself or at a door. */
export type DoorDiagnosis =
  | 'checked_out'
  | 'no_key'
  | 'waiting'
  | 'revoked'
  | 'suspended'
  | 'expired'
  | 'not_yet_valid'
  | 'superseded'
  | 'not_downloaded'
  | 'lease_ended'
  | 'bluetooth_off'
  | 'bluetooth_not_allowed'
  | 'unsupported_phone'
  | 'wrong_phone'
  | 'too_far'
  | 'wrong_door'
  | 'privacy_on'
  | 'outside_hours'
  | 'lock_clock_unknown'
  | 'lock_battery_low'
  | 'ask_front_desk';

/** What went wrong where no door gave a sealed answer. */
export type LinkTrouble =
  /** Nothing answered, or the link broke: abort 81, 83, lost. */
  | 'link'
  /** Abort 86 until the tries ran out. */
  | 'overloaded'
  /** Abort 85, S2 27 or an `info` of another profile. */
  | 'version'
  /** The door could not prove that it is the one this key is for. */
  | 'identity'
  /** The guest's own act is older than 10 s. */
  | 'stale_act'
  /** Anything else that is not the protocol. */
  | 'protocol';

/** Reader status → diagnosis for doors that send no reason code (docs/protocol §5.7). */
const BY_STATUS: Readonly<Partial<Record<ReaderStatus, DoorDiagnosis>>> = {
  '0001': 'not_downloaded',
  '0002': 'lease_ended',
  '0003': 'wrong_phone',
  '0004': 'wrong_phone',
  '0006': 'not_downloaded',
  '0007': 'not_downloaded',
  '0020': 'unsupported_phone',
  '0021': 'unsupported_phone',
  '0022': 'unsupported_phone',
  '0023': 'unsupported_phone',
};

const BY_TROUBLE: Readonly<Record<LinkTrouble, DoorDiagnosis>> = {
  link: 'too_far',
  overloaded: 'ask_front_desk',
  version: 'unsupported_phone',
  identity: 'wrong_door',
  stale_act: 'too_far',
  protocol: 'unsupported_phone',
};

/** Reasons after which going online and renewing may help (docs/protocol §7.2, §7.14). */
const RENEW_AFTER: ReadonlySet<ReasonCode> = new Set(['0101', '0103', '0104', '0106', '0108', '0109', '0404', '0405']);

/** Diagnosis of a refusal by a door. The reason wins; a bare status says less; neither → `ask_front_desk`. */
export function diagnoseRefusal(reason: ReasonCode | undefined, status: ReaderStatus | undefined): DoorDiagnosis {
  if (reason !== undefined) {
    const { diagnosis } = REASONS[reason];
    if (diagnosis === 'opened') return 'ask_front_desk'; // "go in" together with a refusing status
    return reason === '0405' ? 'not_downloaded' : diagnosis; // a phone that came this far holds a key, though stale
  }
  return (status === undefined ? undefined : BY_STATUS[status]) ?? 'ask_front_desk';
}

/** Diagnosis where no door gave a sealed answer. */
export function diagnoseTrouble(trouble: LinkTrouble): DoorDiagnosis {
  return BY_TROUBLE[trouble];
}

/** Why there is nothing to unlock with, from the key's state and end reason in the wallet; undefined state = no key at all. */
export function diagnoseMissing(state: string | undefined, endReason: string | null | undefined): DoorDiagnosis {
  switch (state) {
    case undefined:
      return 'no_key';
    case 'waiting':
      return 'waiting';
    case 'suspended':
      return 'suspended';
    case 'ended':
      return diagnoseEnd(endReason);
    default:
      return 'not_downloaded';
  }
}

function diagnoseEnd(endReason: string | null | undefined): DoorDiagnosis {
  switch (endReason) {
    case 'checked_out':
    case 'expired':
    case 'superseded':
      return endReason;
    case 'replaced':
      return 'superseded';
    default:
      return 'revoked';
  }
}

/** True when a renewal may turn this refusal into an opening; the guest's next try follows it, the phone does not repeat by itself. */
export function renewalMayHelp(reason: ReasonCode | undefined): boolean {
  return reason !== undefined && RENEW_AFTER.has(reason);
}
