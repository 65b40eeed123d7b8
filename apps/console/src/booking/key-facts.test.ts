// What the booking page derives from keys: worst case, order, and what the button may do.
import type { Booking, Delivery, DigitalKey, Revocation } from '@nightlatch/api';
import { describe, expect, it } from 'vitest';
import { withKey } from './keep-booking.ts';
import { couldOpen, inReadingOrder, isCurrent, issueOffer } from './key-facts.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const iso = (hoursFromNow: number): string => new Date(now + hoursFromNow * 3_600_000).toISOString();

const key = (change: Partial<DigitalKey>): DigitalKey => ({
  id: 'k',
  bookingId: 'b',
  guestId: 'g',
  guestName: 'Maya Lindqvist',
  kind: 'primary',
  parentKeyId: null,
  suspendedWithParent: false,
  validitySource: 'pms',
  version: 1,
  state: 'issued',
  endReason: null,
  replacedByKeyId: null,
  roomNumber: '101',
  waitingFor: [],
  validFrom: iso(-5),
  validUntil: iso(30),
  requestedAt: iso(-5),
  issuedAt: iso(-5),
  endedAt: null,
  deliveries: [],
  revocation: null,
  ...change,
});
const delivery = (change: Partial<Delivery>): Delivery => ({
  deviceId: 'd',
  deviceName: 'Phone',
  state: 'delivered',
  deliveredAt: iso(-5),
  removedAt: null,
  leaseUntil: iso(10),
  lost: false,
  ...change,
});
const revocation = (state: Revocation['state']): Revocation => ({
  state,
  reason: 'other',
  note: null,
  requestedAt: iso(-40),
  requestedBy: 'Lena',
  removedFromDeviceAt: null,
  enforcedAt: null,
  proof: null,
  couldOpenUntil: null,
  couldOpenDoors: [],
});

describe('until when a revoked key could still open', () => {
  it('the last lease of the phones that may hold it', () => {
    const deliveries = [
      delivery({}),
      delivery({ leaseUntil: iso(20) }),
      delivery({ state: 'removed', leaseUntil: iso(24) }),
    ];
    expect(couldOpen(key({ deliveries }), now)).toEqual({ kind: 'until', until: iso(20) });
  });

  it('counts a credential that is on its way: the phone may have it by now', () => {
    const deliveries = [delivery({ state: 'to_deliver' })];
    expect(couldOpen(key({ deliveries }), now)).toEqual({ kind: 'until', until: iso(10) });
  });

  it('never, when no phone has a live lease', () => {
    expect(couldOpen(key({}), now)).toEqual({ kind: 'never_delivered' });
    expect(couldOpen(key({ deliveries: [delivery({ leaseUntil: iso(-1) })] }), now)).toEqual({
      kind: 'never_delivered',
    });
  });
});

describe('keys on the page', () => {
  it('invariant 17: an ended key stays in front until its end is enforced', () => {
    const old = { state: 'ended', endedAt: iso(-40) } as const;
    expect(isCurrent(key({ ...old, revocation: revocation('requested') }), now)).toBe(true);
    expect(isCurrent(key({ ...old, revocation: revocation('removed_from_device') }), now)).toBe(true);
    expect(isCurrent(key({ ...old, revocation: revocation('enforced') }), now)).toBe(false);
    expect(isCurrent(key({ ...old, endedAt: iso(-2), revocation: revocation('enforced') }), now)).toBe(true);
  });

  it('living ones first, primary before shared, newest first', () => {
    const keys = [
      key({ id: 'ended', state: 'ended', requestedAt: iso(0) }),
      key({ id: 'shared', kind: 'shared' }),
      key({ id: 'older' }),
      key({ id: 'newer', requestedAt: iso(-1) }),
    ];
    expect(inReadingOrder(keys).map((one) => one.id)).toEqual(['newer', 'older', 'shared', 'ended']);
  });

  it('a command’s answer replaces its key or joins the others', () => {
    expect(withKey([key({})], key({ state: 'ended' }))).toEqual([key({ state: 'ended' })]);
    expect(withKey([key({})], key({ id: 'new' })).map((one) => one.id)).toEqual(['k', 'new']);
  });
});

describe('the button Issue Digital Key', () => {
  const booking = (change: Partial<Booking>): Booking => ({
    id: 'b',
    locationId: 'l',
    reference: 'R',
    source: 'api',
    status: 'checked_in',
    roomNumber: '101',
    arrivalDate: '2026-11-23',
    departureDate: '2026-11-26',
    checkOutAt: iso(48),
    idVerification: 'verified',
    mobileCheckIn: 'not_started',
    guest: { id: 'g', firstName: 'Maya', lastName: 'Lindqvist', email: null, phone: null, language: null },
    devices: [],
    lostDevices: [],
    othersInRoom: [],
    conditions: [{ code: 'not_checked_in', state: 'met', message: '' }],
    proposedValidity: { validFrom: iso(0), validUntil: iso(48) },
    keys: [],
    timeline: [],
    version: 1,
    ...change,
  });

  it('is on when every condition is met, also after a revocation', () => {
    expect(issueOffer(booking({}))).toEqual({ kind: 'issue' });
    expect(issueOffer(booking({ keys: [key({ state: 'ended' })] }))).toEqual({ kind: 'issue' });
  });

  it('names every unmet condition, and none that only depends on the missing room', () => {
    const conditions: Booking['conditions'] = [
      { code: 'no_compatible_lock', state: 'not_judged', message: '' },
      { code: 'room_not_assigned', state: 'unmet', message: '' },
      { code: 'id_not_verified', state: 'unmet', message: '' },
    ];
    expect(issueOffer(booking({ conditions }))).toEqual({
      kind: 'unmet',
      codes: ['room_not_assigned', 'id_not_verified'],
    });
  });

  it('is off while the primary key lives or waits, but not for a shared one', () => {
    expect(issueOffer(booking({ keys: [key({})] }))).toEqual({ kind: 'has_key' });
    expect(issueOffer(booking({ keys: [key({ state: 'suspended' })] }))).toEqual({ kind: 'has_key' });
    expect(issueOffer(booking({ keys: [key({ state: 'waiting' })] }))).toEqual({ kind: 'waits' });
    expect(issueOffer(booking({ keys: [key({ kind: 'shared' })] }))).toEqual({ kind: 'issue' });
  });

  it('is off when the stay is over', () => {
    expect(issueOffer(booking({ status: 'checked_out' }))).toEqual({ kind: 'over', status: 'checked_out' });
  });
});
