// The key life cycle (docs/domain.md §3–§6): single rules, then any history. Cites invariants 3, 7, 15 and 16.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges } from './apply-changes.ts';
import { actOnKey, type KeyAction } from './key-actions.ts';
import type { KeyChange } from './key-changes.ts';
import { DEFAULT_KEY_POLICIES, type KeyFacts, type KeyRequest } from './key-facts.ts';
import { type SettleFacts, settleKeys, unmetFor } from './settle-keys.ts';
import { BOOKING_STATUSES, type RevokeReason } from './words.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-06-01T12:00:00Z');
const CHECK_OUT = START + 45 * HOUR;

/** One booking's world: settles after each change and fails if settling twice would change anything. */
class Stay {
  facts: SettleFacts;
  private ids = 0;

  constructor(over: Partial<SettleFacts> = {}) {
    this.facts = {
      now: START,
      booking: {
        bookingId: 'b1',
        status: 'checked_in',
        roomId: 'A',
        idVerification: 'not_verified',
        mobileCheckIn: 'not_started',
        checkOutAt: CHECK_OUT,
      },
      policies: { ...DEFAULT_KEY_POLICIES, moveGraceMinutes: 30 },
      issue: {
        integration: { configured: true, tested: true, on: true },
        locks: [{ mobile: true, healthy: true }],
        otherOccupancies: [],
        enrolledDevices: 1,
        staffBlock: false,
      },
      occupancies: [],
      keys: [],
      request: null,
      newIds: { occupancyId: 'o0', keyId: 'k0' },
      ...over,
    };
  }

  set(
    change: {
      [K in 'booking' | 'policies' | 'issue']?: Partial<SettleFacts[K]>;
    },
  ): this {
    this.facts = {
      ...this.facts,
      booking: { ...this.facts.booking, ...change.booking },
      policies: { ...this.facts.policies, ...change.policies },
      issue: { ...this.facts.issue, ...change.issue },
    };
    return this;
  }

  pass(ms: number): this {
    this.facts = { ...this.facts, now: this.facts.now + ms };
    return this;
  }

  settle(request: KeyRequest | null = null): KeyChange[] {
    const ended = this.ended();
    const changes = settleKeys({ ...this.facts, ...this.freshIds(), request });
    this.facts = { ...this.facts, ...applyChanges(this.facts, changes) };
    expect(settleKeys({ ...this.facts, ...this.freshIds() }), 'settling twice changes something').toEqual([]);
    for (const key of ended) expect(this.facts.keys, 'invariant 16: an ended key changed').toContain(key);
    return changes;
  }

  act(keyId: string, action: KeyAction): void {
    const result = actOnKey(this.facts, keyId, action);
    if (!result.ok) throw new Error(result.code);
    this.facts = { ...this.facts, ...applyChanges(this.facts, result.changes) };
    this.settle();
  }

  addShared(keyId: string, parent: KeyFacts, over: Partial<KeyFacts> = {}): void {
    const shared = { ...parent, keyId, kind: 'shared', parentKeyId: parent.keyId, ...over } as KeyFacts; // a test's own row
    this.facts = { ...this.facts, keys: [...this.facts.keys, shared] };
  }

  key(keyId: string): KeyFacts {
    const found = this.facts.keys.find((one) => one.keyId === keyId);
    if (!found) throw new Error(`no key ${keyId}`);
    return found;
  }

  live(): KeyFacts[] {
    return this.facts.keys.filter((key) => key.state !== 'ended');
  }

  only(): KeyFacts {
    const [one, ...more] = this.live();
    if (!one || more.length > 0) throw new Error(`${this.live().length} live keys`);
    return one;
  }

  ended(): KeyFacts[] {
    return this.facts.keys.filter((key) => key.state === 'ended');
  }

  openRooms(): string[] {
    return this.facts.occupancies.flatMap((one) => (one.closedAt === null ? [one.roomId] : []));
  }

  private freshIds(): Pick<SettleFacts, 'newIds'> {
    this.ids += 1;
    const padded = String(this.ids).padStart(4, '0');
    return { newIds: { occupancyId: `o${padded}`, keyId: `k${padded}` } };
  }
}

const NOTHING_AUTOMATIC = { autoIssueAtCheckIn: false, afterMobileCheckIn: false, afterIdVerification: false };
const ISSUE: KeyRequest = { by: 'staff', startAt: null, staffEnd: null, mode: 'issue' };

describe('issue', () => {
  it('at check-in, by itself, until check-out', () => {
    const stay = new Stay().set({ booking: { status: 'confirmed' } });
    expect(stay.settle()).toEqual([]);
    const changes = stay.set({ booking: { status: 'checked_in' } }).settle();
    expect(changes.map((one) => one.change)).toEqual(['open_occupancy', 'issue']);
    expect(stay.only()).toMatchObject({ state: 'issued', roomId: 'A', validFrom: START, validUntil: CHECK_OUT });
  });

  it('waits and says for what, then follows when the last input comes', () => {
    const stay = new Stay().set({ booking: { roomId: null }, issue: { enrolledDevices: 0 } });
    stay.settle();
    expect(stay.only()).toMatchObject({
      state: 'waiting',
      waitingFor: ['room_not_assigned', 'guest_app_not_installed'],
    });
    stay.set({ booking: { roomId: 'A' } }).settle();
    expect(stay.only()).toMatchObject({ state: 'waiting', waitingFor: ['guest_app_not_installed'] });
    const waiting = stay.only().keyId;
    stay.set({ issue: { enrolledDevices: 1 } }).settle();
    expect(stay.only()).toMatchObject({ keyId: waiting, state: 'issued', requestedBy: 'check_in' });
  });

  it('an approved mobile check-in waits for the check-in', () => {
    const stay = new Stay().set({ policies: { autoIssueAtCheckIn: false } });
    stay.set({ booking: { status: 'confirmed', mobileCheckIn: 'approved' } }).settle();
    expect(stay.only()).toMatchObject({
      state: 'waiting',
      waitingFor: ['not_checked_in'],
      requestedBy: 'mobile_check_in',
    });
    stay.set({ booking: { status: 'checked_in' } }).settle();
    expect(stay.only()).toMatchObject({ state: 'issued' });
  });

  it('nothing asks, nothing comes; staff ask, it comes', () => {
    const stay = new Stay().set({ policies: NOTHING_AUTOMATIC });
    stay.settle();
    expect(stay.live()).toEqual([]);
    stay.settle({ ...ISSUE, startAt: START + HOUR, staffEnd: CHECK_OUT - HOUR });
    expect(stay.only()).toMatchObject({
      validFrom: START + HOUR,
      validUntil: CHECK_OUT - HOUR,
      validitySource: 'staff',
    });
    expect(stay.settle(ISSUE)).toEqual([]);
  });

  it("keeps staff's validity while the key waits", () => {
    const stay = new Stay().set({ policies: NOTHING_AUTOMATIC, issue: { enrolledDevices: 0 } });
    stay.settle({ ...ISSUE, staffEnd: CHECK_OUT - HOUR });
    stay.set({ issue: { enrolledDevices: 1 } }).settle();
    expect(stay.only()).toMatchObject({ state: 'issued', validUntil: CHECK_OUT - HOUR, validitySource: 'staff' });
  });

  it('invariant 3: waits while an unrelated booking has the room, and takes no occupancy', () => {
    const other = { bookingId: 'b2', occupancyId: 'o-b2', related: false };
    const stay = new Stay().set({ issue: { otherOccupancies: [other] } });
    stay.settle();
    expect(stay.only()).toMatchObject({ state: 'waiting', waitingFor: ['room_occupied'] });
    expect(stay.openRooms()).toEqual([]);
    stay.set({ issue: { otherOccupancies: [] } }).settle();
    expect(stay.only()).toMatchObject({ state: 'issued' });
  });

  it('a related booking shares the occupancy', () => {
    const other = { bookingId: 'b2', occupancyId: 'o-b2', related: true };
    const stay = new Stay().set({ issue: { otherOccupancies: [other] } });
    stay.settle();
    expect(stay.only()).toMatchObject({ state: 'issued', occupancyId: 'o-b2' });
  });

  it('makes no key that would have no time left', () => {
    const stay = new Stay().set({ booking: { checkOutAt: START } });
    stay.settle();
    expect(stay.live()).toEqual([]);
    stay.set({ booking: { checkOutAt: START + 1 } }).settle();
    expect(stay.only()).toMatchObject({ state: 'issued' });
  });

  it("a request that nobody stands behind any more is dropped, staff's is kept", () => {
    const stay = new Stay().set({ booking: { roomId: null } });
    stay.settle();
    stay.set({ booking: { status: 'confirmed' } }).settle();
    expect(stay.live()).toEqual([]);
    stay.set({ policies: NOTHING_AUTOMATIC }).settle(ISSUE);
    expect(stay.only()).toMatchObject({ state: 'waiting', requestedBy: 'staff' });
  });
});

describe('validity', () => {
  it('follows a changed check-out, shared keys with it', () => {
    const stay = new Stay();
    stay.settle();
    const primary = stay.only();
    stay.addShared('s1', primary);
    stay.addShared('s2', primary, { validitySource: 'staff', validUntil: CHECK_OUT - 20 * HOUR });
    for (const checkOutAt of [CHECK_OUT + 24 * HOUR, CHECK_OUT - 22 * HOUR]) {
      stay.set({ booking: { checkOutAt } }).settle();
      expect(stay.key(primary.keyId)).toMatchObject({ state: 'issued', validUntil: checkOutAt });
      expect(stay.key('s1')).toMatchObject({ state: 'issued', validUntil: checkOutAt });
    }
    expect(stay.key('s2')).toMatchObject({ validUntil: CHECK_OUT - 22 * HOUR });
  });

  it("staff's validity does not follow: one task for each change", () => {
    const stay = new Stay().set({ policies: NOTHING_AUTOMATIC });
    stay.settle({ ...ISSUE, staffEnd: CHECK_OUT });
    const changes = stay.set({ booking: { checkOutAt: CHECK_OUT + HOUR } }).settle();
    expect(changes).toMatchObject([{ change: 'raise_task', task: 'check_out_changed', checkOutAt: CHECK_OUT + HOUR }]);
    expect(stay.only()).toMatchObject({ validUntil: CHECK_OUT });
  });

  it('ends at its end, though no check-out ever comes; an extension brings a new key', () => {
    const stay = new Stay();
    stay.settle();
    stay.pass(45 * HOUR).settle();
    expect(stay.live()).toEqual([]);
    expect(stay.ended()).toMatchObject([{ endReason: 'expired' }]);
    stay.set({ booking: { checkOutAt: CHECK_OUT + HOUR } }).settle();
    expect(stay.only()).toMatchObject({ state: 'issued', validUntil: CHECK_OUT + HOUR });
  });

  it("an end that staff chose is staff's word: no trigger goes beyond it", () => {
    const stay = new Stay();
    stay.settle({ ...ISSUE, staffEnd: START + HOUR });
    stay.pass(2 * HOUR).settle();
    expect(stay.live()).toEqual([]);
    stay.settle(ISSUE);
    expect(stay.only()).toMatchObject({ state: 'issued', validUntil: CHECK_OUT });
  });
});

describe('the end of a stay', () => {
  it('check-out ends every key at once, before the validity end', () => {
    const stay = new Stay();
    stay.settle();
    stay.addShared('s1', stay.only());
    stay.set({ booking: { status: 'checked_out' } }).settle();
    expect(stay.live()).toEqual([]);
    expect(stay.ended().map((key) => key.state === 'ended' && key.endReason)).toEqual(['checked_out', 'checked_out']);
    expect(stay.facts.occupancies).toMatchObject([{ closedBecause: 'checked_out' }]);
  });

  it.each(['cancelled', 'no_show', 'confirmed'] as const)('%s ends keys and waiting requests', (status) => {
    const stay = new Stay();
    stay.settle();
    stay.set({ booking: { status } }).settle();
    expect(stay.live()).toEqual([]);
    expect(stay.openRooms()).toEqual([]);
  });

  it('invariant 16: reinstatement opens a new occupancy and a new key, never an old one', () => {
    const stay = new Stay().set({ policies: NOTHING_AUTOMATIC });
    stay.settle(ISSUE);
    const first = stay.only();
    stay.set({ booking: { status: 'checked_out' } }).settle();
    stay.set({ booking: { status: 'checked_in' } }).settle();
    const second = stay.only();
    expect(second.keyId).not.toBe(first.keyId);
    expect(second).toMatchObject({ state: 'issued', roomId: 'A' });
    const ids = stay.facts.occupancies.map((one) => one.occupancyId);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('room move', () => {
  it('new key for the new room; the old one ends after the grace', () => {
    const stay = new Stay();
    stay.settle();
    const old = stay.only().keyId;
    stay
      .pass(HOUR)
      .set({ booking: { roomId: 'B' } })
      .settle();
    expect(stay.key(old)).toMatchObject({ state: 'issued', validUntil: START + 1.5 * HOUR });
    expect(stay.openRooms()).toEqual(['B']);
    expect(stay.live().filter((key) => key.keyId !== old)).toMatchObject([{ state: 'issued', roomId: 'B' }]);
    stay.pass(HOUR / 2).settle();
    expect(stay.key(old)).toMatchObject({ state: 'ended', endReason: 'superseded' });
    expect(stay.only()).toMatchObject({ roomId: 'B', validUntil: CHECK_OUT });
  });

  it('no grace: the old key ends at once', () => {
    const stay = new Stay().set({ policies: { moveGraceMinutes: 0 } });
    stay.settle();
    stay.set({ booking: { roomId: 'B' } }).settle();
    expect(stay.only()).toMatchObject({ roomId: 'B' });
  });

  it('there and back: a third occupancy, and the first key still ends', () => {
    const stay = new Stay();
    stay.settle();
    for (const roomId of ['B', 'A']) stay.set({ booking: { roomId } }).settle();
    expect(stay.facts.occupancies.map((one) => one.roomId)).toEqual(['A', 'B', 'A']);
    expect(stay.live()).toHaveLength(3);
    stay.pass(HOUR).settle();
    expect(stay.only()).toMatchObject({ state: 'issued', roomId: 'A' });
    expect(stay.openRooms()).toEqual(['A']);
  });

  it("carries staff's validity and a key that nobody's trigger asked for", () => {
    const stay = new Stay().set({ policies: NOTHING_AUTOMATIC });
    stay.settle({ ...ISSUE, staffEnd: START + 10 * HOUR });
    stay.set({ booking: { roomId: 'B' }, issue: { locks: [] } }).settle();
    stay.pass(HOUR).settle();
    expect(stay.only()).toMatchObject({ state: 'waiting', waitingFor: ['no_compatible_lock'] });
    stay.set({ issue: { locks: [{ mobile: true, healthy: true }] } }).settle();
    expect(stay.only()).toMatchObject({ roomId: 'B', validUntil: START + 10 * HOUR, validitySource: 'staff' });
  });
});

describe("staff's word", () => {
  const revoke = (reason: RevokeReason): KeyAction => ({ action: 'revoke', reason });

  it('invariant 16: no trigger brings back what staff revoked; staff can issue again', () => {
    const stay = new Stay().set({ policies: { afterIdVerification: true } });
    stay.settle();
    const first = stay.only().keyId;
    stay.addShared('s1', stay.only());
    stay.act(first, revoke('security_concern'));
    expect(stay.ended()).toMatchObject([{ endReason: 'revoked' }, { keyId: 's1', endReason: 'revoked' }]);
    stay
      .set({ booking: { mobileCheckIn: 'approved', idVerification: 'verified', checkOutAt: CHECK_OUT + HOUR } })
      .settle();
    stay.set({ booking: { roomId: 'B' } }).settle();
    stay.set({ booking: { status: 'checked_out' } }).settle();
    stay.set({ booking: { status: 'checked_in' } }).settle();
    expect(stay.live()).toEqual([]);
    stay.settle(ISSUE);
    expect(stay.only()).toMatchObject({ state: 'issued', roomId: 'B' });
    stay.set({ booking: { roomId: 'A' } }).settle();
    expect(stay.live()).toHaveLength(2);
  });

  it('revoked because of a room change: the move brings the new key, the old room none', () => {
    const stay = new Stay();
    stay.settle();
    stay.act(stay.only().keyId, revoke('room_change'));
    expect(stay.live()).toEqual([]);
    stay.set({ booking: { roomId: 'B' } }).settle();
    expect(stay.only()).toMatchObject({ state: 'issued', roomId: 'B' });
  });

  it('reissue: the new key works before the old one ends, but after a security concern', () => {
    const stay = new Stay();
    stay.settle();
    expect(stay.settle({ ...ISSUE, mode: 'replace' }).map((one) => one.change)).toEqual(['issue', 'end']);
    expect(stay.ended()).toMatchObject([{ endReason: 'replaced' }]);
    expect(stay.settle({ ...ISSUE, mode: 'replace_at_once' }).map((one) => one.change)).toEqual(['end', 'issue']);
    stay.only();
  });

  it('a reissue that must wait leaves the old key in force until it comes', () => {
    const stay = new Stay();
    stay.settle();
    const old = stay.only().keyId;
    stay.set({ issue: { locks: [{ mobile: true, healthy: false }] } }).settle({ ...ISSUE, mode: 'replace' });
    expect(stay.live().map((key) => key.state)).toEqual(['issued', 'waiting']);
    stay.set({ issue: { locks: [{ mobile: true, healthy: true }] } }).settle();
    expect(stay.only()).toMatchObject({ state: 'issued' });
    expect(stay.key(old)).toMatchObject({ endReason: 'replaced' });
  });

  it('suspend and resume take the shared keys along, and only those it stopped', () => {
    const stay = new Stay();
    stay.settle();
    const primary = stay.only();
    stay.addShared('s1', primary);
    stay.addShared('s2', primary);
    stay.act('s2', { action: 'suspend' });
    stay.act(primary.keyId, { action: 'suspend' });
    expect(stay.live().map((key) => key.state)).toEqual(['suspended', 'suspended', 'suspended']);
    stay.act(primary.keyId, { action: 'resume' });
    expect(stay.live().map((key) => key.state)).toEqual(['issued', 'issued', 'suspended']);
  });

  it('a suspended key is not replaced by a move or a return', () => {
    const stay = new Stay();
    stay.settle();
    stay.act(stay.only().keyId, { action: 'suspend' });
    stay.set({ booking: { roomId: 'B' } }).settle();
    stay.pass(HOUR).settle();
    expect(stay.live()).toEqual([]);
    stay.settle(ISSUE);
    expect(stay.only()).toMatchObject({ state: 'issued', roomId: 'B' });
  });

  it('refuses what does not fit the state', () => {
    const stay = new Stay().set({ issue: { enrolledDevices: 0 } });
    stay.settle();
    const { keyId } = stay.only();
    expect(actOnKey(stay.facts, 'nope', { action: 'suspend' })).toEqual({ ok: false, code: 'key_not_found' });
    expect(actOnKey(stay.facts, keyId, { action: 'suspend' })).toEqual({ ok: false, code: 'key_waiting' });
    stay.set({ issue: { enrolledDevices: 1 } }).settle();
    expect(actOnKey(stay.facts, keyId, { action: 'resume' })).toEqual({ ok: false, code: 'key_not_suspended' });
    stay.act(keyId, revoke('other'));
    expect(actOnKey(stay.facts, keyId, revoke('other'))).toEqual({ ok: false, code: 'key_ended' });
  });
});

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
    const current = primaries.filter((key) => key.state !== 'waiting' && key.occupancyId === open?.occupancyId);
    expect(current.length, 'invariant 3').toBeLessThanOrEqual(1);
    for (const key of primaries) {
      expect(key.validUntil).toBeGreaterThan(now);
      if (current.includes(key)) continue;
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
