// A role is led only to pages that it may open, and a thumb bar never holds more than fits.
import { IconBed } from '@tabler/icons-react';
import { describe, expect, it } from 'vitest';
import { entriesFor, type NavigationEntry } from './navigation-entries.ts';

const entry = (visibleTo: NavigationEntry['visibleTo']): NavigationEntry => ({
  to: '/l/$locationId/bookings',
  label: 'bookings',
  icon: IconBed,
  visibleTo,
});
const many = (count: number): NavigationEntry[] => Array.from({ length: count }, () => entry(() => true));

describe('entries of the navigation', () => {
  it('leaves out what a role may not see', () => {
    const own = [entry((role) => role === 'location_admin'), entry(() => true)];
    expect(entriesFor('viewer', own).first).toEqual([own[1]]);
    expect(entriesFor('location_admin', own).first).toEqual(own);
  });

  it('five fit; of six, four stand and two are behind "More"', () => {
    expect(entriesFor('viewer', many(5))).toMatchObject({ first: { length: 5 }, rest: { length: 0 } });
    expect(entriesFor('viewer', many(6))).toMatchObject({ first: { length: 4 }, rest: { length: 2 } });
  });

  it('everyone finds today, bookings and doors', () => {
    for (const role of ['viewer', 'front_desk', 'location_admin', 'brand_admin'] as const) {
      const { first, rest } = entriesFor(role);
      expect([...first, ...rest].map((one) => one.label)).toEqual(
        expect.arrayContaining(['today', 'bookings', 'doors']),
      );
    }
  });
});
