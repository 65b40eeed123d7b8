// One booking's world for tests of the key life cycle: settles after each change, and fails if settling twice changes anything.
import { expect } from 'vitest';
import { applyChanges } from './apply-changes.ts';
import { actOnKey, type KeyAction } from './key-actions.ts';
import type { KeyChange } from './key-changes.ts';
import { DEFAULT_KEY_POLICIES, type KeyFacts, type KeyRequest } from './key-facts.ts';
import type { SettleFacts } from './settle-facts.ts';
import { settleKeys } from './settle-keys.ts';

export const HOUR: number = 3_600_000;
export const START: number = Date.parse('2026-06-01T12:00:00Z');
export const CHECK_OUT: number = START + 45 * HOUR;
export const ISSUE: KeyRequest = { by: 'staff', startAt: null, staffEnd: null, mode: 'issue' };

/** One booking's world: settles after each change and fails if settling twice would change anything. */
export class Stay {
  facts: SettleFacts;
  private ids = 0;

  constructor(over: Partial<SettleFacts> = {}) {
    this.facts = {
      now: START,
      booking: {
        bookingId: 'b1',
        status: 'checked_in',
        roomId: 'A',
        idVerification: 'not_verified',
        mobileCheckIn: 'not_started',
        checkOutAt: CHECK_OUT,
      },
      policies: { ...DEFAULT_KEY_POLICIES, moveGraceMinutes: 30 },
      issue: {
        integration: { configured: true, tested: true, on: true },
        locks: [{ mobile: true, healthy: true }],
        otherOccupancies: [],
        enrolledDevices: 1,
        staffBlock: false,
      },
      occupancies: [],
      keys: [],
      request: null,
      newIds: { occupancyId: 'o0', keyId: 'k0' },
      ...over,
    };
  }

  set(
    change: {
      [K in 'booking' | 'policies' | 'issue']?: Partial<SettleFacts[K]>;
    },
  ): this {
    this.facts = {
      ...this.facts,
      booking: { ...this.facts.booking, ...change.booking },
      policies: { ...this.facts.policies, ...change.policies },
      issue: { ...this.facts.issue, ...change.issue },
    };
    return this;
  }

  pass(ms: number): this {
    this.facts = { ...this.facts, now: this.facts.now + ms };
    return this;
  }

  settle(request: KeyRequest | null = null): KeyChange[] {
    const ended = this.ended();
    const changes = settleKeys({ ...this.facts, ...this.freshIds(), request });
    this.facts = { ...this.facts, ...applyChanges(this.facts, changes) };
    expect(settleKeys({ ...this.facts, ...this.freshIds() }), 'settling twice changes something').toEqual([]);
    for (const key of ended) expect(this.facts.keys, 'invariant 16: an ended key changed').toContain(key);
    return changes;
  }

  act(keyId: string, action: KeyAction): void {
    const result = actOnKey(this.facts, keyId, action);
    if (!result.ok) throw new Error(result.code);
    this.facts = { ...this.facts, ...applyChanges(this.facts, result.changes) };
    this.settle();
  }

  /** Every phone that holds this key holds its replacement. */
  onPhone(keyId: string): void {
    const keys = this.facts.keys.map((key) =>
      key.keyId === keyId && 'replacedBy' in key && key.replacedBy
        ? { ...key, replacedBy: { ...key.replacedBy, onPhone: true } }
        : key,
    );
    this.facts = { ...this.facts, keys };
    this.settle();
  }

  addShared(keyId: string, parent: KeyFacts, over: Partial<KeyFacts> = {}): void {
    const shared = { ...parent, keyId, kind: 'shared', parentKeyId: parent.keyId, ...over } as KeyFacts; // a test's own row
    this.facts = { ...this.facts, keys: [...this.facts.keys, shared] };
  }

  key(keyId: string): KeyFacts {
    const found = this.facts.keys.find((one) => one.keyId === keyId);
    if (!found) throw new Error(`no key ${keyId}`);
    return found;
  }

  live(): KeyFacts[] {
    return this.facts.keys.filter((key) => key.state !== 'ended');
  }

  only(): KeyFacts {
    const [one, ...more] = this.live();
    if (!one || more.length > 0) throw new Error(`${this.live().length} live keys`);
    return one;
  }

  ended(): KeyFacts[] {
    return this.facts.keys.filter((key) => key.state === 'ended');
  }

  openRooms(): string[] {
    return this.facts.occupancies.flatMap((one) => (one.closedAt === null ? [one.roomId] : []));
  }

  private freshIds(): Pick<SettleFacts, 'newIds'> {
    this.ids += 1;
    const padded = String(this.ids).padStart(4, '0');
    return { newIds: { occupancyId: `o${padded}`, keyId: `k${padded}` } };
  }
}
