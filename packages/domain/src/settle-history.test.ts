// Any history of a booking (docs/domain.md §8): invariants 3, 7, 15 and 16 over random events, orders and staff actions.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actOnKey } from './key-actions.ts';
import type { KeyFacts, KeyRequest, Replacement } from './key-facts.ts';
import { nextSettleAt, settleKeys, unmetFor } from './settle-keys.ts';
import { CHECK_OUT, HOUR, ISSUE, Stay } from './stay.fixture.ts';
import { BOOKING_STATUSES, type RevokeReason } from './words.ts';

const replacedBy = (key: KeyFacts): Replacement | undefined => ('replacedBy' in key ? key.replacedBy : undefined);

describe('any history', () => {
  type Step = (stay: Stay) => void;
  const room = fc.constantFrom('A', 'B', null);
  const pmsStep: fc.Arbitrary<Step> = fc.oneof(
    fc.constantFrom(...BOOKING_STATUSES).map((status) => (stay: Stay) => void stay.set({ booking: { status } })),
    room.map((roomId) => (stay: Stay) => void stay.set({ booking: { roomId } })),
    fc
      .constantFrom(-30, -10, 0, 24)
      .map((hours) => (stay: Stay) => void stay.set({ booking: { checkOutAt: CHECK_OUT + hours * HOUR } })),
    fc.boolean().map((taken) => (stay: Stay) => {
      stay.set({ issue: { otherOccupancies: taken ? [{ bookingId: 'x', occupancyId: 'ox', related: false }] : [] } });
    }),
    fc.integer({ min: 0, max: 8 }).map((hours) => (stay: Stay) => void stay.pass(hours * HOUR)),
    fc.constant((stay: Stay) => void stay.settle()),
  );
  const staffStep: fc.Arbitrary<Step> = fc.oneof(
    fc.constantFrom<RevokeReason>('security_concern', 'room_change').map((reason) => (stay: Stay) => {
      const key = stay.live()[0];
      if (key) stay.act(key.keyId, { action: 'revoke', reason });
    }),
    fc.constantFrom('suspend', 'resume').map((action) => (stay: Stay) => {
      const key = stay.live()[0];
      if (key && actOnKey(stay.facts, key.keyId, { action }).ok) stay.act(key.keyId, { action });
    }),
    fc.constantFrom<KeyRequest['mode']>('issue', 'replace', 'replace_at_once').map((mode) => (stay: Stay) => {
      stay.settle({ ...ISSUE, mode });
    }),
    fc.constant((stay: Stay) => {
      const replaced = stay.live().find((key) => 'replacedBy' in key && key.replacedBy);
      if (replaced) stay.onPhone(replaced.keyId);
    }),
    fc.constant((stay: Stay) => {
      const parent = stay.live().find((key) => key.kind === 'primary' && key.state === 'issued');
      if (parent) stay.addShared(`s${stay.facts.keys.length}`, parent);
    }),
  );
  const comparable = (stay: Stay): unknown[] =>
    stay
      .live()
      .map((key) => [
        key.state,
        key.state === 'waiting' ? key.waitingFor : key.roomId,
        key.validUntil,
        key.validitySource,
      ]);

  it('invariant 15: any order, repetition or delay of PMS events, then one resync, gives the same keys', () => {
    const end = fc.record({
      status: fc.constantFrom(...BOOKING_STATUSES),
      roomId: room,
      checkOutAt: fc.constantFrom(CHECK_OUT, CHECK_OUT + 100 * HOUR),
    });
    fc.assert(
      fc.property(fc.array(pmsStep, { maxLength: 25 }), end, (steps, booking) => {
        const stay = new Stay();
        for (const step of steps) step(stay);
        stay.set({ booking, issue: { otherOccupancies: [] } }).settle();
        stay.pass(HOUR).settle();
        const fresh = new Stay({ now: stay.facts.now }).set({ booking });
        fresh.settle();
        expect(comparable(stay)).toEqual(comparable(fresh));
        expect(stay.openRooms()).toEqual(fresh.openRooms());
      }),
      { numRuns: 1000 },
    );
  });

  it('order independence: triggers and inputs in any order give the same key', () => {
    const inputs: Step[] = [
      (stay) => void stay.set({ booking: { status: 'checked_in' } }),
      (stay) => void stay.set({ booking: { roomId: 'A' } }),
      (stay) => void stay.set({ booking: { mobileCheckIn: 'approved' } }),
      (stay) => void stay.set({ booking: { idVerification: 'verified' } }),
      (stay) => void stay.set({ issue: { enrolledDevices: 1 } }),
      (stay) => void stay.set({ issue: { otherOccupancies: [] } }),
      (stay) => void stay.set({ issue: { locks: [{ mobile: true, healthy: true }] } }),
      (stay) => void stay.set({ issue: { staffBlock: false } }),
    ];
    const all = fc.shuffledSubarray(inputs, { minLength: inputs.length });
    const policies = fc
      .record({ autoIssueAtCheckIn: fc.boolean(), afterMobileCheckIn: fc.boolean(), afterIdVerification: fc.boolean() })
      .filter((one) => Object.values(one).some(Boolean));
    fc.assert(
      fc.property(all, policies, fc.boolean(), (order, triggers, requireIdVerification) => {
        const stay = new Stay().set({
          booking: { status: 'confirmed', roomId: null },
          policies: { ...triggers, requireIdVerification },
          issue: {
            enrolledDevices: 0,
            otherOccupancies: [{ bookingId: 'x', occupancyId: 'ox', related: false }],
            locks: [],
            staffBlock: true,
          },
        });
        for (const step of order) {
          step(stay);
          stay.settle();
          const mayIssue = unmetFor(stay.facts, CHECK_OUT).length === 0;
          if (!mayIssue) expect(stay.live().every((key) => key.state === 'waiting')).toBe(true);
        }
        expect(stay.only()).toMatchObject({ state: 'issued', roomId: 'A', validUntil: CHECK_OUT });
      }),
      { numRuns: 500 },
    );
  });

  it('invariants 3, 7 and 16 hold after every step of any history, staff included', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(pmsStep, pmsStep, staffStep), { maxLength: 30 }), (steps) => {
        const stay = new Stay();
        for (const step of steps) {
          const before = stay.facts.keys.length;
          const last = stay.facts.keys.filter((key) => key.kind === 'primary').at(-1);
          const blocked = last?.state === 'ended' && last.revokedByStaff && last.revokeReason !== 'room_change';
          step(stay);
          const askedByStaff = stay.facts.keys.slice(before).every((key) => key.requestedBy === 'staff');
          if (blocked) expect(askedByStaff, 'invariant 16: a trigger undid a revocation').toBe(true);
          stay.settle();
          checkInvariants(stay);
          const next = nextSettleAt(stay.facts);
          const quiet = { ...stay.facts, now: (next ?? stay.facts.now + 1000 * HOUR) - 1 };
          expect(settleKeys(quiet), 'nextSettleAt is too late').toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  function checkInvariants(stay: Stay): void {
    const { booking, now } = stay.facts;
    const inForce = stay.live().filter((key) => key.state !== 'waiting');
    if (booking.status !== 'checked_in') expect(inForce).toEqual([]);
    expect(stay.openRooms().length).toBeLessThanOrEqual(1);
    const open = stay.facts.occupancies.find((one) => one.closedAt === null);
    const primaries = inForce.filter((key) => key.kind === 'primary');
    const ofRoom = primaries.filter((key) => key.occupancyId === open?.occupancyId);
    const current = ofRoom.filter((key) => !replacedBy(key));
    expect(current.length, 'invariant 3').toBeLessThanOrEqual(1);
    for (const key of primaries) {
      expect(key.validUntil).toBeGreaterThan(now);
      if (current.includes(key)) continue;
      if (ofRoom.includes(key)) {
        // Reissued: beside the new key of the same stay, until that is on the phone, a day at most.
        expect(stay.key(replacedBy(key)?.keyId ?? '').state, 'a replaced key outlived its replacement').toBe('issued');
        expect(key.validUntil).toBeLessThanOrEqual(now + 24 * HOUR);
        continue;
      }
      expect(key.validUntil, 'invariant 3: beyond the grace').toBeLessThanOrEqual(now + HOUR / 2);
    }
    for (const key of inForce) {
      if (key.kind !== 'shared') continue;
      const parent = stay.key(key.parentKeyId ?? '');
      expect(parent.state, 'invariant 7').not.toBe('ended');
      expect(key.validUntil, 'invariant 7').toBeLessThanOrEqual(parent.validUntil ?? 0);
      if (parent.state === 'suspended') expect(key.state).toBe('suspended');
    }
  }
});
