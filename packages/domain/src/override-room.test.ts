// An occupied room: the desk's alarm, and what an override ends (docs/domain.md §3, §6, invariants 3 and 16).
import { describe, expect, it } from 'vitest';
import { applyChanges } from './apply-changes.ts';
import { overrideOccupant } from './override-room.ts';
import { type RoomAlarm, settleRoomAlarm } from './room-alarm.ts';
import { Stay } from './stay.fixture.ts';

describe('an override', () => {
  it('invariant 3: closes the occupant’s stay and ends its keys, shared ones too; no trigger brings one back to that room', () => {
    const stay = new Stay();
    stay.settle();
    const { keyId } = stay.only();
    stay.addShared('s1', stay.only());
    stay.facts = { ...stay.facts, ...applyChanges(stay.facts, overrideOccupant(stay.facts, 'A')) };
    expect(stay.openRooms()).toEqual([]);
    expect(stay.facts.occupancies).toMatchObject([{ closedBecause: 'overridden' }]);
    expect(stay.key(keyId)).toMatchObject({ endReason: 'revoked', revokeReason: 'room_change', revokedByStaff: true });
    expect(stay.key('s1').state).toBe('ended');
    stay.set({ issue: { otherOccupancies: [{ bookingId: 'x', occupancyId: 'ox', related: false }] } }).settle();
    expect(stay.live()).toEqual([]);
    // Free again, or another room: staff's word was about this room only.
    stay.set({ issue: { otherOccupancies: [] } }).settle();
    expect(stay.live()).toEqual([]);
    stay.set({ booking: { roomId: 'B' } }).settle();
    expect(stay.live()).toMatchObject([{ state: 'issued', roomId: 'B' }]);
  });

  it('leaves a key of another room alone', () => {
    const stay = new Stay();
    stay.settle();
    expect(overrideOccupant(stay.facts, 'B')).toEqual([]);
  });
});

describe('the alarm about an occupied room', () => {
  const other = { bookingId: 'x', occupancyId: 'ox', related: false };
  const alarm = (more: Partial<RoomAlarm> = {}): RoomAlarm => ({
    occupancyId: 'ox',
    open: true,
    byRules: false,
    ...more,
  });
  const judge = (now: RoomAlarm | null, others = [other], stay = new Stay()) =>
    settleRoomAlarm({
      booking: stay.facts.booking,
      occupancies: stay.facts.occupancies,
      otherOccupancies: others,
      alarm: now,
    });

  it('is raised once for each stay that is in the way, and again only when the rules had closed it', () => {
    expect(judge(null)).toEqual({ raise: other });
    expect(judge(alarm())).toBeNull();
    expect(judge(alarm({ open: false }))).toBeNull();
    expect(judge(alarm({ open: false, byRules: true }))).toEqual({ raise: other });
    expect(judge(alarm({ occupancyId: 'before' }))).toEqual({ raise: other });
  });

  it('is closed when nobody is in the way, and none is raised for who shares the room or has it', () => {
    expect(judge(alarm(), [])).toBe('close');
    expect(judge(null, [{ ...other, related: true }])).toBeNull();
    const inRoom = new Stay();
    inRoom.settle();
    expect(judge(null, [other], inRoom)).toBeNull();
    expect(judge(null, [other], new Stay().set({ booking: { status: 'confirmed' } }))).toBeNull();
  });
});
