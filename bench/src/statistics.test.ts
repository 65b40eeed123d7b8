// Medians and percentiles as figures use them.
import { describe, expect, it } from 'vitest';
import { median, percentile } from './statistics.ts';

describe('statistics', () => {
  it('takes the middle value whatever the order, and the mean of two middles', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it('interpolates percentiles and keeps to the ends', () => {
    const hundred = Array.from({ length: 101 }, (_, n) => n);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile([10, 20], 0.25)).toBe(12.5);
    expect(percentile([10, 20], 1)).toBe(20);
    expect(percentile([10, 20], 0)).toBe(10);
  });

  it('refuses to make a figure out of nothing, and leaves its input as it was', () => {
    expect(() => median([])).toThrow(RangeError);
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});
