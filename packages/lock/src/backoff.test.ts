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

  it('X10: a peer with a name waits for its own fourth bad link, others do not', () => {
    const backOff = new BackOff();
    for (let n = 0; n < 3; n += 1) backOff.linkFailed(n, 'stranger');
    expect(backOff.waitMs(3, 'stranger')).toBe(0);
    backOff.linkFailed(3, 'stranger');
    expect(backOff.waitMs(3, 'stranger')).toBe(2_000);
    expect([backOff.waitMs(3, 'guest'), backOff.waitMs(3)]).toEqual([0, 0]);
    expect(backOff.waitMs(2_003, 'stranger')).toBe(0);
    for (let n = 0; n < 500; n += 1) backOff.linkFailed(3_000 + n, 'stranger');
    expect(backOff.waitMs(3_500, 'stranger')).toBeLessThanOrEqual(2_000);
    expect(backOff.waitMs(3_500, 'guest')).toBe(0);
  });

  it('X10: a stranger under ever new names is met as all strangers together, and no more than 16 names are kept', () => {
    const backOff = new BackOff();
    for (let n = 0; n < 4; n += 1) backOff.linkFailed(0, 'first');
    for (let n = 0; n < 7; n += 1) backOff.linkFailed(n, `name ${n}`);
    expect(backOff.waitMs(6, 'guest')).toBe(2_000);
    expect(backOff.waitMs(6, 'first')).toBe(2_000);
    // The fourth bad link of a name within the minute closes for it, unless 16 others have pushed it out of memory.
    for (const [others, expected] of [
      [15, 2_000],
      [16, 0],
    ] as const) {
      const fresh = new BackOff();
      for (let n = 0; n < 3; n += 1) fresh.linkFailed(0, 'first');
      for (let n = 0; n < others; n += 1) fresh.linkFailed(1, `name ${n}`);
      fresh.linkFailed(10_000, 'first');
      expect(fresh.waitMs(10_000, 'first')).toBe(expected);
    }
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
