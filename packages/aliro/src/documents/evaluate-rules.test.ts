// AccessData, rules and schedules (docs/protocol §5.3, §10 D23-D39), schedules against an oracle that only asks the calendar.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, hex } from '../encoding/bytes.ts';
import { type CborValue, cborMap, encodeCbor } from '../encoding/cbor.ts';
import { VENDOR_ID } from '../unsure-choices.ts';
import {
  type AccessData,
  CAPABILITY,
  encodeAccessData,
  gateExtension,
  type ParsedAccessData,
  parseAccessData,
  staffExtension,
} from './access-data.ts';
import { evaluateRules } from './evaluate-rules.ts';
import { type Recurrence, type Schedule, scheduleState } from './schedule.ts';

const DAY = 86400;
const START = Date.UTC(2026, 2, 2, 6, 0, 0) / 1000; // a Monday

function parsed(data: AccessData): ParsedAccessData {
  const result = parseAccessData(encodeAccessData(data));
  if (!result.ok) throw new Error(result.error.detail ?? result.error.code);
  return result.value;
}

function grant(
  data: AccessData,
  options: { now?: number | null; capability?: number; allowRuleless?: boolean } = {},
): string {
  const now = options.now === undefined ? START * 1000 : options.now;
  const result = evaluateRules({ ...options, access: parsed(data), now });
  return result.granted ? (result.extended ? 'extended' : 'granted') : `${result.status} ${result.reason}`;
}

const active: Schedule = { startSeconds: START - 10, endSeconds: START + 10, utc: true };
const inactive: Schedule = { startSeconds: START + 1, endSeconds: START + 10, utc: true };
const unevaluable: Schedule = { ...active, utc: false };
const yearly: Schedule = {
  ...active,
  endSeconds: 0,
  recurrence: { durationSeconds: 60, mask: 1, pattern: 5, interval: 1, ordinal: 0 },
};
const rule = (capabilities: number, allow = 0, deny = 0) => ({ capabilities, allow, deny });
const schedules = [active, inactive];

describe('grant', () => {
  it('D23: no rule with the asked capability → 0204', () => {
    expect(grant({ rules: [rule(1 | 2 | 4)] })).toBe('0025 0204');
    expect(grant({ rules: [rule(CAPABILITY.secure)] }, { capability: CAPABILITY.secure })).toBe('granted');
  });

  it('D24, D25, D26: allow active opens, inactive 0203; deny active 0203, inactive opens; both active 0203', () => {
    expect(grant({ rules: [rule(8, 0b01)], schedules })).toBe('granted');
    expect(grant({ rules: [rule(8, 0b10)], schedules })).toBe('0025 0203');
    expect(grant({ rules: [rule(8, 0b11)], schedules })).toBe('granted');
    expect(grant({ rules: [rule(8, 0, 0b01)], schedules })).toBe('0025 0203');
    expect(grant({ rules: [rule(8, 0, 0b10)], schedules })).toBe('granted');
    expect(grant({ rules: [rule(8, 0b01, 0b01)], schedules })).toBe('0025 0203');
  });

  it('D27: two rules, one grants → opens; the extended bit counts only from a granting rule', () => {
    expect(grant({ rules: [rule(8, 0b10), rule(8)], schedules })).toBe('granted');
    expect(grant({ rules: [rule(8 | 16, 0b10), rule(8)], schedules })).toBe('granted');
    expect(grant({ rules: [rule(8 | 16), rule(8, 0b10)], schedules })).toBe('extended');
  });

  it('D29: clock unknown → allow inactive, deny active, no schedule opens', () => {
    expect(grant({ rules: [rule(8, 0b01)], schedules }, { now: null })).toBe('0025 0203');
    expect(grant({ rules: [rule(8, 0, 0b10)], schedules }, { now: null })).toBe('0025 0203');
    expect(grant({ rules: [rule(8)], schedules }, { now: null })).toBe('granted');
  });

  it('D30: a schedule that can’t be evaluated as allow, as deny → 0203', () => {
    for (const one of [unevaluable, yearly]) {
      expect(grant({ rules: [rule(8, 1)], schedules: [one] })).toBe('0025 0203');
      expect(grant({ rules: [rule(8, 0, 1)], schedules: [one] })).toBe('0025 0203');
    }
  });

  it('D33: unknown reader rule → 0205, before everything', () => {
    expect(grant({ rules: [rule(8)], readerRules: [7] })).toBe('0025 0205');
    expect(grant({ rules: [], readerRules: [7] })).toBe('0025 0205');
  });

  it('D34, D35, D37: unknown critical extension 0205 (bit 0 = 0); not critical ignored; known id, other version 0205', () => {
    const extension = { vendorId: 0x123456, criticality: 0, extensionId: 1, version: 1, content: fromHex('01') };
    const gate = gateExtension({ lockId: new Uint8Array(8), generation: 1, mode: 'join' });
    expect(grant({ rules: [rule(8)], accessExtensions: [extension] })).toBe('0025 0205');
    expect(grant({ rules: [rule(8)], accessExtensions: [{ ...extension, criticality: 2 }] })).toBe('0025 0205');
    expect(grant({ rules: [rule(8)], accessExtensions: [{ ...extension, criticality: 1 }] })).toBe('granted');
    expect(grant({ rules: [rule(8)], accessExtensions: [gate] })).toBe('granted');
    expect(grant({ rules: [rule(8)], accessExtensions: [{ ...gate, version: 2 }] })).toBe('0025 0205');
    expect(grant({ rules: [rule(8)], accessExtensions: [{ ...gate, extensionId: 9 }] })).toBe('0025 0205');
  });

  it('D36: unknown non-access extension → ignored', () => {
    const extension = { vendorId: VENDOR_ID, extensionId: 77, version: 9, content: fromHex('ff') };
    expect(grant({ rules: [rule(8)], nonAccessExtensions: [extension] })).toBe('granted');
  });

  it('D39: element without rules → 0204; allowRuleless ○ → opens', () => {
    expect(grant({ rules: [] })).toBe('0025 0204');
    expect(grant({ rules: [] }, { allowRuleless: true })).toBe('granted');
  });
});

describe('AccessData', () => {
  it('the 54-byte room element of §7.3, byte for byte', () => {
    const id = new Uint8Array(16).fill(0x0c);
    const lockId = new Uint8Array(8).fill(0x1d);
    const bytes = encodeAccessData({
      id,
      rules: [rule(8)],
      accessExtensions: [gateExtension({ lockId, generation: 17, mode: 'override' })],
    });
    const expected =
      `a40001 0150${hex(id)} 0281a10008 06a11a00d2484b8184000101 4f a30048${hex(lockId)}01110200`.replaceAll(' ', '');
    expect(hex(bytes)).toBe(expected);
    expect(bytes.length).toBe(54);
  });

  it('gates and staff are read; four gates fit, five do not', () => {
    const gate = (i: number) =>
      gateExtension({ lockId: new Uint8Array(8).fill(i), generation: i, mode: i % 2 === 0 ? 'override' : 'join' });
    const staff = staffExtension({ class: 'emergency', mayPassPrivacy: true });
    const read = parsed({ accessExtensions: [gate(1), gate(2), gate(3), gate(4), staff] });
    expect(read.gates.map((g) => [g.generation, g.mode])).toEqual([
      [1, 'join'],
      [2, 'override'],
      [3, 'join'],
      [4, 'override'],
    ]);
    expect(read.staff).toEqual({ class: 'emergency', mayPassPrivacy: true });
    expect(() => encodeAccessData({ accessExtensions: [1, 2, 3, 4, 5].map(gate) })).toThrow(/gate/);
    const broken = { ...gate(1), content: fromHex('a10048000000000000 0000'.replaceAll(' ', '')) };
    expect(() => encodeAccessData({ accessExtensions: [broken] })).toThrow(/gate/);
  });

  const encode = (...pairs: [number, CborValue][]): Uint8Array => encodeCbor(cborMap([0, 1], ...pairs));
  const ok = (bytes: Uint8Array): boolean => parseAccessData(bytes).ok;

  it('D38: 9 rules, 9 schedules, 9 reader rules, id of 17 bytes → 0007; 8 and 16 pass', () => {
    const rules = (n: number): CborValue => Array.from({ length: n }, () => cborMap([0, 8]));
    const list = (n: number): CborValue => Array.from({ length: n }, () => cborMap([0, START]));
    const numbers = (n: number): CborValue => Array.from({ length: n }, (_, i) => i);
    expect([8, 9].map((n) => ok(encode([2, rules(n)])))).toEqual([true, false]);
    expect([8, 9].map((n) => ok(encode([3, list(n)])))).toEqual([true, false]);
    expect([8, 9].map((n) => ok(encode([4, numbers(n)])))).toEqual([true, false]);
    expect([16, 17].map((n) => ok(encode([1, new Uint8Array(n)])))).toEqual([true, false]);
  });

  it('D28: mask bit to a missing schedule → 0007', () => {
    const one: CborValue = [cborMap([0, START])];
    expect(ok(encode([2, [cborMap([0, 8], [1, 1])]], [3, one]))).toBe(true);
    expect(ok(encode([2, [cborMap([0, 8], [1, 2])]], [3, one]))).toBe(false);
    expect(ok(encode([2, [cborMap([0, 8], [2, 2 ** 31])]], [3, one]))).toBe(false);
  });

  it.each<[string, CborValue, boolean]>([
    ['end before start', cborMap([0, START], [1, START - 1]), false],
    ['end at start', cborMap([0, START], [1, START]), true],
    ['end 0', cborMap([0, START], [1, 0]), true],
    ['duration 0', cborMap([0, START], [2, [0, 0, 1, 1, 0]]), false],
    ['duration of a day, daily', cborMap([0, START], [2, [DAY, 0, 1, 1, 0]]), true],
    ['duration over a day, daily', cborMap([0, START], [2, [DAY + 1, 0, 1, 1, 0]]), false],
    ['duration over a week, weekly', cborMap([0, START], [2, [7 * DAY + 1, 1, 2, 1, 0]]), false],
    ['interval 0', cborMap([0, START], [2, [60, 0, 1, 0, 0]]), false],
    ['interval 256', cborMap([0, START], [2, [60, 0, 1, 256, 0]]), false],
    ['weekly without days', cborMap([0, START], [2, [60, 0, 2, 1, 0]]), false],
    ['weekday ordinal 6', cborMap([0, START], [2, [60, 1, 3, 1, 6]]), false],
    ['weekday ordinal 0', cborMap([0, START], [2, [60, 1, 3, 1, 0]]), false],
    ['weekday ordinal -5', cborMap([0, START], [2, [60, 1, 3, 1, -5]]), true],
    ['by date without days', cborMap([0, START], [2, [60, 0, 4, 1, 0]]), false],
    ['pattern 0', cborMap([0, START], [2, [60, 1, 0, 1, 0]]), false],
    ['pattern 9', cborMap([0, START], [2, [60, 1, 9, 1, 0]]), false],
    ['yearly', cborMap([0, START], [2, [60, 1, 6, 1, 0]]), true],
    ['four fields', cborMap([0, START], [2, [60, 1, 2, 1]]), false],
    ['no start', cborMap([1, START]), false],
  ])('schedule with %s', (_name, schedule, fits) => {
    expect(ok(encode([3, [schedule]]))).toBe(fits);
  });

  it('never throws, and refuses unknown labels and versions', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => typeof parseAccessData(bytes).ok === 'boolean'),
    );
    expect(ok(encode([7, 1]))).toBe(false);
    expect(ok(encodeCbor(cborMap([0, 2])))).toBe(false);
    expect(ok(concat(encode(), fromHex('00')))).toBe(false);
  });
});

/** Walks every day since the start and asks the calendar; shares no arithmetic with the code. */
function oracle(schedule: Schedule, r: Recurrence, at: number): boolean {
  const first = new Date(schedule.startSeconds * 1000);
  const monday = (date: Date): number => {
    const copy = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
    while (copy.getUTCDay() !== 1) copy.setUTCDate(copy.getUTCDate() - 1);
    return copy.getTime();
  };
  const weekdayFits = (date: Date): boolean => ((r.mask >> ((date.getUTCDay() + 6) % 7)) & 1) === 1;
  const sameWeekdays = (date: Date): number[] => {
    const days: number[] = [];
    const walk = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
    while (walk.getUTCMonth() === date.getUTCMonth()) {
      if (walk.getUTCDay() === date.getUTCDay()) days.push(walk.getUTCDate());
      walk.setUTCDate(walk.getUTCDate() + 1);
    }
    return days;
  };
  const months = (date: Date): number =>
    (date.getUTCFullYear() - first.getUTCFullYear()) * 12 + date.getUTCMonth() - first.getUTCMonth();
  for (let i = 0; ; i += 1) {
    const date = new Date(first.getTime());
    date.setUTCDate(date.getUTCDate() + i);
    const begins = date.getTime() / 1000;
    if (begins > at) return false;
    if (schedule.endSeconds !== 0 && begins > schedule.endSeconds) return false;
    let fits = false;
    if (r.pattern === 1) fits = i % r.interval === 0;
    if (r.pattern === 2)
      fits = weekdayFits(date) && ((monday(date) - monday(first)) / (7 * DAY * 1000)) % r.interval === 0;
    if (r.pattern === 3) {
      const days = sameWeekdays(date);
      fits =
        weekdayFits(date) &&
        months(date) % r.interval === 0 &&
        days.at(r.ordinal > 0 ? r.ordinal - 1 : r.ordinal) === date.getUTCDate();
    }
    if (r.pattern === 4) fits = ((r.mask >> (date.getUTCDate() - 1)) & 1) === 1 && months(date) % r.interval === 0;
    if (fits && at < begins + r.durationSeconds) return true;
  }
}

describe('D31, D32: schedules', () => {
  const recurrence: fc.Arbitrary<Recurrence> = fc
    .record({
      pattern: fc.constantFrom(1, 2, 3, 4),
      interval: fc.integer({ min: 1, max: 4 }),
      mask: fc.integer({ min: 1, max: 0x7fffffff }),
      ordinal: fc.constantFrom(1, 2, 3, 4, 5, -1, -2, -3, -4, -5),
      part: fc.constantFrom(0.01, 0.3, 0.5, 1),
    })
    .map((r) => ({
      pattern: r.pattern,
      interval: r.interval,
      mask: r.pattern === 1 ? 0 : r.pattern === 4 ? r.mask : r.mask & 0x7f || 1,
      ordinal: r.pattern === 3 ? r.ordinal : 0,
      durationSeconds: Math.max(1, Math.floor(([0, DAY, 7 * DAY, 31 * DAY, 31 * DAY][r.pattern] ?? DAY) * r.part)),
    }));

  it('daily, weekly, monthly by weekday and by date agree with the oracle, at edges too', () => {
    fc.assert(
      fc.property(
        recurrence,
        fc.integer({ min: 0, max: 400 * DAY }),
        fc.integer({ min: -DAY, max: 150 * DAY }),
        fc.constantFrom(0, 40 * DAY),
        fc.boolean(),
        (r, offset, after, length, onEdge) => {
          const startSeconds = START + offset;
          const schedule: Schedule = {
            startSeconds,
            endSeconds: length === 0 ? 0 : startSeconds + length,
            recurrence: r,
            utc: true,
          };
          const whole = startSeconds + Math.floor(after / DAY) * DAY;
          const at = onEdge ? whole + (after % 2 === 0 ? 0 : r.durationSeconds) : startSeconds + after;
          expect(scheduleState(schedule, at * 1000)).toBe(
            at >= startSeconds && oracle(schedule, r, at) ? 'active' : 'inactive',
          );
          expect(scheduleState(schedule, (at - 1) * 1000)).toBe(
            at > startSeconds && oracle(schedule, r, at - 1) ? 'active' : 'inactive',
          );
        },
      ),
      { numRuns: 600 },
    );
  });

  it('D31: first, last, month ends: the 31st is skipped in short months, the last Friday is found', () => {
    const on = (r: Partial<Recurrence>, at: number): string =>
      scheduleState(
        {
          startSeconds: Date.UTC(2026, 0, 1, 10) / 1000,
          endSeconds: 0,
          utc: true,
          recurrence: { durationSeconds: 3600, mask: 0, pattern: 4, interval: 1, ordinal: 0, ...r },
        },
        at,
      );
    const date31 = { pattern: 4, mask: 2 ** 30 };
    expect(on(date31, Date.UTC(2026, 0, 31, 10, 30))).toBe('active');
    expect(on(date31, Date.UTC(2026, 1, 28, 10, 30))).toBe('inactive');
    expect(on(date31, Date.UTC(2026, 2, 31, 10, 59, 59))).toBe('active');
    expect(on(date31, Date.UTC(2026, 2, 31, 11))).toBe('inactive');
    const lastFriday = { pattern: 3, mask: 1 << 4, ordinal: -1 };
    expect(on(lastFriday, Date.UTC(2026, 1, 27, 10))).toBe('active');
    expect(on(lastFriday, Date.UTC(2026, 1, 20, 10))).toBe('inactive');
  });

  it('D32: a window over midnight, and the last occurrence runs past the end of the recurrence', () => {
    const night: Schedule = {
      startSeconds: Date.UTC(2026, 2, 2, 22) / 1000,
      endSeconds: Date.UTC(2026, 2, 4, 22) / 1000,
      recurrence: { durationSeconds: 8 * 3600, mask: 0, pattern: 1, interval: 1, ordinal: 0 },
      utc: true,
    };
    const state = (day: number, hour: number, minute = 0) => scheduleState(night, Date.UTC(2026, 2, day, hour, minute));
    expect([state(2, 21, 59), state(2, 22), state(3, 5, 59), state(3, 6)]).toEqual([
      'inactive',
      'active',
      'active',
      'inactive',
    ]);
    expect([state(4, 22), state(5, 5, 59), state(5, 22)]).toEqual(['active', 'active', 'inactive']);
  });

  it('wall clock: unevaluable without a zone table, shifted with one', () => {
    const noon: Schedule = {
      startSeconds: START,
      endSeconds: 0,
      utc: false,
      recurrence: { durationSeconds: 3600, mask: 0, pattern: 1, interval: 1, ordinal: 0 },
    };
    expect(scheduleState(noon, START * 1000)).toBe('unevaluable');
    expect(scheduleState(noon, START * 1000, [{ fromSeconds: START + 1, offsetMinutes: 60 }])).toBe('unevaluable');
    const zone = [
      { fromSeconds: 0, offsetMinutes: 0 },
      { fromSeconds: START + DAY, offsetMinutes: 120 },
    ];
    expect(scheduleState(noon, START * 1000, zone)).toBe('active');
    expect(scheduleState(noon, (START + DAY) * 1000, zone)).toBe('inactive');
    expect(scheduleState(noon, (START + 2 * DAY - 7200) * 1000, zone)).toBe('active');
  });
});
