// What a guest is asked before arrival, one thing at a time.
import { type ArrivalPolicy, type ArrivingStay, DEFAULT_ARRIVAL_POLICY } from '@nightlatch/api';
import { expect, it } from 'vitest';
import { arrivalStep } from './arrival-steps.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const STAY: ArrivingStay = {
  bookingId: '01890a5d-ac96-774b-bcce-b302099a8004',
  status: 'confirmed',
  arrivalDate: '2026-11-24',
  departureDate: '2026-11-26',
  roomNumber: null,
  mobileCheckIn: 'not_started',
  checkInOpensAt: '2026-11-22T23:00:00Z',
  waitsForRoom: false,
  declineReason: null,
  idVerification: 'not_verified',
  idWanted: true,
  idCheck: null,
};
const step = (stay: Partial<ArrivingStay>, policy: Partial<ArrivalPolicy> = {}) =>
  arrivalStep({ stay: { ...STAY, ...stay }, policy: { ...DEFAULT_ARRIVAL_POLICY, ...policy } }, NOW);
const check = { idCheckId: 'c', documentKind: null, sides: [], missing: [], failReason: null } as const;

it('asks for the check-in first, from its hour on', () => {
  expect(step({})).toEqual({ kind: 'check_in', declined: null });
  const opensAt = '2026-11-25T23:00:00Z';
  expect(step({ checkInOpensAt: opensAt })).toEqual({ kind: 'too_early', opensAt });
});

it('asks again after a no, with the reason', () => {
  expect(step({ mobileCheckIn: 'declined', declineReason: 'The name differs.' })).toEqual({
    kind: 'check_in',
    declined: 'The name differs.',
  });
});

it('asks for the document next, and again after one that was refused', () => {
  expect(step({ mobileCheckIn: 'submitted' })).toEqual({ kind: 'show_id', failed: null });
  expect(
    step({ mobileCheckIn: 'submitted', idCheck: { ...check, state: 'collecting', sides: [], missing: ['front'] } }),
  ).toEqual({
    kind: 'show_id',
    failed: null,
  });
  const failed = { ...check, state: 'decided', failReason: 'Too dark.', sides: [], missing: [] } as const;
  expect(
    step({ mobileCheckIn: 'submitted', idVerification: 'failed', idCheck: { ...failed, sides: [], missing: [] } }),
  ).toEqual({
    kind: 'show_id',
    failed: 'Too dark.',
  });
});

it('waits for the desk, then for the room, then for nothing', () => {
  expect(step({ mobileCheckIn: 'submitted', idVerification: 'pending' }).kind).toBe('under_review');
  expect(step({ mobileCheckIn: 'submitted', idWanted: false }).kind).toBe('under_review');
  expect(step({ mobileCheckIn: 'submitted', waitsForRoom: true }).kind).toBe('room_not_ready');
  expect(step({ mobileCheckIn: 'approved', idWanted: false }).kind).toBe('approved');
});

it('sends to the desk where the hotel takes no check-in by phone', () => {
  expect(step({ idWanted: false }, { mobileCheckIn: 'off' }).kind).toBe('at_desk');
  expect(step({ checkInOpensAt: null, idWanted: false }).kind).toBe('at_desk');
});
