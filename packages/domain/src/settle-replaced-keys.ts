// Reissue without a gap: the old key works beside the new one until that is on the phone (docs/domain.md §6, docs/decisions/0066).
import type { KeyChange } from './key-changes.ts';
import type { IssuedKey, KeyFacts, SuspendedKey } from './key-facts.ts';
import type { SettleFacts } from './settle-facts.ts';

/** How long an old key works at most beside the new one: a phone that was online for none of it is left to the front desk. */
export const HAND_OVER_MS: number = 24 * 3_600_000;

/** The changes that let `to` take over from older keys: their shared keys hang under it at once; one that stands still ends at once. */
export function handOver(
  facts: Pick<SettleFacts, 'now' | 'keys'>,
  older: readonly (IssuedKey | SuspendedKey)[],
  to: string,
): KeyChange[] {
  const { now, keys } = facts;
  const left = new Set(older.map((key) => key.keyId));
  const shared = keys.filter((key) => key.state !== 'ended' && key.parentKeyId !== null && left.has(key.parentKeyId));
  return [
    ...shared.map(({ keyId }): KeyChange => ({ change: 'adopt', keyId, parentKeyId: to })),
    ...older.map(
      (key): KeyChange =>
        key.state === 'suspended'
          ? { change: 'end', keyId: key.keyId, reason: 'replaced', revokeReason: null, at: now }
          : { change: 'hand_over', keyId: key.keyId, to, validUntil: Math.min(key.validUntil, now + HAND_OVER_MS) },
    ),
  ];
}

/** Replaced keys of the booking's room: end them when their replacement is on the phone or no longer in force, or their time is over. */
export function settleReplacedKeys(facts: SettleFacts): KeyChange[] {
  const { now, booking, keys } = facts;
  return keys.flatMap((key): KeyChange[] => {
    if ((key.state !== 'issued' && key.state !== 'suspended') || !key.replacedBy) return [];
    const { keyId } = key;
    const over = Math.min(key.validUntil, key.validitySource === 'pms' ? booking.checkOutAt : key.validUntil);
    if (isTakenOver(keys, key.replacedBy) || over <= now || over <= key.validFrom)
      return [{ change: 'end', keyId, reason: 'superseded', revokeReason: null, at: now }];
    if (over === key.validUntil) return [];
    const { validFrom, validitySource } = key;
    return [{ change: 'redate', keyId, validFrom, validUntil: over, validitySource }];
  });
}

/** Also when the new key is no longer in force: what staff then said of that one holds for the old one. */
function isTakenOver(keys: readonly KeyFacts[], { keyId, onPhone }: NonNullable<IssuedKey['replacedBy']>): boolean {
  return onPhone || keys.find((one) => one.keyId === keyId)?.state !== 'issued';
}
