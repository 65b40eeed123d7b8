// What the help page finds on a phone, and what it does not ask about.
import { expect, it } from 'vitest';
import { type CheckedPhone, checkPhone, phoneKindOf } from './phone-checks.ts';

const phone: CheckedPhone = {
  bluetooth: async () => 'on',
  online: true,
  persisted: async () => true,
  notifications: 'granted',
  shell: false,
};
const states = async (change: Partial<CheckedPhone>, simulated = false): Promise<Record<string, string>> =>
  Object.fromEntries((await checkPhone({ ...phone, ...change }, simulated)).map(({ id, state }) => [id, state]));

it('finds everything in order', async () => {
  expect(await states({})).toEqual({
    browser: 'good',
    bluetooth: 'good',
    permission: 'good',
    network: 'good',
    storage: 'good',
    notifications: 'good',
  });
});

it.each([
  [{ bluetooth: async () => 'off' as const }, { bluetooth: 'bad', permission: 'later' }],
  [{ bluetooth: async () => 'not_allowed' as const }, { bluetooth: 'good', permission: 'bad' }],
  [{ online: false }, { network: 'bad' }],
  [{ notifications: 'denied' as const }, { notifications: 'bad' }],
  [{ notifications: undefined }, { notifications: 'later' }],
  [{ persisted: () => Promise.reject(new Error('forbidden')) }, { storage: 'later' }],
])('finds %j', async (change, found) => {
  expect(await states(change)).toMatchObject(found);
});

it('asks nothing more of a browser without Bluetooth, and nothing of Bluetooth where doors are simulated', async () => {
  const absent = await states({ bluetooth: async () => 'unsupported' });
  expect(absent.browser).toBe('bad');
  expect(Object.keys(absent)).not.toContain('permission');
  expect(Object.keys(await states({ bluetooth: async () => 'unsupported' }, true))).not.toContain('browser');
});

it('knows the phone at hand', () => {
  expect(phoneKindOf({ userAgent: 'Mozilla/5.0 (Linux; Android 15)' })).toBe('android');
  expect(phoneKindOf({ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0)' })).toBe('iphone');
  expect(phoneKindOf({ userAgent: 'Mozilla/5.0 (Macintosh)', maxTouchPoints: 5 })).toBe('iphone');
  expect(phoneKindOf({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' })).toBe('computer');
});
