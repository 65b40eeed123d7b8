// What a person may do to one key, and what follows for the keys under it (docs/domain.md §6).
import { applyChanges, type ChangeableFacts } from './apply-changes.ts';
import type { KeyChange } from './key-changes.ts';
import type { KeyFacts } from './key-facts.ts';
import { settleSharedKeys } from './settle-shared-keys.ts';
import type { ValiditySource } from './validity.ts';
import type { RevokeReason } from './words.ts';

/** An action on one key. `set_validity` takes what `keyValidity` allowed (UTC ms). Issue and reissue are `settleKeys` requests. */
export type KeyAction =
  | { readonly action: 'revoke'; readonly reason: RevokeReason }
  | { readonly action: 'suspend' }
  | { readonly action: 'resume' }
  | {
      readonly action: 'set_validity';
      readonly validFrom: number;
      readonly validUntil: number;
      readonly validitySource: ValiditySource;
    };

/** Why an action is refused. */
export const KEY_ACTION_REFUSALS = [
  'key_not_found',
  'key_ended',
  'key_waiting',
  'key_suspended',
  'key_not_suspended',
  'parent_suspended',
  'key_replaced',
] as const;
export type KeyActionRefusal = (typeof KEY_ACTION_REFUSALS)[number];

/** The changes of an allowed action, those of the shared keys under it included, or its coded refusal. */
export type KeyActionResult =
  | { readonly ok: true; readonly changes: readonly KeyChange[] }
  | { readonly ok: false; readonly code: KeyActionRefusal };

/** Acts on one key of a booking. A revoked key ends for ever, and its shared keys in the same changes (invariants 7 and 16). */
export function actOnKey(facts: ChangeableFacts, keyId: string, action: KeyAction): KeyActionResult {
  const key = facts.keys.find((one) => one.keyId === keyId);
  if (!key) return { ok: false, code: 'key_not_found' };
  const own = changeOf(facts.now, key, action);
  if (typeof own === 'string') return { ok: false, code: own };
  const direct = [own, ...predecessors(facts, own)];
  const after = applyChanges(facts, direct);
  return { ok: true, changes: [...direct, ...settleSharedKeys({ ...after, now: facts.now })] };
}

/** What is said of a key that takes over is said of the one that it takes over from. */
function predecessors(facts: ChangeableFacts, own: KeyChange): KeyChange[] {
  if (own.change !== 'end' && own.change !== 'suspend') return [];
  const [reason, revokeReason] =
    own.change === 'end' ? [own.reason, own.revokeReason] : (['superseded', null] as const);
  return facts.keys.flatMap((key): KeyChange[] =>
    (key.state === 'issued' || key.state === 'suspended') && key.replacedBy?.keyId === own.keyId
      ? [{ change: 'end', keyId: key.keyId, reason, revokeReason, at: facts.now }]
      : [],
  );
}

function changeOf(now: number, key: KeyFacts, action: KeyAction): KeyChange | KeyActionRefusal {
  if (key.state === 'ended') return 'key_ended';
  if (action.action === 'revoke') {
    return { change: 'end', keyId: key.keyId, reason: 'revoked', revokeReason: action.reason, at: now };
  }
  if (key.state === 'waiting') return 'key_waiting';
  if (key.replacedBy) return 'key_replaced';
  switch (action.action) {
    case 'suspend':
      // A shared key that stands still with its primary key can be suspended by itself: it then stays so when that one resumes.
      if (key.state === 'suspended' && !key.withParent) return 'key_suspended';
      return { change: 'suspend', keyId: key.keyId, withParent: false };
    case 'resume':
      if (key.state !== 'suspended') return 'key_not_suspended';
      return key.withParent ? 'parent_suspended' : { change: 'resume', keyId: key.keyId };
    case 'set_validity': {
      const { validFrom, validUntil, validitySource } = action;
      return { change: 'redate', keyId: key.keyId, validFrom, validUntil, validitySource };
    }
  }
}
