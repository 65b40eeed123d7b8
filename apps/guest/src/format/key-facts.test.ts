// A key's state in one word, by its record and this phone's clock.
import type { KeyView, StayRecord } from '@nightlatch/phone';
import { expect, it } from 'vitest';
import { credentialFor, HOUR_MS, keyWith, T0 } from '../../test/wallets.ts';
import { endReasonOf, keyState, splitKeys, withoutDoubles, withoutReplaced } from './key-facts.ts';

const doors = credentialFor('').doors;
const key = (change: Partial<KeyView> = {}): KeyView => ({
  ...keyWith([]),
  id: 'k',
  doors,
  leaseUntilMs: T0 + 24 * HOUR_MS,
  ...change,
});

it.each<[string, KeyView, number]>([
  ['ready', key(), T0],
  ['not_yet', key(), T0 - 1],
  ['lease_over', key(), T0 + 24 * HOUR_MS],
  ['getting_ready', key({ doors: [] }), T0],
  ['suspended', key({ state: 'suspended' }), T0],
  ['waiting', key({ state: 'waiting', doors: [], validFrom: null, validUntil: null }), T0],
  ['ended', key({ state: 'ended', endReason: 'revoked', doors: [] }), T0],
  ['ended', key(), T0 + 48 * HOUR_MS],
])('%s', (state, record, now) => {
  expect(keyState(record, now)).toBe(state);
});

it('gives the end its reason, and "expired" where it ran out offline', () => {
  expect(endReasonOf(key({ state: 'ended', endReason: 'checked_out' }))).toBe('checked_out');
  expect(endReasonOf(key())).toBe('expired');
});

it('splits keys of now from keys of the past, the newest past first', () => {
  const past = key({ keyId: 'p', state: 'ended', validFrom: '2026-10-01T00:00:00Z' });
  const older = key({ keyId: 'o', state: 'ended', validFrom: '2026-09-01T00:00:00Z' });
  const later = key({ keyId: 'l', validFrom: '2026-11-30T00:00:00Z', validUntil: '2026-12-01T00:00:00Z' });
  const { current, past: gone } = splitKeys([older, later, past, key()], T0);
  expect(current.map(({ keyId }) => keyId)).toEqual([key().keyId, 'l']);
  expect(gone.map(({ keyId }) => keyId)).toEqual(['p', 'o']);
});

it('shows one key while a newer one takes over: the older until this phone can open with the newer', () => {
  const old = key({ keyId: 'old', replacedByKeyId: 'new' });
  const fresh = key({ keyId: 'new', validFrom: '2026-11-24T12:00:01.000Z' });
  const ids = (...keys: KeyView[]): string[] => withoutReplaced(keys).map(({ keyId }) => keyId);
  expect(ids(fresh, old)).toEqual(['new']);
  expect(ids({ ...fresh, doors: [] }, old)).toEqual(['old']);
  expect(ids({ ...fresh, doors: [] }, { ...old, doors: [] })).toEqual(['new']);
  expect(ids({ ...fresh, state: 'ended' }, old)).toEqual(['new']);
  expect(ids(old)).toEqual(['old']);
  expect(ids(fresh, { ...old, state: 'ended', doors: [] })).toEqual(['new', 'old']);
});

const stay: StayRecord = {
  id: 's',
  bookingId: 's',
  locationId: key().locationId,
  status: 'checked_in',
  arrivalDate: '2026-11-24',
  departureDate: '2026-11-26',
  roomNumber: '204',
  waitingFor: [],
};

it('shows a stay or its key, never both', () => {
  const waiting = key({ state: 'waiting', doors: [], validFrom: null, validUntil: null });
  expect(withoutDoubles([key()], [stay])).toEqual({ keys: [key()], stays: [] });
  expect(withoutDoubles([waiting], [stay])).toEqual({ keys: [], stays: [stay] });
  const revoked = key({ state: 'ended', endReason: 'revoked' });
  expect(withoutDoubles([revoked], [stay])).toEqual({ keys: [revoked], stays: [] });
  expect(withoutDoubles([revoked, waiting], [stay])).toEqual({ keys: [revoked], stays: [stay] });
});

it('keeps a later stay in the same room, another room and another hotel', () => {
  const others: StayRecord[] = [
    { ...stay, arrivalDate: '2026-12-10', departureDate: '2026-12-12' },
    { ...stay, roomNumber: '205' },
    { ...stay, locationId: 'elsewhere' },
  ];
  expect(withoutDoubles([key()], others).stays).toEqual(others);
});
