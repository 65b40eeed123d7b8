// Another validity for a key in force (docs/domain.md §4), refusals included.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeValidity, type ValidityWish } from './change-validity.ts';
import type { IssuedKey } from './key-facts.ts';
import { CHECK_OUT, HOUR, START } from './stay.fixture.ts';

const now = START + HOUR;
const key: IssuedKey = {
  keyId: 'k1',
  kind: 'primary',
  parentKeyId: null,
  requestedBy: 'check_in',
  requestedAt: START,
  validitySource: 'pms',
  checkOutSeen: CHECK_OUT,
  state: 'issued',
  occupancyId: 'o1',
  roomId: 'A',
  validFrom: START,
  validUntil: CHECK_OUT,
};
const shared: IssuedKey = { ...key, keyId: 's1', kind: 'shared', parentKeyId: 'k1' };
const judge = (wish: ValidityWish, of: IssuedKey = key, parent: IssuedKey | null = null) =>
  changeValidity({ now, key: of, parent, wish, checkOutAt: CHECK_OUT, maxAfterCheckOutMinutes: 240 });

describe('changeValidity', () => {
  it('keeps what is not chosen; a chosen end is staff’s, null follows the booking again', () => {
    expect(judge({ validUntil: CHECK_OUT + HOUR })).toEqual({
      ok: true,
      action: { action: 'set_validity', validFrom: START, validUntil: CHECK_OUT + HOUR, validitySource: 'staff' },
    });
    const staffs = { ...key, validUntil: CHECK_OUT - HOUR, validitySource: 'staff' as const };
    expect(judge({ validUntil: null }, staffs)).toMatchObject({
      action: { validUntil: CHECK_OUT, validitySource: 'pms' },
    });
    expect(judge({ validFrom: now + HOUR })).toMatchObject({
      action: { validFrom: now + HOUR, validUntil: CHECK_OUT, validitySource: 'pms' },
    });
  });

  it('refuses with the limit: past start, past end, end before start, beyond the location’s limit', () => {
    expect(judge({ validFrom: now - 1 })).toEqual({ ok: false, code: 'start_in_past', limit: now });
    expect(judge({ validFrom: START })).toMatchObject({ ok: true });
    expect(judge({ validUntil: now })).toEqual({ ok: false, code: 'validity_over', limit: now });
    expect(judge({ validFrom: now + 2 * HOUR, validUntil: now + HOUR })).toMatchObject({ code: 'end_not_after_start' });
    const latest = CHECK_OUT + 4 * HOUR;
    expect(judge({ validUntil: latest })).toMatchObject({ ok: true });
    expect(judge({ validUntil: latest + 1 })).toEqual({ ok: false, code: 'end_too_late', limit: latest });
  });

  it('invariant 7: a shared key is never given more than its primary key has', () => {
    const parent = { ...key, validFrom: now + HOUR };
    expect(judge({ validUntil: CHECK_OUT + 1 }, shared, parent)).toMatchObject({
      code: 'beyond_parent',
      limit: CHECK_OUT,
    });
    expect(judge({ validFrom: now + 1 }, shared, parent)).toMatchObject({ code: 'beyond_parent', limit: now + HOUR });
    const instant = fc.option(fc.integer({ min: START, max: CHECK_OUT + 100 * HOUR }), { nil: undefined });
    fc.assert(
      fc.property(instant, instant, (validFrom, validUntil) => {
        const result = judge({ validFrom, validUntil }, shared, key);
        if (!result.ok) return;
        expect(result.action.validUntil).toBeLessThanOrEqual(key.validUntil);
        expect(result.action.validFrom).toBeGreaterThanOrEqual(key.validFrom);
      }),
    );
  });
});
