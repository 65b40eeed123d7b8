// Turns: never more at once than allowed, in the order in which they came, also past failures.
import { expect, it } from 'vitest';
import { createAtMost } from './at-most.ts';

it('runs at most so many at once, in order, and a failure takes no turn from others', async () => {
  const inTurn = createAtMost(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const calls = Array.from({ length: 6 }, (_, n) =>
    inTurn(async () => {
      begun.push(n);
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((end) => ends.push(end));
      running -= 1;
      if (n === 1) throw new Error('one of them');
      return n;
    }),
  );
  const outcomes = Promise.allSettled(calls);
  while (begun.length < 6 || running > 0) {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    ...Array.from({ length: 4 }, () => 'fulfilled'),
  ]);
  expect([begun, most]).toEqual([[0, 1, 2, 3, 4, 5], 2]);
});
