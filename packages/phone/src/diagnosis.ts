// From what a door said, or failed to say, to the one diagnosis that guest and staff see (docs/protocol §7.14).

/** The diagnosis codes of docs/domain.md §7 that a phone at a door can find. */
export type DoorDiagnosis =
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

const BY_REASON: ReadonlyMap<number, DoorDiagnosis> = new Map([
  [0x0101, 'lease_ended'],
  [0x0102, 'not_yet_valid'],
  [0x0103, 'revoked'],
  [0x0104, 'superseded'],
  [0x0105, 'waiting'],
  [0x0106, 'lease_ended'],
  [0x0107, 'wrong_phone'],
  [0x0108, 'not_downloaded'],
  [0x0109, 'not_downloaded'],
  [0x0201, 'wrong_door'],
  [0x0202, 'privacy_on'],
  [0x0203, 'outside_hours'],
  [0x0204, 'wrong_door'],
  [0x0205, 'ask_front_desk'],
  [0x0301, 'lock_clock_unknown'],
  [0x0302, 'lock_battery_low'],
  [0x0303, 'ask_front_desk'],
  [0x0304, 'ask_front_desk'],
  [0x0401, 'unsupported_phone'],
  [0x0402, 'unsupported_phone'],
  [0x0403, 'too_far'],
  [0x0404, 'wrong_phone'],
  [0x0405, 'not_downloaded'],
]);

/** Reader status → diagnosis for doors that send no reason code (docs/protocol §5.7). */
const BY_STATUS: ReadonlyMap<number, DoorDiagnosis> = new Map([
  [0x0001, 'not_downloaded'],
  [0x0002, 'lease_ended'],
  [0x0003, 'wrong_phone'],
  [0x0004, 'wrong_phone'],
  [0x0006, 'not_downloaded'],
  [0x0007, 'not_downloaded'],
  [0x0020, 'unsupported_phone'],
  [0x0021, 'unsupported_phone'],
  [0x0022, 'unsupported_phone'],
  [0x0023, 'unsupported_phone'],
]);

/** Reason codes after which going online and renewing may help (docs/protocol §7.2). */
const RENEW_AFTER: ReadonlySet<number> = new Set([0x0101, 0x0103, 0x0104, 0x0106, 0x0108, 0x0109, 0x0405]);

/** Diagnosis of a refusal; `reason` is the u16 of `9F20`, `status` the u16 of tag `97`. Unknown codes → `ask_front_desk`. */
export function diagnoseRefusal(reason: number | undefined, status: number | undefined): DoorDiagnosis {
  if (reason !== undefined && reason !== 0) return BY_REASON.get(reason) ?? 'ask_front_desk';
  if (status !== undefined) return BY_STATUS.get(status) ?? 'ask_front_desk';
  return 'ask_front_desk';
}

/** True when a renewal may turn this refusal into an opening; the phone then tries once more, not oftener (docs/protocol §7.12). */
export function renewalMayHelp(reason: number | undefined): boolean {
  return reason !== undefined && RENEW_AFTER.has(reason);
}
