// Hours of the week as windows: days, midnight, summer time, joining.
import { describe, expect, it } from 'vitest';
import { mostOpeningsWithin, openingWindows } from './opening-hours.ts';

const timeZone = 'Europe/Vienna';
const at = (text: string): number => Date.parse(text);
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const windows = (hours: Parameters<typeof openingWindows>[0], from: string, until: string) =>
  openingWindows(hours, { timeZone, span: { from: at(from), until: at(until) } }).map(
    (one) => `${new Date(one.from).toISOString()} ${new Date(one.until).toISOString()}`,
  );

describe('opening hours', () => {
  it('are the wall clock’s, cut to the span', () => {
    const pool = [{ days: EVERY_DAY, from: '06:00', to: '22:00' }];
    expect(windows(pool, '2036-06-10T12:00:00Z', '2036-06-11T12:00:00Z')).toEqual([
      '2036-06-10T12:00:00.000Z 2036-06-10T20:00:00.000Z',
      '2036-06-11T04:00:00.000Z 2036-06-11T12:00:00.000Z',
    ]);
  });

  it('stay the same hours over a change of summer time', () => {
    const pool = [{ days: EVERY_DAY, from: '06:00', to: '22:00' }];
    // 26 October 2036: clocks go back at 01:00 UTC.
    expect(windows(pool, '2036-10-25T00:00:00Z', '2036-10-26T23:59:00Z')).toEqual([
      '2036-10-25T04:00:00.000Z 2036-10-25T20:00:00.000Z',
      '2036-10-26T05:00:00.000Z 2036-10-26T21:00:00.000Z',
    ]);
  });

  it('go over midnight, also from the day before the span', () => {
    // 13 June 2036 is a Friday.
    const bar = [{ days: [5], from: '20:00', to: '02:00' }];
    expect(windows(bar, '2036-06-13T22:30:00Z', '2036-06-14T22:00:00Z')).toEqual([
      '2036-06-13T22:30:00.000Z 2036-06-14T00:00:00.000Z',
    ]);
    expect(windows(bar, '2036-06-14T00:00:00Z', '2036-06-20T12:00:00Z')).toEqual([]);
  });

  it('join where they touch; equal times are a whole day', () => {
    const always = [{ days: EVERY_DAY, from: '00:00', to: '00:00' }];
    expect(windows(always, '2036-06-10T12:00:00Z', '2036-06-13T12:00:00Z')).toEqual([
      '2036-06-10T12:00:00.000Z 2036-06-13T12:00:00.000Z',
    ]);
    const two = [
      { days: EVERY_DAY, from: '08:00', to: '12:00' },
      { days: EVERY_DAY, from: '10:00', to: '13:00' },
    ];
    expect(windows(two, '2036-06-10T00:00:00Z', '2036-06-10T22:00:00Z')).toEqual([
      '2036-06-10T06:00:00.000Z 2036-06-10T11:00:00.000Z',
    ]);
    expect(windows([], '2036-06-10T00:00:00Z', '2036-06-10T22:00:00Z')).toEqual([]);
  });

  it('are counted for the worst moment that a lease can begin', () => {
    const hours = 3_600_000;
    const once = [{ days: EVERY_DAY, from: '06:00', to: '22:00' }];
    const twice = [
      { days: EVERY_DAY, from: '06:00', to: '11:00' },
      { days: EVERY_DAY, from: '16:00', to: '22:00' },
    ];
    expect(mostOpeningsWithin(once, 24 * hours)).toBe(2);
    expect(mostOpeningsWithin(once, 7 * 24 * hours)).toBe(8);
    // From a moment before 11:00: the rest of it, the evening, and the next morning.
    expect(mostOpeningsWithin(twice, 24 * hours)).toBe(3);
    expect(mostOpeningsWithin(twice, 7 * 24 * hours)).toBe(15);
    expect(mostOpeningsWithin([{ days: EVERY_DAY, from: '00:00', to: '00:00' }], 7 * 24 * hours)).toBe(1);
    // Five hours apart: clocks that go forward by two at most bring the next one within four, but not within two.
    expect(mostOpeningsWithin(twice, 4 * hours)).toBe(2);
    expect(mostOpeningsWithin(twice, 2 * hours)).toBe(1);
    expect(mostOpeningsWithin([], 24 * hours)).toBe(0);
  });

  it('met by a lease over a change of summer time are never more than counted', () => {
    const starts = Array.from({ length: 24 * 12 }, (_, n) => at('2036-03-25T00:00:00Z') + n * 30 * 60_000);
    for (const gap of ['11:30', '12:00', '12:59', '13:30']) {
      const twice = [
        { days: EVERY_DAY, from: '06:00', to: '11:00' },
        { days: EVERY_DAY, from: gap, to: '22:00' },
      ];
      for (const span of [1, 9, 24, 48].map((length) => length * 3_600_000)) {
        const met = starts.map(
          (from) => openingWindows(twice, { timeZone, span: { from, until: from + span } }).length,
        );
        expect(Math.max(...met)).toBeLessThanOrEqual(mostOpeningsWithin(twice, span));
      }
    }
  });

  it('refuse days and times that are none', () => {
    expect(() =>
      windows([{ days: [0], from: '08:00', to: '12:00' }], '2036-06-10T00:00:00Z', '2036-06-11T00:00:00Z'),
    ).toThrow();
    expect(() =>
      windows([{ days: EVERY_DAY, from: '8', to: '12:00' }], '2036-06-10T00:00:00Z', '2036-06-11T00:00:00Z'),
    ).toThrow();
  });
});
