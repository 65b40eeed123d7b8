// Validity of keys and leases (docs/domain.md §4).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOutInstant, keyValidity, leaseEnd } from './validity.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const location = { timeZone: 'Europe/Berlin', checkOutTime: '11:00' };
const booking = { departureDate: '2026-06-03' };
const checkOutAt = Date.parse('2026-06-03T09:00:00Z');
const base = { now, booking, location, maxAfterCheckOutMinutes: 120 };

describe('checkOutInstant', () => {
  it("is the location's check-out time on the departure date", () => {
    expect(checkOutInstant(booking, location)).toBe(checkOutAt);
  });
  it("is the PMS's own instant where it gives one", () => {
    expect(checkOutInstant({ ...booking, checkOutAt: checkOutAt + 1 }, location)).toBe(checkOutAt + 1);
    expect(checkOutInstant({ ...booking, checkOutAt: null }, location)).toBe(checkOutAt);
  });
});

describe('keyValidity', () => {
  it('runs from now to check-out and follows the PMS', () => {
    expect(keyValidity(base)).toEqual({ ok: true, validFrom: now, validUntil: checkOutAt, source: 'pms', checkOutAt });
  });
  it('a later start alone still follows the PMS', () => {
    const startAt = now + 3_600_000;
    expect(keyValidity({ ...base, startAt })).toMatchObject({ ok: true, validFrom: startAt, source: 'pms' });
  });
  it("staff's end is staff's, up to the limit after check-out", () => {
    const limit = checkOutAt + 120 * 60_000;
    expect(keyValidity({ ...base, staffEnd: limit })).toMatchObject({ ok: true, validUntil: limit, source: 'staff' });
    expect(keyValidity({ ...base, staffEnd: limit + 1 })).toEqual({ ok: false, code: 'end_too_late', limit });
  });
  it('refuses a start in the past, an end before the start, and no time left', () => {
    expect(keyValidity({ ...base, startAt: now - 1 })).toEqual({ ok: false, code: 'start_in_past', limit: now });
    expect(keyValidity({ ...base, startAt: checkOutAt })).toMatchObject({ ok: false, code: 'end_not_after_start' });
    expect(keyValidity({ ...base, staffEnd: now })).toEqual({ ok: false, code: 'validity_over', limit: now });
    expect(keyValidity({ ...base, now: checkOutAt })).toMatchObject({ ok: false, code: 'validity_over' });
  });
  it('whatever is allowed has time left and stays within the limit', () => {
    const offset = fc.integer({ min: -10 * 86_400_000, max: 10 * 86_400_000 });
    fc.assert(
      fc.property(fc.option(offset), fc.option(offset), fc.integer({ min: 0, max: 1440 }), (start, end, limit) => {
        const startAt = start === null ? null : now + start;
        const staffEnd = end === null ? null : checkOutAt + end;
        const result = keyValidity({ ...base, startAt, staffEnd, maxAfterCheckOutMinutes: limit });
        if (!result.ok) return;
        expect(result.validFrom).toBeGreaterThanOrEqual(now);
        expect(result.validUntil).toBeGreaterThan(result.validFrom);
        expect(result.validUntil).toBeLessThanOrEqual(checkOutAt + limit * 60_000);
      }),
    );
  });
});

describe('leaseEnd', () => {
  it("is the lease from now, never past the key's end", () => {
    expect(leaseEnd({ now, leaseSeconds: 900, keyEnd: checkOutAt })).toBe(now + 900_000);
    expect(leaseEnd({ now, leaseSeconds: 604_800, keyEnd: checkOutAt })).toBe(checkOutAt);
  });
});
