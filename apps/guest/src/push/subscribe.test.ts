// Subscribing: nobody is asked twice, every hotel is told, and what fails is a value.
import { expect, it } from 'vitest';
import type { Session } from '../server/session.ts';
import { type PushBrowser, pushStateOf, subscribePush } from './subscribe.ts';

const subscription = {
  toJSON: () => ({ endpoint: 'https://push.example.com/1', keys: { p256dh: 'p', auth: 'a' } }),
} as unknown as PushSubscription; // all that is read of it

function browserWith(change: Partial<PushBrowser> = {}): PushBrowser & { asked: number } {
  const browser = {
    asked: 0,
    permission: () => 'granted' as const,
    ask: async () => {
      browser.asked += 1;
      return 'granted' as const;
    },
    current: async () => null,
    subscribe: async () => subscription,
    ...change,
  };
  return browser;
}

function sessionThat(answers: Readonly<Record<string, unknown>>): { session: Session; calls: [string, unknown][] } {
  const calls: [string, unknown][] = [];
  const call = async (operation: string, input: { body?: unknown }): Promise<unknown> => {
    calls.push([operation, input.body]);
    const answer = answers[operation];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { calls, session: { call } as unknown as Session }; // `call` is all that is used
}

const KEY = { getPushKey: { publicKey: 'BAA' } };

it('asks the guest, and tells every hotel of this browser the same subscription', async () => {
  const [one, two] = [sessionThat(KEY), sessionThat(KEY)];
  const browser = browserWith();
  expect(await subscribePush(browser, [one.session, two.session], { quiet: false })).toBe('on');
  const body = { endpoint: 'https://push.example.com/1', keys: { p256dh: 'p', auth: 'a' } };
  expect(one.calls).toEqual([
    ['getPushKey', undefined],
    ['subscribePush', body],
  ]);
  expect(two.calls).toEqual([['subscribePush', body]]);
  expect(browser.asked).toBe(1);
});

it('renews quietly only what was allowed', async () => {
  const { session, calls } = sessionThat(KEY);
  const browser = browserWith({ permission: () => 'default' });
  expect(await subscribePush(browser, [session], { quiet: true })).toBe('off');
  expect([browser.asked, calls]).toEqual([0, []]);
});

it.each([
  ['denied', browserWith({ ask: async () => 'denied' }), KEY],
  ['off', browserWith({ ask: async () => 'default' }), KEY],
  ['failed', browserWith({ subscribe: () => Promise.reject(new Error('no push service')) }), KEY],
  ['failed', browserWith(), { ...KEY, subscribePush: new Error('refused') }],
  ['unsupported', undefined, KEY],
] as const)('says %s', async (state, browser, answers) => {
  expect(await subscribePush(browser, [sessionThat(answers).session], { quiet: false })).toBe(state);
});

it('knows how it stands without asking', async () => {
  expect(await pushStateOf(browserWith({ current: async () => subscription }))).toBe('on');
  expect(await pushStateOf(browserWith())).toBe('off');
  expect(await pushStateOf(browserWith({ permission: () => 'denied' }))).toBe('denied');
  expect(await pushStateOf(undefined)).toBe('unsupported');
});
