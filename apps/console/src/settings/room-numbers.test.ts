// Many rooms at once, without surprises.
import { describe, expect, it } from 'vitest';
import { floorOf, readRoomNumbers } from './room-numbers.ts';

describe('room numbers', () => {
  it('reads ranges, single rooms and line breaks, each room once', () => {
    expect(readRoomNumbers('101-103, 102; 201\nPenthouse A,')).toEqual({
      numbers: ['101', '102', '103', '201', 'Penthouse A'],
      wrong: undefined,
    });
  });

  it('keeps leading zeros', () => expect(readRoomNumbers('008-010').numbers).toEqual(['008', '009', '010']));

  it.each(['105-101', '1-9000', '1-400, 501-900'])('names what is wrong in %s', (text) => {
    const { numbers, wrong } = readRoomNumbers(text);
    expect(numbers).toEqual([]);
    expect(wrong).toBe(text.split(', ').at(-1));
  });

  it.each([
    ['101', 1],
    ['1204', 12],
    ['7', null],
    ['305A', 3],
    ['Penthouse', null],
  ])('floor of %s', (number, floor) => expect(floorOf(number)).toBe(floor));
});
