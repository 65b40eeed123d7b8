// Reader statuses (docs/protocol §5.7) and our reason codes (§7.14), with what each may travel with.
import { type Bytes, concat, fromHex } from '../encoding/bytes.ts';
import { good, type Result, refuse } from '../result.ts';
import { VENDOR_ID } from '../unsure-choices.ts';

/** A reader status, the value of tag 97, as four hex digits. */
export type ReaderStatus =
  | '0001'
  | '0002'
  | '0003'
  | '0004'
  | '0006'
  | '0007'
  | '0020'
  | '0021'
  | '0022'
  | '0023'
  | '0025'
  | '0026'
  | '0100'
  | '0101'
  | '0102'
  | '0180'
  | '0181'
  | '0182';

/** A reason code of the hotel profile, as four hex digits; `0000` is success. */
export type ReasonCode =
  | '0000'
  | '0101'
  | '0102'
  | '0103'
  | '0104'
  | '0105'
  | '0106'
  | '0107'
  | '0108'
  | '0109'
  | '0201'
  | '0202'
  | '0203'
  | '0204'
  | '0205'
  | '0301'
  | '0302'
  | '0303'
  | '0304'
  | '0401'
  | '0402'
  | '0403'
  | '0404'
  | '0405';

/** The diagnosis code of docs/domain.md §7 that a reason maps to; `opened` for 0000. */
export type ReasonDiagnosis =
  | 'opened'
  | 'lease_ended'
  | 'not_yet_valid'
  | 'revoked'
  | 'superseded'
  | 'waiting'
  | 'wrong_phone'
  | 'not_downloaded'
  | 'wrong_door'
  | 'privacy_on'
  | 'outside_hours'
  | 'ask_front_desk'
  | 'lock_clock_unknown'
  | 'lock_battery_low'
  | 'unsupported_phone'
  | 'too_far'
  | 'no_key';

/** One row of §7.14: the statuses a reason may travel with (first is the default) and its diagnosis. */
export type ReasonRow = { readonly statuses: readonly ReaderStatus[]; readonly diagnosis: ReasonDiagnosis };

/** The table of §7.14. Reasons with no status are known to the phone by abort, status word or CONTROL FLOW only. */
export const REASONS: Readonly<Record<ReasonCode, ReasonRow>> = {
  '0000': { statuses: ['0101', '0181'], diagnosis: 'opened' },
  '0101': { statuses: ['0002'], diagnosis: 'lease_ended' },
  '0102': { statuses: ['0002'], diagnosis: 'not_yet_valid' },
  '0103': { statuses: ['0025'], diagnosis: 'revoked' },
  '0104': { statuses: ['0025'], diagnosis: 'superseded' },
  '0105': { statuses: ['0025'], diagnosis: 'waiting' },
  '0106': { statuses: ['0025'], diagnosis: 'lease_ended' },
  '0107': { statuses: ['0003'], diagnosis: 'wrong_phone' },
  '0108': { statuses: ['0001', '0003', '0004'], diagnosis: 'not_downloaded' },
  '0109': { statuses: ['0007', '0006'], diagnosis: 'not_downloaded' },
  '0201': { statuses: ['0025'], diagnosis: 'wrong_door' },
  '0202': { statuses: ['0025'], diagnosis: 'privacy_on' },
  '0203': { statuses: ['0025'], diagnosis: 'outside_hours' },
  '0204': { statuses: ['0025'], diagnosis: 'wrong_door' },
  '0205': { statuses: ['0025'], diagnosis: 'ask_front_desk' },
  '0301': { statuses: ['0002'], diagnosis: 'lock_clock_unknown' },
  '0302': { statuses: ['0026'], diagnosis: 'lock_battery_low' },
  '0303': { statuses: ['0026', '0102'], diagnosis: 'ask_front_desk' },
  '0304': { statuses: [], diagnosis: 'ask_front_desk' },
  '0401': { statuses: [], diagnosis: 'unsupported_phone' },
  '0402': { statuses: ['0020', '0021', '0022', '0023'], diagnosis: 'unsupported_phone' },
  '0403': { statuses: [], diagnosis: 'too_far' },
  '0404': { statuses: ['0004'], diagnosis: 'wrong_phone' },
  '0405': { statuses: ['0001'], diagnosis: 'no_key' },
};

const STATUSES: ReadonlySet<string> = new Set([
  '0001',
  '0002',
  '0003',
  '0004',
  '0006',
  '0007',
  '0020',
  '0021',
  '0022',
  '0023',
  '0025',
  '0026',
  '0100',
  '0101',
  '0102',
  '0180',
  '0181',
  '0182',
]);

/** True for a status of §5.7. */
export function isReaderStatus(text: string): text is ReaderStatus {
  return STATUSES.has(text);
}

/** True for a code of §7.14. */
export function isReasonCode(text: string): text is ReasonCode {
  return Object.hasOwn(REASONS, text);
}

/** True where the phone counts a status as granted: 0101 and 0181 (§5.7). */
export function statusGrants(status: ReaderStatus): boolean {
  return status === '0101' || status === '0181';
}

const HEAD = concat(
  fromHex('9f20090403'),
  Uint8Array.of(VENDOR_ID >> 16, (VENDOR_ID >> 8) & 255, VENDOR_ID & 255),
  fromHex('8002'),
);

/** The inner bytes of AE for a reason: `9F20 09 04 03 vendor 80 02 rrrr` (§7.14). Hand them to `channel.exchange({ notify })`. */
export function reasonNotify(reason: ReasonCode): Bytes {
  return concat(HEAD, fromHex(reason));
}

/** The reason inside AE, where it is ours and known. */
export function parseReasonNotify(notify: Uint8Array): Result<ReasonCode> {
  if (notify.length !== HEAD.length + 2) return refuse('length', 0, 'reason');
  for (let i = 0; i < HEAD.length; i += 1) if (notify[i] !== HEAD[i]) return refuse('value', i, 'reason');
  const text = [...notify.subarray(HEAD.length)].map((b) => b.toString(16).padStart(2, '0')).join('');
  return isReasonCode(text) ? good(text) : refuse('value', HEAD.length, 'reason');
}
