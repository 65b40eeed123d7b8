// How far taking a key away has come, with proof, and what it could still open until then (docs/domain.md §5, invariant 17).
import { DomainError } from './errors.ts';
import type { DeliveryState, RevocationProof, RevocationState } from './words.ts';

/**
 * How far a lock's clock may lag behind while it still counts as known (docs/protocol §7.6.2: 30 min), in seconds. A lease is
 * proof only this long after its end, because a slow lock opens until then (invariant 5: revoke + L + δ).
 */
export const LOCK_CLOCK_ALLOWANCE_SECONDS = 1800;

/** The key on one device. */
export interface RevokedDelivery {
  readonly deviceId: string;
  readonly state: DeliveryState;
  /** UTC ms when the phone confirmed the deletion; null unless `state` is `removed`. */
  readonly removedAt: number | null;
  /** End (UTC ms) of the longest lease of this key that ever left the server for this device; null when none ever left. */
  readonly leaseEnd: number | null;
}

/** A lock the key could open. */
export interface ConcernedLock {
  readonly lockId: string;
  readonly doorId: string;
}

/** A lock's own sealed proof that it applied the revocation. */
export interface LockConfirmation {
  readonly lockId: string;
  readonly at: number;
}

/** Input of `revocationState`; instants in UTC ms. */
export interface RevocationInput {
  readonly now: number;
  readonly requestedAt: number;
  readonly deliveries: readonly RevokedDelivery[];
  readonly locksConcerned: readonly ConcernedLock[];
  readonly confirmations: readonly LockConfirmation[];
  readonly clockAllowanceSeconds?: number;
}

/** Progress. Until `enforced`, `couldOpenUntil` (UTC ms) and `doorIds` say until when and which doors the key could still open. */
export interface RevocationProgress {
  readonly state: RevocationState;
  readonly proof: RevocationProof | null;
  /** When the proof was complete (UTC ms); null until enforced. */
  readonly enforcedAt: number | null;
  readonly couldOpenUntil: number | null;
  readonly doorIds: readonly string[];
}

/**
 * Where a revocation stands. `enforced` only with proof: every device that got the key deleted it or its lease is over, or every
 * lock concerned confirmed (an empty list of locks proves nothing). The proof that was complete first is named.
 */
export function revocationState(input: RevocationInput): RevocationProgress {
  const allowanceMs = (input.clockAllowanceSeconds ?? LOCK_CLOCK_ALLOWANCE_SECONDS) * 1000;
  if (allowanceMs < 0) throw new DomainError('malformed_number', 'clockAllowanceSeconds must not be negative');
  const holders = input.deliveries.filter((delivery) => delivery.leaseEnd !== null || delivery.state !== 'to_deliver');
  const proofs = [byDevices(input, holders, allowanceMs), byLocks(input)].filter((found) => found !== null);
  const first = proofs.sort((a, b) => a.at - b.at)[0];
  if (first) {
    return { state: 'enforced', proof: first.proof, enforcedAt: first.at, couldOpenUntil: null, doorIds: [] };
  }
  const open = holders.filter((delivery) => !isRemoved(delivery, input.now));
  const confirmed = confirmedLocks(input);
  const doors = input.locksConcerned.filter((lock) => !confirmed.has(lock.lockId)).map((lock) => lock.doorId);
  return {
    state: open.length < holders.length ? 'removed_from_device' : 'requested',
    proof: null,
    enforcedAt: null,
    couldOpenUntil: Math.max(...open.map((delivery) => leaseOver(delivery, allowanceMs))),
    doorIds: [...new Set(doors)],
  };
}

interface FoundProof {
  readonly proof: RevocationProof;
  readonly at: number;
}

/** Each device by itself is safe from the earlier of its deletion and its lease's end; the last of them completes the proof. */
function byDevices(
  input: RevocationInput,
  holders: readonly RevokedDelivery[],
  allowanceMs: number,
): FoundProof | null {
  let last: FoundProof = { proof: 'never_delivered', at: input.requestedAt };
  for (const delivery of holders) {
    const found = safeSince(delivery, input.now, allowanceMs);
    if (found.at > input.now) return null;
    const at = Math.max(found.at, input.requestedAt);
    if (last.proof === 'never_delivered' || at > last.at) last = { proof: found.proof, at };
  }
  return last;
}

function safeSince(delivery: RevokedDelivery, now: number, allowanceMs: number): FoundProof {
  const over = leaseOver(delivery, allowanceMs);
  return isRemoved(delivery, now) && delivery.removedAt <= over
    ? { proof: 'deleted_on_device', at: delivery.removedAt }
    : { proof: 'lease_ended', at: over };
}

/** A device that took a key whose lease nobody recorded could open for ever as far as we know: never proof by time. */
function leaseOver(delivery: RevokedDelivery, allowanceMs: number): number {
  return delivery.leaseEnd === null ? Number.POSITIVE_INFINITY : delivery.leaseEnd + allowanceMs;
}

function isRemoved(
  delivery: RevokedDelivery,
  now: number,
): delivery is RevokedDelivery & { readonly removedAt: number } {
  return delivery.state === 'removed' && delivery.removedAt !== null && delivery.removedAt <= now;
}

function byLocks(input: RevocationInput): FoundProof | null {
  const confirmed = confirmedLocks(input);
  let at = input.requestedAt;
  for (const lock of input.locksConcerned) {
    const confirmedAt = confirmed.get(lock.lockId);
    if (confirmedAt === undefined) return null;
    at = Math.max(at, confirmedAt);
  }
  return input.locksConcerned.length === 0 ? null : { proof: 'confirmed_by_locks', at };
}

/** First confirmation of each lock since the request; an older one speaks of another revocation, a future one of a wrong clock. */
function confirmedLocks(input: RevocationInput): Map<string, number> {
  const first = new Map<string, number>();
  for (const { lockId, at } of input.confirmations) {
    if (at >= input.requestedAt && at <= input.now) first.set(lockId, Math.min(at, first.get(lockId) ?? at));
  }
  return first;
}
