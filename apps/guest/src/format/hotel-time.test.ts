// Times are the hotel's; its place is named only where the guest's clock shows another time.
import { expect, it } from 'vitest';
import { calendarDate, foreignPlace, hotelTime } from './hotel-time.ts';

const NOON = Date.parse('2026-11-27T10:00:00Z');

it('shows wall-clock time at the hotel', () => {
  expect(hotelTime(NOON, 'Europe/Vienna', 'en-GB')).toBe('Fri 27 Nov, 11:00');
  expect(hotelTime(NOON, 'Pacific/Auckland', 'en-GB')).toBe('Fri 27 Nov, 23:00');
});

it('shows a calendar date as it is, in any zone', () => {
  expect(calendarDate('2026-11-27', 'en-GB')).toBe('Fri 27 Nov');
});

it('names the place only where clocks differ at that instant', () => {
  expect(foreignPlace([NOON], 'Europe/Vienna', 'Europe/Berlin')).toBeUndefined();
  expect(foreignPlace([NOON], 'America/New_York', 'Europe/Berlin')).toBe('New York');
  // London and Lagos agree in summer, not in winter.
  expect(foreignPlace([Date.parse('2026-07-01T12:00:00Z')], 'Africa/Lagos', 'Europe/London')).toBeUndefined();
  expect(foreignPlace([NOON], 'Africa/Lagos', 'Europe/London')).toBe('Lagos');
  expect(foreignPlace([], 'Africa/Lagos', 'Europe/London')).toBeUndefined();
});
