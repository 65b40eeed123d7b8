// Conditions of issue (docs/domain.md §3): every unmet one, in order, and nothing else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConditionInput, judgeConditions, unmetConditions } from './conditions.ts';
import { BOOKING_STATUSES, CONDITION_CODES, type ConditionCode, ID_VERIFICATIONS } from './words.ts';

const good: ConditionInput = {
  now: 1000,
  integration: { configured: true, tested: true, on: true },
  bookingStatus: 'checked_in',
  roomId: 'room-1',
  locks: [{ mobile: true, healthy: true }],
  otherOccupancies: [],
  enrolledDevices: 1,
  idVerification: 'verified',
  idVerificationRequired: true,
  keyEnd: 2000,
  staffBlock: false,
};

/** What breaks each condition, and only it. */
const breaks: Record<ConditionCode, Partial<ConditionInput>[]> = {
  integration_not_configured: [
    { integration: { configured: false, tested: true, on: true } },
    { integration: { configured: true, tested: false, on: true } },
    { integration: { configured: true, tested: true, on: false } },
  ],
  no_compatible_lock: [{ locks: [] }, { locks: [{ mobile: false, healthy: true }] }],
  lock_unhealthy: [
    { locks: [{ mobile: true, healthy: false }] },
    {
      locks: [
        { mobile: true, healthy: true },
        { mobile: true, healthy: false },
      ],
    },
  ],
  not_checked_in: BOOKING_STATUSES.filter((one) => one !== 'checked_in').map((bookingStatus) => ({ bookingStatus })),
  room_not_assigned: [{ roomId: null }, { roomId: null, locks: [] }],
  room_occupied: [{ otherOccupancies: [{ bookingId: 'b2', occupancyId: 'o2', related: false }] }],
  guest_app_not_installed: [{ enrolledDevices: 0 }],
  id_not_verified: [{ idVerification: 'not_verified' }, { idVerification: 'pending' }, { idVerification: 'failed' }],
  validity_over: [{ keyEnd: 1000 }, { keyEnd: 999 }],
  blocked_by_staff: [{ staffBlock: true }],
};

describe('unmetConditions', () => {
  it('is empty when all hold', () => {
    expect(unmetConditions(good)).toEqual([]);
    expect(unmetConditions({ ...good, idVerification: 'manual_override' })).toEqual([]);
    expect(unmetConditions({ ...good, idVerificationRequired: false, idVerification: 'failed' })).toEqual([]);
    const related = [{ bookingId: 'b2', occupancyId: 'o2', related: true }];
    expect(unmetConditions({ ...good, otherOccupancies: related })).toEqual([]);
    const withCardOnlyDoor = [...good.locks, { mobile: false, healthy: false }];
    expect(unmetConditions({ ...good, locks: withCardOnlyDoor })).toEqual([]);
  });

  it.each(CONDITION_CODES)('%s alone is found alone', (code) => {
    for (const change of breaks[code]) expect(unmetConditions({ ...good, ...change })).toEqual([code]);
  });

  it('names every unmet condition, in the order of the table', () => {
    fc.assert(
      fc.property(fc.subarray([...CONDITION_CODES]), fc.infiniteStream(fc.nat()), (codes, picks) => {
        const changes = codes.map((code) => breaks[code][(picks.next().value ?? 0) % breaks[code].length]);
        const input: ConditionInput = Object.assign({}, good, ...changes);
        const hidden = input.roomId === null ? ['no_compatible_lock', 'lock_unhealthy', 'room_occupied'] : [];
        const clash = codes.includes('no_compatible_lock') && codes.includes('lock_unhealthy');
        const expected = codes.filter((code) => !hidden.includes(code));
        const found = unmetConditions(input);
        if (clash) expect(found.filter((code) => code !== 'lock_unhealthy')).toEqual(expected.filter(isNotLock));
        else expect(found).toEqual(expected);
      }),
    );
  });

  it('judges every condition once, and locks only when there is a room', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...BOOKING_STATUSES),
        fc.constantFrom(...ID_VERIFICATIONS),
        fc.boolean(),
        (s, v, room) => {
          const judged = judgeConditions({ ...good, bookingStatus: s, idVerification: v, roomId: room ? 'r' : null });
          expect(judged.map((one) => one.code)).toEqual([...CONDITION_CODES]);
          expect(judged.filter((one) => one.state === 'not_judged').length).toBe(room ? 0 : 3);
        },
      ),
    );
  });
});

/** When both lock conditions are broken, the later change of `locks` wins: only the rest is compared. */
function isNotLock(code: ConditionCode): boolean {
  return code !== 'no_compatible_lock' && code !== 'lock_unhealthy';
}
