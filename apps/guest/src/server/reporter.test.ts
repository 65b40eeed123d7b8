// Reports of one phone: never two at once, none forgotten, and after trouble again by themselves, as late as the server asks.
import { ApiProblem, ApiUnreachable, PROBLEMS, type ProblemCode } from '@nightlatch/api';
import { beforeEach, expect, it } from 'vitest';
import { createFakeClock, type FakeClock, settled } from '../../test/fake-clock.ts';
import { createReporter, type Reporter } from './reporter.ts';

let clock: FakeClock;
let reporter: Reporter;
/** What the next sends meet; after the last all goes well. */
let meets: (Error | undefined)[];
let sentAt: number[];
let atOnce: number;
let most: number;
let finish: (() => void)[];
let slow: boolean;
let inReach: boolean;
let refused: unknown[];

const problem = (code: ProblemCode, retryAfterMs?: number): ApiProblem =>
  new ApiProblem({ type: 'about:blank', title: '', status: PROBLEMS[code].status, code }, retryAfterMs);

beforeEach(() => {
  clock = createFakeClock(0);
  [meets, sentAt, finish, refused] = [[], [], [], []];
  [atOnce, most, slow, inReach] = [0, 0, false, true];
  reporter = createReporter({
    clock,
    random: () => 0, // the earliest that chance allows
    inReach: () => inReach,
    onRefused: async (error) => void refused.push(error),
    send: async () => {
      sentAt.push(clock.now());
      atOnce += 1;
      most = Math.max(most, atOnce);
      if (slow) await new Promise<void>((resolve) => finish.push(resolve));
      atOnce -= 1;
      const error = meets.shift();
      if (error) throw error;
    },
  });
});

it('runs once more for all that asked while it ran, and never twice at once', async () => {
  slow = true;
  let done = 0;
  for (let asked = 0; asked < 4; asked += 1) void reporter.report().then(() => (done += 1));
  await settled();
  expect([sentAt.length, done]).toEqual([1, 0]);
  finish.shift()?.();
  await settled();
  expect([sentAt.length, done]).toEqual([2, 0]);
  finish.shift()?.();
  await settled();
  expect([sentAt.length, done, most]).toEqual([2, 4, 1]);
});

it.each([
  ['no answer', new ApiUnreachable('gone')],
  ['503', problem('not_ready')],
  ['429', problem('too_many_requests')],
])('goes again by itself after %s, later each time', async (_name, error) => {
  meets = [error, error, error];
  await reporter.report();
  await clock.advance(60_000);
  expect(sentAt).toEqual([0, 1_000, 3_000, 7_000]);
});

it('spreads the phones of a house over half of each wait', async () => {
  const late = createReporter({
    clock,
    random: () => 0.999,
    inReach: () => true,
    onRefused: async () => undefined,
    send: async () => {
      sentAt.push(clock.now());
      throw problem('not_ready');
    },
  });
  await late.report();
  await clock.advance(1_998);
  expect(sentAt).toHaveLength(1);
  await clock.advance(2);
  expect(sentAt).toHaveLength(2);
  await clock.advance(24 * 3_600_000);
  expect(sentAt.length).toBeGreaterThan(280); // five minutes are the longest wait
});

it('comes no earlier than the server asks, whoever asks for a report meanwhile', async () => {
  slow = true;
  meets = [problem('too_many_requests', 30_000)];
  const first = reporter.report();
  const second = reporter.report(); // asked for while the first one runs
  await settled();
  slow = false;
  finish.shift()?.();
  await Promise.all([first, second, settled()]);
  await reporter.report();
  await clock.advance(30_999);
  expect(sentAt).toEqual([0]);
  await clock.advance(1);
  expect(sentAt).toEqual([0, 31_000]);
  await reporter.report();
  expect(sentAt).toHaveLength(3); // the pause is over
});

it('waits for the next wallet while the hotel is out of reach', async () => {
  meets = [new ApiUnreachable('gone'), problem('not_ready')];
  inReach = false;
  await reporter.report();
  await clock.advance(600_000);
  expect(sentAt).toHaveLength(1);
  inReach = true;
  await reporter.report();
  inReach = false; // lost before the retry is due
  await clock.advance(600_000);
  expect(sentAt).toHaveLength(2);
});

it('does not repeat what no repeat would mend, and tells it', async () => {
  const removed = problem('device_removed');
  meets = [removed];
  await reporter.report();
  await clock.advance(600_000);
  expect([sentAt.length, refused]).toEqual([1, [removed]]);
});

it('plans nothing after it was stopped', async () => {
  meets = [problem('too_many_requests', 1_000)];
  await reporter.report();
  reporter.stop();
  await clock.advance(600_000);
  expect(sentAt).toHaveLength(1);
  await reporter.report();
  expect(sentAt).toHaveLength(2);
});
