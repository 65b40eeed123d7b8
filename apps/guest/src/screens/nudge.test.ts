// Offers come one at a time, never while something is wrong at a door.
import type { KeyView } from '@nightlatch/phone';
import { expect, it } from 'vitest';
import { keyWith, T0 } from '../../test/wallets.ts';
import { type AppState, initialState, type UnlockOutcome } from '../state.ts';
import { nudgeFor } from './nudge.tsx';

const { credentials: _none, ...record } = keyWith([]);
const door = { doorId: 'd', name: 'Room 204', kind: 'room', element: 'r', readerIdentifier: 'aa' };
const KEY: KeyView = { ...record, id: record.keyId, doors: [door], leaseUntilMs: T0 + 1 };
const app = (change: Partial<AppState>): AppState => ({
  ...initialState(T0),
  connection: 'online',
  push: 'off',
  canInstall: true,
  ...change,
});
const done = (outcome: UnlockOutcome): Partial<AppState> => ({
  unlock: { kind: 'done', keyId: KEY.keyId, target: { kind: 'nearest' }, outcome },
});

it('offers notifications once the key works, the home screen after the door opened', () => {
  expect(nudgeFor(app({}), KEY)).toBe('push');
  expect(nudgeFor(app(done({ kind: 'opened', door: 'Room 204', ms: 1 })), KEY)).toBe('install');
});

it.each([
  ['the guest said no', app({ pushDeclined: true })],
  ['offline', app({ connection: 'offline' })],
  ['they are on', app({ push: 'on' })],
  ['a door stayed closed', app(done({ kind: 'failed', diagnosis: 'too_far', renewed: false }))],
  ['nothing to install', app({ canInstall: false, ...done({ kind: 'opened', door: 'R', ms: 1 }) })],
])('offers nothing: %s', (_why, state) => {
  expect(nudgeFor(state, KEY)).toBeUndefined();
});

it('offers nothing with a key that does not work yet', () => {
  expect(nudgeFor(app({}), { ...KEY, doors: [] })).toBeUndefined();
});
