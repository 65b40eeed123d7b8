// The key life cycle, rule by rule (docs/domain.md §3–§6). Any history: settle-history.test.ts.
import { describe, expect, it } from 'vitest';
import { applyChanges } from './apply-changes.ts';
import { actOnKey, type KeyAction } from './key-actions.ts';
import type { KeyChange } from './key-changes.ts';
import { nextSettleAt } from './settle-keys.ts';
import { CHECK_OUT, HOUR, ISSUE, START, Stay } from './stay.fixture.ts';
import type { RevokeReason } from './words.ts';

const NOTHING_AUTOMATIC = { autoIssueAtCheckIn: false, afterMobileCheckIn: false, afterIdVerification: false };

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
    const old = stay.only().keyId;
    expect(stay.settle({ ...ISSUE, mode: 'replace' }).map((one) => one.change)).toEqual(['issue', 'hand_over']);
    expect(stay.live().map((key) => key.state)).toEqual(['issued', 'issued']);
    stay.onPhone(old);
    expect(stay.key(old)).toMatchObject({ state: 'ended', endReason: 'superseded', revokedByStaff: false });
    expect(stay.settle({ ...ISSUE, mode: 'replace_at_once' }).map((one) => one.change)).toEqual(['end', 'issue']);
    expect(stay.only()).toMatchObject({ state: 'issued' });
  });

  it('a reissue that must wait leaves the old key in force until it comes', () => {
    const stay = new Stay();
    stay.settle();
    const old = stay.only().keyId;
    stay.set({ issue: { locks: [{ mobile: true, healthy: false }] } }).settle({ ...ISSUE, mode: 'replace' });
    expect(stay.live().map((key) => key.state)).toEqual(['issued', 'waiting']);
    stay.set({ issue: { locks: [{ mobile: true, healthy: true }] } }).settle();
    expect(stay.live().map((key) => key.state)).toEqual(['issued', 'issued']);
    stay.onPhone(old);
    expect(stay.only()).toMatchObject({ state: 'issued' });
    expect(stay.key(old)).toMatchObject({ endReason: 'superseded' });
  });

  it('a reissued key ends by itself a day later, with its replacement, and at check-out like any other', () => {
    const reissued = (): { stay: Stay; old: string; fresh: string } => {
      const stay = new Stay();
      stay.settle();
      const old = stay.only().keyId;
      stay.settle({ ...ISSUE, mode: 'replace' });
      const fresh = stay.live().find((key) => key.keyId !== old)?.keyId ?? '';
      return { stay, old, fresh };
    };
    const late = reissued();
    expect(nextSettleAt(late.stay.facts)).toBe(START + 24 * HOUR);
    late.stay.pass(24 * HOUR).settle();
    expect(late.stay.key(late.old)).toMatchObject({ state: 'ended', endReason: 'superseded' });
    expect(late.stay.only()).toMatchObject({ keyId: late.fresh, validUntil: CHECK_OUT });

    const revoked = reissued();
    revoked.stay.act(revoked.fresh, { action: 'revoke', reason: 'security_concern' });
    expect(revoked.stay.live()).toEqual([]);
    expect(revoked.stay.key(revoked.old)).toMatchObject({ endReason: 'revoked', revokeReason: 'security_concern' });

    const stopped = reissued();
    stopped.stay.act(stopped.fresh, { action: 'suspend' });
    expect(stopped.stay.only()).toMatchObject({ keyId: stopped.fresh, state: 'suspended' });
    expect(actOnKey(reissued().stay.facts, 'k0001', { action: 'suspend' })).toEqual({
      ok: false,
      code: 'key_replaced',
    });

    const left = reissued();
    left.stay.set({ booking: { status: 'checked_out' } }).settle();
    expect(left.stay.ended().map((key) => key.state === 'ended' && key.endReason)).toEqual([
      'checked_out',
      'checked_out',
    ]);
  });

  it('invariant 7: a reissue takes the shared keys along as they are; a security concern ends them', () => {
    const stay = new Stay();
    stay.settle();
    const old = stay.only().keyId;
    stay.addShared('s1', stay.only());
    stay.settle({ ...ISSUE, mode: 'replace' });
    const fresh = stay.live().find((key) => key.kind === 'primary' && key.keyId !== old)?.keyId;
    expect(stay.key('s1')).toMatchObject({ state: 'issued', parentKeyId: fresh, validUntil: CHECK_OUT });
    stay.onPhone(old);
    expect(stay.key('s1').state).toBe('issued');
    stay.settle({ ...ISSUE, mode: 'replace_at_once' });
    expect(stay.key('s1')).toMatchObject({ state: 'ended', endReason: 'replaced' });
  });

  it('a second reissue before the first is on the phone leaves the guest a key that works', () => {
    const stay = new Stay();
    stay.settle();
    const first = stay.only().keyId;
    stay.settle({ ...ISSUE, mode: 'replace' });
    const second = stay.live().find((key) => key.keyId !== first)?.keyId ?? '';
    stay.settle({ ...ISSUE, mode: 'replace' });
    stay.onPhone(second);
    expect(stay.key(second).state).toBe('ended');
    expect(stay.key(first).state).toBe('issued');
    stay.onPhone(first);
    expect(stay.live()).toHaveLength(1);
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

describe('applyChanges', () => {
  it('invariant 16: refuses to touch an ended key, and to issue what is not waiting', () => {
    const stay = new Stay();
    stay.settle();
    const { keyId } = stay.only();
    const end: KeyChange = { change: 'end', keyId, reason: 'revoked', revokeReason: 'other', at: START };
    const ended = { ...stay.facts, ...applyChanges(stay.facts, [end]) };
    const dates = { validFrom: START, validUntil: CHECK_OUT, validitySource: 'pms' } as const;
    const place = { requestedBy: 'staff', isNew: false, occupancyId: 'o', roomId: 'A' } as const;
    const touching: KeyChange[] = [
      end,
      { change: 'resume', keyId },
      { change: 'suspend', keyId, withParent: false },
      { change: 'redate', keyId, ...dates },
      { change: 'raise_task', keyId, task: 'check_out_changed', checkOutAt: 0 },
      { change: 'issue', keyId, ...place, ...dates },
      { change: 'issue', keyId, ...place, ...dates, isNew: true },
    ];
    for (const change of touching) {
      expect(() => applyChanges(ended, [change])).toThrowError(expect.objectContaining({ code: 'broken_invariant' }));
    }
    expect(() => applyChanges(stay.facts, [{ change: 'issue', keyId, ...place, ...dates }])).toThrowError();
  });
});
