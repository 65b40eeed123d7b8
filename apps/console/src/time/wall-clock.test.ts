// Wall-clock times to instants and back, also where the clock jumps (docs/domain.md §4).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWallTime, toWallTime } from './wall-clock.ts';

const ZONES = ['Europe/Zurich', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Chatham', 'Australia/Lord_Howe', 'UTC'];
const at = (wall: string, zone: string): string => new Date(fromWallTime(wall, zone) ?? Number.NaN).toISOString();

describe('wall-clock time of the hotel', () => {
  it('reads a time as the hotel’s wall shows it', () => {
    expect(at('2026-11-25T11:00', 'Europe/Zurich')).toBe('2026-11-25T10:00:00.000Z');
    expect(at('2026-07-25T11:00', 'Europe/Zurich')).toBe('2026-07-25T09:00:00.000Z');
  });

  it('in a gap takes the first instant after it', () => {
    expect(at('2026-03-29T02:30', 'Europe/Zurich')).toBe('2026-03-29T01:00:00.000Z');
    expect(at('2026-10-04T02:10', 'Australia/Lord_Howe')).toBe('2026-10-03T15:30:00.000Z');
  });

  it('in an overlap takes the later instant', () => {
    expect(at('2026-10-25T02:30', 'Europe/Zurich')).toBe('2026-10-25T01:30:00.000Z');
  });

  it('is undefined for what is no time', () => {
    for (const text of ['', '2026-11-25', '2026-13-01T00:00', 'tomorrow']) {
      expect(fromWallTime(text, 'Europe/Zurich')).toBeUndefined();
    }
  });

  it('every wall time shown leads back to an instant that shows it', () => {
    const minutes = fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
        const wall = toWallTime(minute * 60_000, zone);
        const instant = fromWallTime(wall, zone) ?? Number.NaN;
        expect(toWallTime(instant, zone)).toBe(wall);
        expect(instant).toBeGreaterThanOrEqual(minute * 60_000);
        expect(instant - minute * 60_000).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 300 },
    );
  });
});
