// A live change makes exactly the parts that show it read again.
import type { LiveChange } from '@nightlatch/api';
import { describe, expect, it } from 'vitest';
import { staleKeys } from './stale-keys.ts';

const change = (kind: LiveChange['kind'], bookingId: string | null): LiveChange => ({
  kind,
  id: 'x',
  bookingId,
  at: '',
});

describe('what a live change makes old', () => {
  it('a key: today, the list and its booking', () => {
    expect(staleKeys('l', change('key', 'b'))).toEqual([
      ['location', 'l', 'today'],
      ['location', 'l', 'bookings'],
      ['location', 'l', 'booking', 'b'],
    ]);
  });

  it('a door: today, doors and events, and the booking whose timeline shows it', () => {
    expect(staleKeys('l', change('door', null))).toEqual([
      ['location', 'l', 'today'],
      ['location', 'l', 'doors'],
      ['location', 'l', 'events'],
    ]);
    expect(staleKeys('l', change('door', 'b'))).toContainEqual(['location', 'l', 'booking', 'b']);
  });

  it('the location: everything of it, and the roles', () => {
    expect(staleKeys('l', change('location', null))).toEqual([['locations'], ['location', 'l']]);
  });
});
