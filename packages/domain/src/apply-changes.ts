// Applies changes to facts: what the server writes, as a pure function (docs/domain.md §5).
import { DomainError } from './errors.ts';
import type { KeyChange } from './key-changes.ts';
import type { EndedKey, KeyFacts, OccupancyFacts, WaitingKey } from './key-facts.ts';

/** The part of the facts that changes touch; `now` and the check-out instant are written into new keys. */
export interface ChangeableFacts {
  readonly now: number;
  readonly booking: { readonly checkOutAt: number };
  readonly occupancies: readonly OccupancyFacts[];
  readonly keys: readonly KeyFacts[];
}

/**
 * Occupancies and keys after the changes, applied in order. Throws `DomainError` `broken_invariant` for a change that does not
 * fit the state: an ended key is never touched again (invariant 16).
 */
export function applyChanges(
  facts: ChangeableFacts,
  changes: readonly KeyChange[],
): { readonly occupancies: readonly OccupancyFacts[]; readonly keys: readonly KeyFacts[] } {
  let state = facts;
  for (const change of changes) state = { ...state, ...applyChange(state, change) };
  return { occupancies: state.occupancies, keys: state.keys };
}

function applyChange(facts: ChangeableFacts, change: KeyChange): Partial<ChangeableFacts> {
  switch (change.change) {
    case 'close_occupancy':
      return {
        occupancies: facts.occupancies.map((one) =>
          one.occupancyId === change.occupancyId && one.closedAt === null
            ? { ...one, closedAt: change.at, closedBecause: change.reason }
            : one,
        ),
      };
    case 'open_occupancy': {
      const { occupancyId, roomId } = change;
      const opened: OccupancyFacts = { occupancyId, roomId, openedAt: change.at, closedAt: null, closedBecause: null };
      return { occupancies: [...facts.occupancies, opened] };
    }
    case 'wait':
    case 'issue':
      return { keys: putKey(facts, change) };
    default:
      return { keys: facts.keys.map((key) => (key.keyId === change.keyId ? changeKey(facts, key, change) : key)) };
  }
}

function putKey(facts: ChangeableFacts, change: KeyChange & { change: 'wait' | 'issue' }): readonly KeyFacts[] {
  const before = facts.keys.find((key) => key.keyId === change.keyId);
  if (change.isNew === (before !== undefined)) throw new DomainError('broken_invariant', 'isNew does not fit the keys');
  if (before && before.state !== 'waiting') throw new DomainError('broken_invariant', 'only a waiting key is issued');
  const base = {
    keyId: change.keyId,
    kind: before?.kind ?? ('primary' as const),
    parentKeyId: before?.parentKeyId ?? null,
    requestedBy: change.requestedBy,
    requestedAt: before?.requestedAt ?? facts.now,
    validitySource: change.validitySource,
    checkOutSeen: facts.booking.checkOutAt,
  };
  const { validFrom, validUntil } = change;
  const after: KeyFacts =
    change.change === 'wait'
      ? { ...base, state: 'waiting', waitingFor: change.waitingFor, validFrom, validUntil }
      : {
          ...base,
          state: 'issued',
          occupancyId: change.occupancyId,
          roomId: change.roomId,
          validFrom: change.validFrom,
          validUntil: change.validUntil,
        };
  return before ? facts.keys.map((key) => (key === before ? after : key)) : [...facts.keys, after];
}

type ChangeOfOneKey = Exclude<KeyChange, { change: 'close_occupancy' | 'open_occupancy' | 'wait' | 'issue' }>;

function changeKey(facts: ChangeableFacts, key: KeyFacts, change: ChangeOfOneKey): KeyFacts {
  if (key.state === 'ended') throw new DomainError('broken_invariant', 'an ended key never changes');
  if (change.change === 'end') return ended(key, change);
  if (key.state === 'waiting') throw new DomainError('broken_invariant', 'a waiting key can only be issued or ended');
  switch (change.change) {
    case 'redate': {
      const { validFrom, validUntil, validitySource } = change;
      return { ...key, validFrom, validUntil, validitySource, checkOutSeen: facts.booking.checkOutAt };
    }
    case 'hand_over':
      return { ...key, validUntil: change.validUntil, replacedBy: { keyId: change.to, onPhone: false } };
    case 'adopt':
      return { ...key, parentKeyId: change.parentKeyId };
    case 'raise_task':
      return { ...key, checkOutSeen: change.checkOutAt };
    case 'suspend':
      return { ...key, state: 'suspended', withParent: change.withParent };
    case 'resume': {
      if (key.state === 'issued') return key;
      const { withParent: _gone, ...rest } = key;
      return { ...rest, state: 'issued' };
    }
  }
}

function ended(key: Exclude<KeyFacts, EndedKey>, change: KeyChange & { change: 'end' }): EndedKey {
  const { keyId, kind, parentKeyId, requestedBy, requestedAt, validitySource, checkOutSeen, validFrom, validUntil } =
    key;
  return {
    ...{ keyId, kind, parentKeyId, requestedBy, requestedAt, validitySource, checkOutSeen, validFrom, validUntil },
    state: 'ended',
    endReason: change.reason,
    endedAt: change.at,
    revokedByStaff: change.revokeReason !== null || (key.state === 'suspended' && !key.withParent),
    revokeReason: change.revokeReason,
    ...placeOf(key),
  };
}

function placeOf(key: Exclude<KeyFacts, EndedKey>): { occupancyId: string | null; roomId: string | null } {
  if (isWaiting(key)) return { occupancyId: null, roomId: null };
  return { occupancyId: key.occupancyId, roomId: key.roomId };
}

function isWaiting(key: KeyFacts): key is WaitingKey {
  return key.state === 'waiting';
}
