// Shared keys follow their primary key: they end with it, stop with it and never outlast it (docs/domain.md §6, invariant 7).
import type { KeyChange } from './key-changes.ts';
import type { EndedKey, IssuedKey, KeyFacts, SuspendedKey } from './key-facts.ts';
import type { SettleFacts } from './settle-facts.ts';

/** The changes that keep every shared key within its parent. One without a parent ends: it has nothing to be within. */
export function settleSharedKeys(facts: Pick<SettleFacts, 'keys' | 'now'>): KeyChange[] {
  return facts.keys.flatMap((key) => {
    if (key.kind !== 'shared' || key.state === 'ended') return [];
    const parent = facts.keys.find((one) => one.keyId === key.parentKeyId);
    if (!parent || parent.state === 'ended') return [endWith(facts.now, key, parent)];
    if (parent.state === 'waiting' || key.state === 'waiting') return [];
    return followParent(facts.now, key, parent);
  });
}

function followParent(now: number, key: IssuedKey | SuspendedKey, parent: IssuedKey | SuspendedKey): KeyChange[] {
  const validFrom = Math.max(key.validFrom, parent.validFrom);
  const validUntil = key.validitySource === 'pms' ? parent.validUntil : Math.min(key.validUntil, parent.validUntil);
  if (validUntil <= now || validUntil <= validFrom) {
    return [{ change: 'end', keyId: key.keyId, reason: 'expired', revokeReason: null, at: now }];
  }
  const changes: KeyChange[] = [];
  if (validFrom !== key.validFrom || validUntil !== key.validUntil) {
    changes.push({ change: 'redate', keyId: key.keyId, validFrom, validUntil, validitySource: key.validitySource });
  }
  if (key.state === 'issued' && parent.state === 'suspended') {
    changes.push({ change: 'suspend', keyId: key.keyId, withParent: true });
  }
  if (key.state === 'suspended' && key.withParent && parent.state === 'issued') {
    changes.push({ change: 'resume', keyId: key.keyId });
  }
  return changes;
}

function endWith(now: number, key: Exclude<KeyFacts, EndedKey>, parent: EndedKey | undefined): KeyChange {
  return {
    change: 'end',
    keyId: key.keyId,
    reason: parent?.endReason ?? 'revoked',
    revokeReason: parent?.revokeReason ?? null,
    at: now,
  };
}
