// Check-out instants of every zone that changes its clocks between 2026 and 2035, against the tz database as `zdump` reads it: no ICU in the oracle.
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { checkOutInstant } from './validity.ts';
import { instantToWallClock, isTimeZone, zoneOffset } from './wall-clock.ts';

/** [instant in seconds, offset before, offset after in minutes] */
type Change = readonly [seconds: number, before: number, after: number];
interface Table {
  readonly version: string;
  readonly first: number;
  readonly last: number;
  readonly groups: readonly { readonly zones: readonly string[]; readonly changes: readonly Change[] }[];
}

/** Made by `packages/domain/test/write-zone-changes.mjs`; zones with equal changes share a group. */
const TABLE: Table = JSON.parse(readFileSync(new URL('./wall-clock.changes.json', import.meta.url), 'utf8'));
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const runtimeVersion = process.versions.tz ?? 'unknown';

/** What this runtime's own formatter says, asked in another way than the code under test does: '+02:00', '-03:30'. */
function offsetByName(instant: number, timeZone: string): number {
  const text = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).format(instant);
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

const differing = new Set<string>();
const cases = TABLE.groups.flatMap(({ zones, changes }) =>
  zones.filter((zone) => followsTable(zone, changes)).map((zone) => ({ zone, changes })),
);

/** A runtime with other tz data may know better: its zone is named and left out. With the same data, it is a fault of ours. */
function followsTable(zone: string, changes: readonly Change[]): boolean {
  if (runtimeVersion === TABLE.version) return true;
  const same =
    isTimeZone(zone) &&
    changes.every(([seconds, before, after]) => {
      return offsetByName(seconds * 1000 - 1000, zone) === before && offsetByName(seconds * 1000, zone) === after;
    });
  if (!same) differing.add(zone);
  return same;
}

afterAll(() => {
  if (runtimeVersion === TABLE.version) return;
  const named = differing.size === 0 ? 'no zone differs' : `left out, because it differs: ${[...differing].join(', ')}`;
  console.log(`This Node.js has tz data ${runtimeVersion}, the table is of ${TABLE.version}: ${named}.`);
});

/** The oracle: the instant at which a wall clock reading is shown; later of two, first after a gap (docs/domain.md §4). */
function oracle(wall: number, changes: readonly Change[]): number {
  const spans = [...changes.map(([, before]) => before), changes.at(-1)?.[2] ?? 0];
  const shown = spans.flatMap((offset, index) => {
    const instant = wall - offset * MINUTE;
    const from = index === 0 ? Number.NEGATIVE_INFINITY : (changes[index - 1]?.[0] ?? 0) * 1000;
    const to = index === changes.length ? Number.POSITIVE_INFINITY : (changes[index]?.[0] ?? 0) * 1000;
    return instant >= from && instant < to ? [instant] : [];
  });
  if (shown.length > 0) return Math.max(...shown);
  const gap = changes.find(([seconds, before, after]) => {
    return seconds * 1000 + before * MINUTE <= wall && wall < seconds * 1000 + after * MINUTE;
  });
  return (gap?.[0] ?? Number.NaN) * 1000;
}

function checkOut(wall: number, timeZone: string): number {
  const text = new Date(wall).toISOString();
  return checkOutInstant({ departureDate: text.slice(0, 10) }, { timeZone, checkOutTime: text.slice(11, 16) });
}

const shown = (instant: number): string => new Date(instant).toISOString();

describe(`check-out in every zone with changes, ${TABLE.first}–${TABLE.last}`, () => {
  it('knows nearly every zone of the table, whatever tz data this runtime has', () => {
    const names = TABLE.groups.flatMap((group) => group.zones);
    expect(names.length).toBeGreaterThan(190);
    expect(cases.length).toBeGreaterThan(names.length * 0.9);
    expect(cases.flatMap(({ changes }) => changes).length).toBeGreaterThan(3500);
  });

  it('each change comes at its second, neither one earlier nor one later', () => {
    for (const { zone, changes } of cases) {
      for (const [seconds, before, after] of changes) {
        const instant = seconds * 1000;
        const offsets = [instant - 1000, instant, instant + 1000].map((at) => zoneOffset(at, zone) / MINUTE);
        expect([zone, shown(instant), ...offsets]).toEqual([zone, shown(instant), before, after, after]);
        const wall = (at: number, offset: number) => shown(at + offset * MINUTE).slice(0, 16);
        const read = [instant - 1000, instant].map((at) => instantToWallClock(at, zone));
        expect(read.map(({ date, time }) => `${date}T${time}`)).toEqual([
          wall(instant - 1000, before),
          wall(instant, after),
        ]);
      }
    }
  });

  it('a check-out in a gap is the first instant after it, in an overlap the later of the two; a minute outside is itself', () => {
    for (const { zone, changes } of cases) {
      for (const [seconds, before, after] of changes) {
        const [low, high] = [before, after].sort((a, b) => a - b).map((offset) => seconds * 1000 + offset * MINUTE);
        if (low === undefined || high === undefined) throw new Error('a change has two offsets');
        for (const wall of [low - MINUTE, low, low + MINUTE, high - MINUTE, high, high + MINUTE]) {
          const found = shown(checkOut(wall, zone));
          expect([zone, shown(wall), found]).toEqual([zone, shown(wall), shown(oracle(wall, changes))]);
        }
      }
    }
  });

  it('every hour of the days around a change, once for each kind of change', () => {
    for (const { zones, changes } of TABLE.groups) {
      const zone = zones.find((name) => !differing.has(name));
      if (zone === undefined) continue;
      for (const [seconds, before] of changes) {
        const day = Math.floor((seconds * 1000 + before * MINUTE) / (24 * HOUR)) * 24 * HOUR;
        for (let wall = day - 12 * HOUR; wall < day + 36 * HOUR; wall += HOUR) {
          expect([zone, shown(wall), shown(checkOut(wall, zone))]).toEqual([
            zone,
            shown(wall),
            shown(oracle(wall, changes)),
          ]);
        }
      }
    }
  });

  it('the oracle itself: known gaps and overlaps', () => {
    const berlin = TABLE.groups.find((group) => group.zones.includes('Europe/Berlin'))?.changes ?? [];
    const at = (text: string) => shown(oracle(Date.parse(`${text}Z`), berlin));
    expect(at('2026-03-29T02:30')).toBe('2026-03-29T01:00:00.000Z');
    expect(at('2026-10-25T02:30')).toBe('2026-10-25T01:30:00.000Z');
    expect(at('2026-06-01T11:00')).toBe('2026-06-01T09:00:00.000Z');
  });
});
