// The floor view: order, and which doors need somebody.
import type { Door } from '@nightlatch/api';
import { describe, expect, it } from 'vitest';
import { floorsOf, needsAttention } from './floors.ts';

const lock: NonNullable<Door['lock']> = {
  lockId: '00',
  readerIdentifier: '00',
  commissionedAt: '2026-01-01T00:00:00.000Z',
  healthy: true,
  lastContactAt: null,
  simulated: false,
  battery: null,
  clockKnown: null,
  hardwareFault: null,
  reportedAt: null,
  mailWaiting: 3,
  openRevocations: 0,
};
const door = (name: string, floor: number | null, kind: Door['kind'] = 'room'): Door =>
  ({ id: name, name, kind, floor, lock }) as Door; // what the view reads of a door

describe('doors by floor', () => {
  it('begins with common doors, goes up, and ends with rooms without a floor', () => {
    const doors = [
      door('x', null),
      door('b', 2),
      door('gym', null, 'common'),
      door('a', 1),
      door('c', 2),
      door('p', -1),
    ];
    expect(floorsOf(doors).map(([floor, some]) => [floor, some.map((one) => one.name)])).toEqual([
      ['common', ['gym']],
      [-1, ['p']],
      [1, ['a']],
      [2, ['b', 'c']],
      ['unknown', ['x']],
    ]);
  });
});

describe('a door needs somebody', () => {
  it.each<[string, Partial<NonNullable<Door['lock']>>, boolean]>([
    ['is fine while mail waits', {}, false],
    ['unhealthy', { healthy: false }, true],
    ['battery low', { battery: 'low' }, true],
    ['battery critical', { battery: 'critical' }, true],
    ['clock unknown', { clockKnown: false }, true],
    ['hardware fault', { hardwareFault: true }, true],
    ['a key could still open it', { openRevocations: 1 }, true],
  ])('%s', (_, change, needs) => {
    expect(needsAttention({ ...door('a', 1), lock: { ...lock, ...change } })).toBe(needs);
  });

  it('without a lock', () => expect(needsAttention({ ...door('a', 1), lock: null })).toBe(true));
});
