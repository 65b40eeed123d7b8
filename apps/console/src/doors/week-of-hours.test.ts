import { expect, it } from 'vitest';
import { hoursOf, isWhole, USUAL, weekOf } from './week-of-hours.ts';

it('keeps the same hours through a week and back, in as few rules as say them', () => {
  const hours = [
    { days: [1, 2, 3, 4, 5], from: '06:00', to: '22:00' },
    { days: [6, 7], from: '08:00', to: '12:00' },
    { days: [5, 6], from: '20:00', to: '02:00' },
  ];
  const week = weekOf(hours);
  expect(week[4]).toEqual([
    { from: '06:00', to: '22:00' },
    { from: '20:00', to: '02:00' },
  ]);
  expect(weekOf(hoursOf(week))).toEqual(week);
  expect(hoursOf(week)).toHaveLength(3);
  expect(hoursOf(USUAL)).toEqual([{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '22:00' }]);
});

it('is whole with every time entered and one opening at least', () => {
  expect(isWhole(USUAL)).toBe(true);
  expect(isWhole(USUAL.map(() => []))).toBe(false);
  expect(isWhole([[{ from: '', to: '22:00' }], [], [], [], [], [], []])).toBe(false);
});
