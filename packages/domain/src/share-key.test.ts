// Sharing: never wider, never longer, never more than allowed, never shared again (invariants 7 and 8).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IssuedKey, KeyFacts } from './key-facts.ts';
import { judgeInvitation, sharedKeyUnder } from './share-key.ts';
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
const invite = (over: Partial<Parameters<typeof judgeInvitation>[0]> = {}) =>
  judgeInvitation({
    now,
    key,
    companions: 0,
    mostCompanions: 2,
    ownDoorIds: ['room', 'gym'],
    doorIds: null,
    validUntil: null,
    ...over,
  });

describe('an invitation', () => {
  it('is made only from a primary key in force, as often as the location allows', () => {
    expect(invite()).toBeNull();
    const suspended: KeyFacts = { ...key, state: 'suspended', withParent: false };
    for (const other of [
      { ...key, kind: 'shared' as const, parentKeyId: 'k0' },
      suspended,
      { ...key, validUntil: now },
    ])
      expect(invite({ key: other })).toBe('key_not_shareable');
    expect(invite({ companions: 2 })).toBe('too_many_companions');
    expect(invite({ mostCompanions: 0 })).toBe('too_many_companions');
  });

  it('invariant 7: gives no door and no minute more than the own key', () => {
    expect(invite({ doorIds: ['gym'] })).toBeNull();
    expect(invite({ doorIds: ['gym', 'sauna'] })).toBe('beyond_own_key');
    expect(invite({ doorIds: [] })).toBe('beyond_own_key');
    expect(invite({ validUntil: CHECK_OUT })).toBeNull();
    expect(invite({ validUntil: CHECK_OUT + 1 })).toBe('beyond_own_key');
    expect(invite({ validUntil: now })).toBe('beyond_own_key');
  });
});

describe('a redeemed invitation', () => {
  it('invariant 7: makes a key within its parent, whatever its end said and however the parent was cut since', () => {
    const instant = fc.integer({ min: START - 10 * HOUR, max: CHECK_OUT + 10 * HOUR });
    fc.assert(
      fc.property(instant, instant, fc.option(instant), (validFrom, validUntil, end) => {
        const parent = { ...key, validFrom, validUntil };
        const made = sharedKeyUnder({ now, parent, companions: 0, mostCompanions: 1, validUntil: end });
        if (!made.ok) return;
        expect(made.key.validFrom).toBeGreaterThanOrEqual(Math.max(validFrom, now));
        expect(made.key.validUntil).toBeLessThanOrEqual(Math.min(validUntil, end ?? validUntil));
        expect(made.key.validUntil).toBeGreaterThan(made.key.validFrom);
      }),
    );
  });

  it('makes nothing under a parent that is not in force, nor beyond the number allowed', () => {
    const make = (parent: KeyFacts, companions = 0) =>
      sharedKeyUnder({ now, parent, companions, mostCompanions: 1, validUntil: null });
    const { occupancyId: _o, roomId: _r, ...base } = key;
    const waiting: KeyFacts = { ...base, state: 'waiting', waitingFor: [], validFrom: null, validUntil: null };
    expect(make(waiting)).toEqual({ ok: false, code: 'invitation_over' });
    expect(make({ ...key, kind: 'shared', parentKeyId: 'k0' })).toEqual({ ok: false, code: 'invitation_over' });
    expect(make(key, 1)).toEqual({ ok: false, code: 'too_many_companions' });
    expect(make(key)).toMatchObject({ ok: true, key: { occupancyId: 'o1', validUntil: CHECK_OUT } });
  });
});
