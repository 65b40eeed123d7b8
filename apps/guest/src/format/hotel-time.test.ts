// Times are the hotel's; its place is named only where the guest's clock shows another time.
import { expect, it } from 'vitest';
import { calendarDate, foreignPlace, hotelTime, instantOfWallClock, wallClock } from './hotel-time.ts';

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

it.each([
  ['Europe/Vienna', '2026-11-27T11:00', '2026-11-27T10:00:00Z'],
  ['Pacific/Auckland', '2026-11-27T23:00', '2026-11-27T10:00:00Z'],
  ['America/St_Johns', '2026-07-01T00:15', '2026-07-01T02:45:00Z'],
  // The night in which clocks went forward: 02:30 is not on any clock, 03:30 is.
  ['Europe/Vienna', '2026-03-29T03:30', '2026-03-29T01:30:00Z'],
])('reads a field in %s: %s', (zone, wall, instant) => {
  expect(instantOfWallClock(wall, zone)).toBe(Date.parse(instant));
  expect(wallClock(Date.parse(instant), zone)).toBe(wall);
});

it('takes what is no date for none', () => {
  expect(instantOfWallClock('tomorrow', 'UTC')).toBeUndefined();
  expect(instantOfWallClock('', 'UTC')).toBeUndefined();
});
