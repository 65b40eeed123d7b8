// Filters survive the way through the address; rubbish in it is left out.
import { describe, expect, it } from 'vitest';
import { readFilters, withFilter } from './filters.ts';

describe('filters of the bookings in the address', () => {
  it('keeps what it knows', () => {
    const filters = { search: '101', status: 'checked_in', keys: 'waiting', day: 'arriving' } as const;
    expect(readFilters(filters)).toEqual(filters);
  });

  it('leaves out what it does not know', () => {
    expect(readFilters({ status: 'lost', keys: 'toString', day: 7, search: '', cursor: 'x' })).toEqual({});
  });

  it('cuts a search that the API would refuse', () => {
    expect(readFilters({ search: 'a'.repeat(500) }).search).toHaveLength(200);
  });

  it('sets and takes away one filter', () => {
    expect(withFilter({ search: 'ann' }, 'status', 'checked_in')).toEqual({ search: 'ann', status: 'checked_in' });
    expect(withFilter({ search: 'ann', status: 'checked_in' }, 'status', '')).toEqual({ search: 'ann' });
  });
});
