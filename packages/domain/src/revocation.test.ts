// Progress of a revocation (docs/domain.md §5). Invariant 17: "enforced" only with proof.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RevocationInput, revocationState } from './revocation.ts';
import { DELIVERY_STATES } from './words.ts';

const requestedAt = 1_000_000;
const lease = requestedAt + 3_600_000;
const phone = { deviceId: 'd1', state: 'delivered', removedAt: null, leaseEnd: lease } as const;
const base: RevocationInput = {
  now: requestedAt + 1000,
  requestedAt,
  deliveries: [phone],
  locksConcerned: [
    { lockId: 'l1', doorId: 'door1' },
    { lockId: 'l2', doorId: 'door2' },
  ],
  confirmations: [],
  clockAllowanceSeconds: 60,
};

describe('revocationState', () => {
  it('requested: says until when and which doors', () => {
    expect(revocationState(base)).toEqual({
      state: 'requested',
      proof: null,
      enforcedAt: null,
      couldOpenUntil: lease + 60_000,
      doorIds: ['door1', 'door2'],
    });
  });
  it("enforced by the phone's confirmation", () => {
    const deliveries = [{ ...phone, state: 'removed', removedAt: requestedAt + 500 } as const];
    expect(revocationState({ ...base, deliveries })).toEqual({
      state: 'enforced',
      proof: 'deleted_on_device',
      enforcedAt: requestedAt + 500,
      couldOpenUntil: null,
      doorIds: [],
    });
  });
  it('a phone that only says "removed" without a time proves nothing', () => {
    const deliveries = [{ ...phone, state: 'removed', removedAt: null } as const];
    expect(revocationState({ ...base, deliveries }).state).toBe('requested');
  });
  it('removed from one of two phones: not enforced', () => {
    const deliveries = [{ ...phone, state: 'removed', removedAt: requestedAt } as const, { ...phone, deviceId: 'd2' }];
    const progress = revocationState({ ...base, deliveries });
    expect(progress).toMatchObject({ state: 'removed_from_device', proof: null, couldOpenUntil: lease + 60_000 });
  });
  it('enforced when every lock confirmed, not before', () => {
    const one = { lockId: 'l1', at: requestedAt + 10 };
    expect(revocationState({ ...base, confirmations: [one, one] })).toMatchObject({
      state: 'requested',
      doorIds: ['door2'],
    });
    const both = [one, { lockId: 'l2', at: requestedAt + 20 }];
    const enforced = { state: 'enforced', proof: 'confirmed_by_locks', enforcedAt: requestedAt + 20 };
    expect(revocationState({ ...base, confirmations: both })).toMatchObject(enforced);
  });
  it('confirmations from before the request or from the future do not count', () => {
    const early = [
      { lockId: 'l1', at: requestedAt - 1 },
      { lockId: 'l2', at: base.now + 1 },
    ];
    expect(revocationState({ ...base, confirmations: early }).doorIds).toEqual(['door1', 'door2']);
  });
  it('no locks concerned is no proof', () => {
    expect(revocationState({ ...base, locksConcerned: [] }).state).toBe('requested');
  });
  it("enforced by time only when the slowest lock's clock is past the lease", () => {
    expect(revocationState({ ...base, now: lease + 59_999 }).state).toBe('requested');
    const over = { state: 'enforced', proof: 'lease_ended', enforcedAt: lease + 60_000 };
    expect(revocationState({ ...base, now: lease + 60_000 })).toMatchObject(over);
  });
  it('never left the server: enforced at once', () => {
    const deliveries = [{ ...phone, state: 'to_deliver', leaseEnd: null } as const];
    const enforced = { state: 'enforced', proof: 'never_delivered', enforcedAt: requestedAt };
    expect(revocationState({ ...base, deliveries })).toMatchObject(enforced);
    expect(revocationState({ ...base, deliveries: [] })).toMatchObject(enforced);
  });
  it('a phone that took it with an unknown lease is never safe by time', () => {
    const deliveries = [{ ...phone, leaseEnd: null } as const];
    expect(revocationState({ ...base, deliveries, now: lease * 1000 }).couldOpenUntil).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('invariant 17: enforced is shown only with proof', () => {
  const anyInstant = fc.integer({ min: 0, max: 100 });
  const anyInput = fc.record({
    now: anyInstant,
    requestedAt: fc.integer({ min: 0, max: 50 }),
    deliveries: fc.array(
      fc.record({
        deviceId: fc.constant('d'),
        state: fc.constantFrom(...DELIVERY_STATES),
        removedAt: fc.option(anyInstant),
        leaseEnd: fc.option(anyInstant),
      }),
      { maxLength: 3 },
    ),
    locksConcerned: fc.array(fc.constantFrom({ lockId: 'l1', doorId: 'a' }, { lockId: 'l2', doorId: 'b' }), {
      maxLength: 2,
    }),
    confirmations: fc.array(fc.record({ lockId: fc.constantFrom('l1', 'l2'), at: anyInstant }), { maxLength: 4 }),
    clockAllowanceSeconds: fc.constant(0.01),
  });

  it('every device safe, or every lock confirmed', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const progress = revocationState(input);
        const devicesSafe = input.deliveries.every(
          ({ state, removedAt, leaseEnd }) =>
            (leaseEnd === null && state === 'to_deliver') ||
            (state === 'removed' && removedAt !== null && removedAt <= input.now) ||
            (leaseEnd !== null && leaseEnd + 10 <= input.now),
        );
        const locksSafe =
          input.locksConcerned.length > 0 &&
          input.locksConcerned.every(({ lockId }) =>
            input.confirmations.some(
              (one) => one.lockId === lockId && one.at >= input.requestedAt && one.at <= input.now,
            ),
          );
        expect(progress.state === 'enforced').toBe(devicesSafe || locksSafe);
        expect(progress.proof !== null).toBe(progress.state === 'enforced');
        if (progress.state !== 'enforced') expect(progress.couldOpenUntil ?? 0).toBeGreaterThan(input.now);
      }),
      { numRuns: 2000 },
    );
  });
});
