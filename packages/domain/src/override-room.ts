// A room is given to another guest although one has it: what ends for the one who has it (docs/domain.md §6).
import { applyChanges, type ChangeableFacts } from './apply-changes.ts';
import type { KeyChange } from './key-changes.ts';
import { settleSharedKeys } from './settle-shared-keys.ts';

/**
 * Closes the occupant's stay in the room and ends its keys, shared ones included. It counts as a person's decision about this room: no
 * trigger brings a key back there, and one for another room may come by itself (invariants 3 and 16).
 */
export function overrideOccupant(facts: ChangeableFacts, roomId: string): KeyChange[] {
  const { now } = facts;
  const open = facts.occupancies.filter((one) => one.closedAt === null && one.roomId === roomId);
  const ids = new Set(open.map((one) => one.occupancyId));
  const changes = [
    ...open.map(
      ({ occupancyId }): KeyChange => ({ change: 'close_occupancy', occupancyId, reason: 'overridden', at: now }),
    ),
    ...facts.keys.flatMap((key): KeyChange[] =>
      key.kind === 'primary' && (key.state === 'issued' || key.state === 'suspended') && ids.has(key.occupancyId)
        ? [{ change: 'end', keyId: key.keyId, reason: 'revoked', revokeReason: 'room_change', at: now }]
        : [],
    ),
  ];
  return [...changes, ...settleSharedKeys({ ...applyChanges(facts, changes), now })];
}
