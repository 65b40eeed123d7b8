// What screens say of a door's hours is what the door's own rules say (packages/domain), around midnight and in other zones too.
import { openingWindows } from '@nightlatch/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursLines, isOpenAt } from './opening-hours.ts';

const WEEK = [1, 2, 3, 4, 5, 6, 7];

describe('hours in words', () => {
  it('name days that have the same times together, and none where every day is the same', () => {
    expect(hoursLines([{ days: WEEK, from: '06:00', to: '22:00' }], 'en-GB')).toEqual([
      { days: '', times: '06:00–22:00' },
    ]);
    const split = [
      { days: [1, 2, 3, 4, 5], from: '06:00', to: '22:00' },
      { days: [6, 7], from: '17:00', to: '20:00' },
      { days: [6, 7], from: '08:00', to: '12:00' },
    ];
    expect(hoursLines(split, 'en-GB')).toEqual([
      { days: 'Mon–Fri', times: '06:00–22:00' },
      { days: 'Sat, Sun', times: '08:00–12:00, 17:00–20:00' },
    ]);
  });

  it('are in the reader’s language', () => {
    const [line] = hoursLines([{ days: [1, 2, 3], from: '06:30', to: '22:00' }], 'de');
    expect(line).toEqual({ days: 'Mo–Mi', times: '06:30–22:00' });
  });
});

it('is open exactly within the windows of the rules, whatever they are', () => {
  const time = fc.integer({ min: 0, max: 47 }).map((half) => {
    const hour = String(Math.floor(half / 2)).padStart(2, '0');
    return `${hour}:${half % 2 === 0 ? '00' : '30'}`;
  });
  const rule = fc.record({ days: fc.uniqueArray(fc.constantFrom(...WEEK), { minLength: 1 }), from: time, to: time });
  // A week without a change of clocks: screens need not be right within that one hour.
  const instant = fc.integer({ min: 0, max: 7 * 24 * 60 - 1 }).map((minute) => Date.UTC(2027, 0, 11) + minute * 60_000);
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 4 }),
      instant,
      fc.constantFrom('Europe/Vienna', 'Asia/Kolkata', 'America/St_Johns'),
      (hours, at, timeZone) => {
        const span = { from: at, until: at + 1 };
        expect(isOpenAt(hours, at, timeZone)).toBe(openingWindows(hours, { timeZone, span }).length > 0);
      },
    ),
    { numRuns: 1000 },
  );
});
