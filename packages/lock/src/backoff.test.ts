// Back-off and time nonces: short waits only, each nonce once.
import { describe, expect, it } from 'vitest';
import { BackOff } from './backoff.ts';
import { TimeNonces } from './time-nonce.ts';

describe('back-off', () => {
  it('X10: the eighth bad link in 60 s closes for 2 s, never longer', () => {
    const backOff = new BackOff();
    for (let n = 0; n < 7; n += 1) backOff.linkFailed(n);
    expect(backOff.waitMs(7)).toBe(0);
    backOff.linkFailed(8);
    expect(backOff.waitMs(8)).toBe(2_000);
    expect(backOff.waitMs(2_008)).toBe(0);
    for (let n = 0; n < 200; n += 1) backOff.linkFailed(3_000);
    expect(backOff.waitMs(3_000)).toBeLessThanOrEqual(2_000);
  });

  it('forgets bad links after 60 s', () => {
    const backOff = new BackOff();
    for (let n = 0; n < 20; n += 1) backOff.linkFailed(n * 10_000);
    expect(backOff.waitMs(190_000)).toBe(0);
  });
});

describe('time nonces', () => {
  const nonces = (): TimeNonces => {
    let n = 0;
    return new TimeNonces((length) => {
      n += 1;
      return new Uint8Array(length).fill(n);
    });
  };

  it('H16: live for its own and the next minute, once', () => {
    const live = nonces();
    const first = live.current(0);
    expect(live.current(59_999)).toEqual(first);
    expect(live.current(60_000)).not.toEqual(first);
    expect(live.use(first, 119_999)).toBe(119_999);
    expect(live.use(first, 119_999)).toBeUndefined();
    const late = nonces();
    const old = late.current(0);
    late.current(60_000);
    expect(late.use(old, 120_000)).toBeUndefined();
    expect(late.use(new Uint8Array(16), 120_000)).toBeUndefined();
  });
});
