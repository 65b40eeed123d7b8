// The axis ends at a round number that holds every bar.
import { describe, expect, it } from 'vitest';
import { axisTop } from './day-chart.tsx';

describe('the top of the axis', () => {
  it.each([
    [0, 4],
    [3, 4],
    [5, 5],
    [11, 20],
    [37, 40],
    [99, 100],
    [140, 200],
  ])('for %i is %i', (most, top) => expect(axisTop(most)).toBe(top));
});
