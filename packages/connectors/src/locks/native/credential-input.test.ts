// From key facts to the issuer's input (docs/protocol §7.1–§7.4).
import { scheduleState } from '@nightlatch/aliro';
import type { OpeningHours } from '@nightlatch/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NativeKey, nativeCredentialInput } from './credential-input.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-06-01T12:00:00.700Z');
const second = Date.parse('2026-06-01T12:00:00Z');
const lockId = (n: number) => new Uint8Array(8).fill(n);
const key: NativeKey = {
  now,
  leaseSeconds: 86_400,
  kind: 'primary',
  validFrom: now - HOUR,
  validUntil: now + 48 * HOUR,
  occupancyId: new Uint8Array(16).fill(7),
  generation: 17,
  room: { element: 'r12', lockIds: [lockId(1), lockId(2)] },
  commonElements: ['c:entrance', 'c:gym'],
  companionsOpenFirst: false,
};

describe('nativeCredentialInput', () => {
  it('one lease from now, in whole seconds; the room with a gate per lock, common doors without', () => {
    const result = nativeCredentialInput(key);
    if (!result.ok) return expect.unreachable();
    const { elements, ...times } = result.input;
    expect(times).toEqual({ signedAt: second, validFrom: second, validUntil: second + 24 * HOUR });
    expect([...elements.keys()]).toEqual(['r12', 'c:entrance', 'c:gym']);
    expect([...elements.values()].map((data) => data.accessExtensions?.length ?? 0)).toEqual([2, 0, 0]);
    for (const data of elements.values()) {
      expect(data.id).toEqual(key.occupancyId);
      expect(data.rules).toEqual([{ capabilities: 8, allow: 0, deny: 0 }]);
    }
  });

  it('the primary key overrides; a shared one joins, unless companions may open first', () => {
    const gate = (over: Partial<NativeKey>) => {
      const result = nativeCredentialInput({ ...key, ...over });
      const content = result.ok ? result.input.elements.get('r12')?.accessExtensions?.[0]?.content : undefined;
      return Buffer.from(content ?? []).toString('hex');
    };
    expect(gate({})).toBe('a30048010101010101010101110200');
    expect(gate({ kind: 'shared' })).toBe('a30048010101010101010101110201');
    expect(gate({ kind: 'shared', companionsOpenFirst: true })).toBe('a30048010101010101010101110200');
  });

  it('keeps the hours of a common door by the lease’s own windows, and the room’s door without', () => {
    const hours = (of: OpeningHours) => {
      const result = nativeCredentialInput({ ...key, hours: new Map([['c:gym', of]]), timeZone: 'Europe/Vienna' });
      if (!result.ok) return expect.unreachable();
      const { elements } = result.input;
      expect(elements.get('c:entrance')?.schedules).toBeUndefined();
      expect(elements.get('r12')?.schedules).toBeUndefined();
      const gym = elements.get('c:gym');
      const schedules = gym?.schedules ?? [];
      expect(gym?.rules).toEqual([{ capabilities: 8, allow: 2 ** schedules.length - 1, deny: 0 }]);
      return (instant: string) =>
        schedules.some((schedule) => scheduleState(schedule, Date.parse(instant)) === 'active');
    };
    const everyDay = [1, 2, 3, 4, 5, 6, 7];
    const open = hours([{ days: everyDay, from: '06:00', to: '22:00' }]);
    expect(open('2026-06-01T12:00:00Z')).toBe(true);
    expect(open('2026-06-01T19:59:59Z')).toBe(true);
    expect(open('2026-06-01T20:00:00Z')).toBe(false);
    expect(open('2026-06-02T03:59:59Z')).toBe(false);
    expect(open('2026-06-02T04:00:00Z')).toBe(true);
    // 1 June 2026 is a Monday: a door that opens on Sundays only stays shut for this lease, and for ever.
    const shut = hours([{ days: [7], from: '06:00', to: '22:00' }]);
    for (const instant of ['2026-06-01T12:00:00Z', '2026-06-07T12:00:00Z', '2040-01-01T00:00:00Z']) {
      expect(shut(instant)).toBe(false);
    }
  });

  it('too early, over, too many doors: refused with a code', () => {
    const validFrom = second + 30 * HOUR;
    const refusal = (over: Partial<NativeKey>) => {
      const result = nativeCredentialInput({ ...key, ...over });
      return result.ok ? null : result.refusal;
    };
    expect(refusal({ validFrom })).toEqual({ code: 'not_yet', from: second + 6 * HOUR });
    expect(refusal({ validUntil: second + 999 })).toEqual({ code: 'over' });
    expect(refusal({ commonElements: Array.from({ length: 40 }, (_, n) => `c:${n}`) })).toEqual({
      code: 'too_many_doors',
    });
    const lockIds = [1, 2, 3, 4, 5].map(lockId);
    expect(refusal({ room: { element: 'r12', lockIds } })).toEqual({ code: 'too_many_doors' });
  });

  it('never past the key, never longer than the lease, never signed after its start', () => {
    const hours = fc.integer({ min: -100, max: 200 });
    fc.assert(
      fc.property(hours, hours, fc.integer({ min: 900, max: 604_800 }), (from, until, leaseSeconds) => {
        const given = { ...key, validFrom: now + from * HOUR, validUntil: now + until * HOUR, leaseSeconds };
        const result = nativeCredentialInput(given);
        if (!result.ok) return;
        const { signedAt, validFrom, validUntil } = result.input;
        expect(validUntil).toBeLessThanOrEqual(given.validUntil);
        expect(validUntil - validFrom).toBeLessThanOrEqual(leaseSeconds * 1000);
        expect(validUntil).toBeGreaterThan(validFrom);
        expect(signedAt).toBeLessThanOrEqual(validFrom);
        expect(validFrom - signedAt).toBeLessThanOrEqual(24 * HOUR);
        expect(validUntil - signedAt).toBeLessThanOrEqual(8 * 24 * HOUR);
      }),
    );
  });
});
