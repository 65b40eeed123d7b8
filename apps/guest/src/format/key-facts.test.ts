// A key's state in one word, by its record and this phone's clock.
import type { KeyView } from '@nightlatch/phone';
import { expect, it } from 'vitest';
import { credentialFor, HOUR_MS, keyWith, T0 } from '../../test/wallets.ts';
import { endReasonOf, keyState, splitKeys } from './key-facts.ts';

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
