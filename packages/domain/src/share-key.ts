// Sharing a key: who may invite, what an invitation may give, and the shared key it becomes (docs/domain.md §6, invariants 7 and 8).
import type { IssuedKey, KeyFacts } from './key-facts.ts';

/** Why a key is not shared, or an invitation makes no key. */
export const SHARE_REFUSALS = [
  'key_not_shareable',
  'too_many_companions',
  'beyond_own_key',
  'invitation_over',
  'own_invitation',
] as const;
export type ShareRefusal = (typeof SHARE_REFUSALS)[number];

/** Input of `judgeInvitation`. Instants in UTC ms. `companions`: shared keys not ended, and invitations still open, of the booking. */
export interface InvitationInput {
  readonly now: number;
  readonly key: KeyFacts;
  readonly companions: number;
  readonly mostCompanions: number;
  /** Doors that the inviting key opens. */
  readonly ownDoorIds: readonly string[];
  /** What the guest chose: null for every door, or until the end of the own key. */
  readonly doorIds: readonly string[] | null;
  readonly validUntil: number | null;
}

/**
 * Whether the guest of this key may invite a companion to that: only the primary key in force, only as many as the location allows,
 * never wider or longer than the own key. Null: yes.
 */
export function judgeInvitation(input: InvitationInput): ShareRefusal | null {
  const { key, doorIds, validUntil, now } = input;
  if (key.kind !== 'primary' || key.state !== 'issued' || key.replacedBy || key.validUntil <= now)
    return 'key_not_shareable';
  if (input.companions >= input.mostCompanions) return 'too_many_companions';
  if (doorIds !== null && (doorIds.length === 0 || doorIds.some((id) => !input.ownDoorIds.includes(id))))
    return 'beyond_own_key';
  if (validUntil !== null && (validUntil > key.validUntil || validUntil <= now)) return 'beyond_own_key';
  return null;
}

/** Input of `sharedKeyUnder`. `companions`: shared keys of the booking that have not ended. */
export interface RedemptionInput {
  readonly now: number;
  readonly parent: KeyFacts;
  readonly companions: number;
  readonly mostCompanions: number;
  /** The end that the invitation named; null: that of the parent. */
  readonly validUntil: number | null;
}

/** What the shared key gets from its parent. */
export type SharedValidity = Pick<
  IssuedKey,
  'occupancyId' | 'roomId' | 'validFrom' | 'validUntil' | 'validitySource' | 'requestedBy' | 'checkOutSeen'
>;

/**
 * The shared key that a redeemed invitation makes, or why none: the parent has to be in force now. It lies within the parent's times;
 * without an end of its own it follows the parent (`settleSharedKeys` does the rest, a suspended parent included).
 */
export function sharedKeyUnder(
  input: RedemptionInput,
): { readonly ok: true; readonly key: SharedValidity } | { readonly ok: false; readonly code: ShareRefusal } {
  const { parent, now } = input;
  if (parent.kind !== 'primary' || (parent.state !== 'issued' && parent.state !== 'suspended'))
    return { ok: false, code: 'invitation_over' };
  if (input.companions >= input.mostCompanions) return { ok: false, code: 'too_many_companions' };
  const validFrom = Math.max(parent.validFrom, now);
  const validUntil = Math.min(input.validUntil ?? parent.validUntil, parent.validUntil);
  if (validUntil <= validFrom) return { ok: false, code: 'invitation_over' };
  const { occupancyId, roomId, requestedBy, checkOutSeen } = parent;
  const validitySource = input.validUntil === null ? 'pms' : 'staff';
  return {
    ok: true,
    key: { occupancyId, roomId, validFrom, validUntil, validitySource, requestedBy, checkOutSeen },
  };
}
