// A picked day is the hotel's day.
import { describe, expect, it } from 'vitest';
import { dayRange } from './day-range.ts';

describe('days as instants', () => {
  it('the last day is in it, on the hotel’s clock', () => {
    expect(dayRange('2026-11-28', '2026-11-28', 'Europe/Vienna')).toEqual({
      from: '2026-11-27T23:00:00.000Z',
      to: '2026-11-28T23:00:00.000Z',
    });
  });

  it('a day of 23 hours has 23 hours', () => {
    expect(dayRange('2026-03-29', '2026-03-29', 'Europe/Vienna')).toEqual({
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T22:00:00.000Z',
    });
  });

  it('an empty day leaves its side open', () => {
    expect(dayRange('', '2026-12-31', 'UTC')).toEqual({ to: '2027-01-01T00:00:00.000Z' });
  });
});
