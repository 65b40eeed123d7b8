import { describe, expect, it } from 'vitest';
import { isBehind } from './use-renewal.ts';

describe('what help mends by itself', () => {
  it.each(['lease_ended', 'not_downloaded', 'superseded'] as const)('%s, but only online', (code) => {
    expect(isBehind(code, true)).toBe(true);
    expect(isBehind(code, false)).toBe(false);
  });

  it.each(['revoked', 'wrong_door', 'ask_front_desk', 'not_checked_in', undefined] as const)('not %s', (code) => {
    expect(isBehind(code, true)).toBe(false);
  });
});
