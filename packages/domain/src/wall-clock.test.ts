// Wall clock to instant: 459 real transitions of 121 zones, taken from the tz database by another implementation, and known cases.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from './errors.ts';
import { instantToWallClock, isTimeZone, wallClockToInstant, zoneOffset, zoneOffsetSteps } from './wall-clock.ts';

/** Zone → [[instant in seconds, offset before, offset after in minutes]], made with Python's zoneinfo, 2007–2022; without Chisinau, whose past tz 2026c tells otherwise. */
const TRANSITIONS: Record<string, [number, number, number][]> = JSON.parse(
  readFileSync(new URL('./wall-clock.transitions.json', import.meta.url), 'utf8'),
);

const MINUTE = 60_000;

function at(wallMs: number, timeZone: string): number {
  const text = new Date(wallMs).toISOString();
  return wallClockToInstant({ date: text.slice(0, 10), time: text.slice(11, 16), timeZone });
}

describe('wallClockToInstant against the tz database', () => {
  const cases = Object.entries(TRANSITIONS).flatMap(([zone, list]) => list.map((one) => [zone, ...one] as const));

  it('covers every kind of change', () => {
    expect(cases.length).toBeGreaterThan(400);
    expect(cases.some(([, , before, after]) => after - before >= 1440)).toBe(true);
    expect(cases.some(([, , before, after]) => after < before)).toBe(true);
  });

  it('gap: every wall clock inside it is the first instant after it', () => {
    for (const [zone, seconds, before, after] of cases) {
      if (after <= before) continue;
      const instant = seconds * 1000;
      const [from, to] = [instant + before * MINUTE, instant + after * MINUTE];
      expect([zone, at(from - MINUTE, zone)]).toEqual([zone, instant - MINUTE]);
      for (const wall of [from, from + MINUTE, (from + to) / 2, to - MINUTE]) {
        expect([zone, at(wall, zone)]).toEqual([zone, instant]);
      }
      expect([zone, at(to, zone)]).toEqual([zone, instant]);
      expect([zone, at(to + MINUTE, zone)]).toEqual([zone, instant + MINUTE]);
    }
  });

  it('overlap: every wall clock inside it is the later of the two', () => {
    for (const [zone, seconds, before, after] of cases) {
      if (after >= before) continue;
      const instant = seconds * 1000;
      const [from, to] = [instant + after * MINUTE, instant + before * MINUTE];
      expect([zone, at(from - MINUTE, zone)]).toEqual([zone, from - MINUTE - before * MINUTE]);
      for (const wall of [from, from + MINUTE, to - MINUTE]) {
        expect([zone, at(wall, zone)]).toEqual([zone, wall - after * MINUTE]);
      }
      expect([zone, at(to, zone)]).toEqual([zone, to - after * MINUTE]);
    }
  });
});

describe('wallClockToInstant, known cases', () => {
  it.each([
    ['Europe/Berlin', '2026-06-01', '11:00', '2026-06-01T09:00:00Z'],
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T01:30:00Z'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T06:30:00Z'],
    ['Australia/Lord_Howe', '2025-10-05', '02:15', '2025-10-04T15:30:00Z'],
    ['Pacific/Apia', '2011-12-30', '11:00', '2011-12-30T10:00:00Z'],
    ['Asia/Kathmandu', '2026-01-01', '00:00', '2025-12-31T18:15:00Z'],
    ['UTC', '2024-02-29', '23:59', '2024-02-29T23:59:00Z'],
  ])('%s %s %s is %s', (timeZone, date, time, expected) => {
    expect(new Date(wallClockToInstant({ date, time, timeZone })).toISOString()).toBe(expected.replace('Z', '.000Z'));
  });

  it.each([
    [{ date: '2026-02-29', time: '11:00', timeZone: 'UTC' }, 'malformed_date'],
    [{ date: '26-02-01', time: '11:00', timeZone: 'UTC' }, 'malformed_date'],
    [{ date: '2026-02-01', time: '24:00', timeZone: 'UTC' }, 'malformed_time'],
    [{ date: '2026-02-01', time: '9:00', timeZone: 'UTC' }, 'malformed_time'],
    [{ date: '2026-02-01', time: '11:00', timeZone: 'Europe/Atlantis' }, 'unknown_time_zone'],
  ])('refuses %j as %s', (clock, code) => {
    expect(() => wallClockToInstant(clock)).toThrowError(expect.objectContaining({ code, name: DomainError.name }));
  });
});

describe('wallClockToInstant, everywhere', () => {
  const zones = Intl.supportedValuesOf('timeZone');

  it('shows the asked wall clock again, but in a gap', () => {
    const anyMinute = fc.integer({ min: Date.UTC(2000, 0, 1) / MINUTE, max: Date.UTC(2040, 0, 1) / MINUTE });
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyMinute, (timeZone, minute) => {
        const wall = instantToWallClock(minute * MINUTE, timeZone);
        const back = wallClockToInstant(wall);
        expect(instantToWallClock(back, timeZone)).toEqual(wall);
        expect(back).toBeGreaterThanOrEqual(minute * MINUTE);
        expect(back - minute * MINUTE).toBeLessThanOrEqual(86_400_000);
        expect(Math.abs(zoneOffset(back, timeZone) % MINUTE)).toBe(0);
      }),
      { numRuns: 1500 },
    );
  });

  it('knows which zones exist', () => {
    expect(isTimeZone('Europe/Vienna')).toBe(true);
    expect(isTimeZone('Vienna')).toBe(false);
  });
});

describe('offsets for devices that know no zones', () => {
  const year = { from: Date.UTC(2036, 0, 1), until: Date.UTC(2037, 0, 1) };

  it('are one step where nothing changes', () => {
    expect(zoneOffsetSteps('UTC', year)).toEqual([{ from: year.from, offsetMinutes: 0 }]);
    expect(zoneOffsetSteps('Asia/Kathmandu', year)).toEqual([{ from: year.from, offsetMinutes: 345 }]);
  });

  it('change at the second at which the zone does', () => {
    expect(zoneOffsetSteps('Europe/Vienna', year)).toEqual([
      { from: year.from, offsetMinutes: 60 },
      { from: Date.UTC(2036, 2, 30, 1), offsetMinutes: 120 },
      { from: Date.UTC(2036, 9, 26, 1), offsetMinutes: 60 },
    ]);
    expect(zoneOffsetSteps('America/New_York', year).slice(1)).toEqual([
      { from: Date.UTC(2036, 2, 9, 7), offsetMinutes: -240 },
      { from: Date.UTC(2036, 10, 2, 6), offsetMinutes: -300 },
    ]);
  });

  it('agree with the zone at every hour', () => {
    const steps = zoneOffsetSteps('Australia/Lord_Howe', year);
    for (let at = year.from; at < year.until; at += 3_600_000) {
      const step = steps.findLast((one) => one.from <= at);
      expect(step?.offsetMinutes).toBe(zoneOffset(at, 'Australia/Lord_Howe') / 60_000);
    }
  });
});
