// The modelled link against sums done by hand.
import { describe, expect, it } from 'vitest';
import type { Moment } from './door-messages.ts';
import { flightMs, openingMs } from './link-model.ts';

const out = (bytes: number): Moment => ({ kind: 'out', bytes });
const arrive: Moment = { kind: 'in', bytes: 0 };
const crypto = (operation: Extract<Moment, { kind: 'crypto' }>['operation']): Moment => ({ kind: 'crypto', operation });
const bolt: Moment = { kind: 'bolt' };

describe('the modelled link', () => {
  it('waits one interval for up to four chunks of 244 bytes, and one more for every four beyond', () => {
    expect([1, 243, 972, 973, 1944, 1945].map((bytes) => flightMs(bytes, 15))).toEqual([15, 15, 15, 30, 30, 45]);
  });

  it('takes 75 ms for a fast opening without public-key work, as docs/protocol §8.3 has it', () => {
    const phone = [out(39), arrive, out(139)];
    const lock = [arrive, out(139), arrive, bolt];
    expect(openingMs({ phone, lock }, 15)).toBe(75);
    expect(openingMs({ phone, lock }, 30)).toBe(120);
  });

  it('adds work that somebody waits for, and none that the lock does while a frame is under way', () => {
    const phone = [out(39), arrive, crypto('sign'), crypto('symmetric'), out(139)];
    const waited = [arrive, crypto('sign'), out(139), arrive, crypto('verify'), bolt];
    expect(openingMs({ phone, lock: waited }, 15)).toBe(75 + 5 + 30 + 45);
    const hidden = [arrive, out(139), crypto('agree'), arrive, bolt];
    expect(openingMs({ phone, lock: hidden }, 15)).toBe(75 + 5);
  });

  it('refuses a record in which nothing opens', () => {
    expect(() => openingMs({ phone: [out(39)], lock: [arrive] }, 15)).toThrow('bolt');
  });
});
