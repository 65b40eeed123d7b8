// Diagnosis (docs/domain.md §7): every code can be found, the order decides, unknown facts prove nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';
import {
  type Attempt,
  type DiagnosedDelivery,
  type DiagnosedKey,
  type DiagnosisFacts,
  NEXT_STEPS,
} from './diagnosis-facts.ts';
import { DIAGNOSIS_CODES, type DiagnosisCode, KEY_END_REASONS } from './words.ts';

const HOUR = 3_600_000;
const now = 100 * HOUR;
const key: DiagnosedKey = {
  state: 'issued',
  endReason: null,
  endedAt: null,
  waitingFor: [],
  roomId: 'A',
  validFrom: now - HOUR,
  validUntil: now + HOUR,
};
const delivery: DiagnosedDelivery = {
  state: 'delivered',
  deliveredAt: now - HOUR,
  leaseEnd: now + HOUR,
  phoneSeenAt: now,
  notificationsOn: true,
};
const good: DiagnosisFacts = {
  now,
  booking: { status: 'checked_in', roomId: 'A' },
  key,
  delivery,
  phone: { bluetooth: 'on', supported: true, holdsKey: true },
  door: {
    privacyOn: false,
    inHours: true,
    clockKnown: true,
    batteryLow: false,
    reachable: true,
    vendorAvailable: true,
  },
  attempts: [],
};

const ended = (endReason: DiagnosedKey['endReason']): Partial<DiagnosisFacts> => ({
  key: { ...key, state: 'ended', endReason, endedAt: now },
});
const refused = (code: DiagnosisCode): Partial<DiagnosisFacts> => ({
  attempts: [{ at: now - 1000, doorId: 'door', outcome: 'refused', code }],
});

/** Facts that hold each code, and only it. */
const holding: Record<DiagnosisCode, Partial<DiagnosisFacts>[]> = {
  not_checked_in: [
    { booking: null },
    { booking: { status: 'confirmed', roomId: 'A' } },
    { booking: { status: 'no_show', roomId: null } },
  ],
  checked_out: [{ booking: { status: 'checked_out', roomId: 'A' } }],
  cancelled: [{ booking: { status: 'cancelled', roomId: null } }],
  room_not_assigned: [{ booking: { status: 'checked_in', roomId: null } }],
  room_mismatch: [{ booking: { status: 'checked_in', roomId: 'B' } }],
  no_key: [{ key: null, delivery: null }, ended('checked_out')],
  waiting: [{ key: { ...key, state: 'waiting', roomId: null, waitingFor: ['lock_unhealthy'] }, delivery: null }],
  revoked: [ended('revoked'), refused('revoked')],
  suspended: [{ key: { ...key, state: 'suspended' } }],
  expired: [ended('expired'), { key: { ...key, validUntil: now } }],
  not_yet_valid: [{ key: { ...key, validFrom: now + 1 } }],
  superseded: [ended('superseded'), ended('replaced'), refused('superseded')],
  not_downloaded: [{ delivery: null }, { delivery: { ...delivery, state: 'to_deliver' } }, refused('not_downloaded')],
  lease_ended: [{ delivery: { ...delivery, leaseEnd: now } }, refused('lease_ended')],
  bluetooth_off: [{ phone: { ...good.phone, bluetooth: 'off' } }],
  bluetooth_not_allowed: [{ phone: { ...good.phone, bluetooth: 'not_allowed' } }],
  unsupported_phone: [{ phone: { ...good.phone, supported: false } }],
  wrong_phone: [{ phone: { ...good.phone, holdsKey: false } }, refused('wrong_phone')],
  too_far: [refused('too_far')],
  wrong_door: [refused('wrong_door')],
  privacy_on: [{ door: { ...good.door, privacyOn: true } }, refused('privacy_on')],
  outside_hours: [{ door: { ...good.door, inHours: false } }],
  lock_clock_unknown: [{ door: { ...good.door, clockKnown: false } }],
  lock_battery_low: [{ door: { ...good.door, batteryLow: true } }],
  lock_offline: [{ door: { ...good.door, reachable: false } }],
  vendor_unavailable: [{ door: { ...good.door, vendorAvailable: false } }],
  ask_front_desk: [{}, refused('ask_front_desk')],
};

describe('diagnose', () => {
  it.each(DIAGNOSIS_CODES)('finds %s', (code) => {
    for (const change of holding[code]) {
      const found = diagnose({ ...good, ...change });
      expect(found.code).toBe(code);
      expect(NEXT_STEPS).toContain(found.nextStep);
      if (code !== 'ask_front_desk') expect(found.evidence.length).toBeGreaterThan(0);
    }
  });

  it('of several, the first in the order of docs/domain.md §7', () => {
    const parts = ['booking', 'key', 'delivery', 'phone', 'door'] as const;
    const oneEach = fc.subarray(
      DIAGNOSIS_CODES.filter((code) => code !== 'ask_front_desk'),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(oneEach, (codes) => {
        const facts = { ...good };
        const used = new Set<string>();
        const placed = codes.filter((code) => {
          const change = holding[code][0] ?? {};
          const touched = parts.filter((part) => part in change || (code === 'room_mismatch' && part === 'key'));
          if (touched.length === 0 || touched.some((part) => used.has(part))) return false;
          for (const part of touched) used.add(part);
          Object.assign(facts, change);
          return true;
        });
        fc.pre(placed.length > 0);
        expect(diagnose(facts).code).toBe(placed[0]);
      }),
    );
  });

  it('a stale, granted or outdated try says nothing', () => {
    const attempt: Attempt = { at: now - 1000, doorId: 'door', outcome: 'refused', code: 'superseded' };
    const code = (attempts: Attempt[], over: Partial<DiagnosisFacts> = {}) =>
      diagnose({ ...good, attempts, ...over }).code;
    expect(code([attempt])).toBe('superseded');
    expect(code([{ ...attempt, at: now - 25 * HOUR }], { delivery: { ...delivery, deliveredAt: null } })).toBe(
      'ask_front_desk',
    );
    expect(code([{ ...attempt, at: now - 2 * HOUR }])).toBe('ask_front_desk');
    expect(code([{ ...attempt, outcome: 'granted', code: null }, attempt])).toBe('ask_front_desk');
  });

  it('what is not known proves nothing, and the attempts are the evidence', () => {
    const unknown: DiagnosisFacts = {
      ...good,
      phone: { bluetooth: null, supported: null, holdsKey: null },
      door: {
        privacyOn: null,
        inHours: null,
        clockKnown: null,
        batteryLow: null,
        reachable: null,
        vendorAvailable: null,
      },
      attempts: [{ at: now, doorId: 'door', outcome: 'granted', code: null }],
    };
    expect(diagnose(unknown)).toEqual({
      code: 'ask_front_desk',
      nextStep: 'ask_front_desk',
      evidence: [
        { fact: 'attempt.at', value: now },
        { fact: 'attempt.door', value: 'door' },
        { fact: 'attempt.outcome', value: 'granted' },
      ],
    });
  });

  it('notifications off decide the step of a key that did not reach the phone', () => {
    const off = { ...delivery, state: 'to_deliver', notificationsOn: false } as const;
    expect(diagnose({ ...good, delivery: off }).nextStep).toBe('turn_on_notifications');
  });

  it('every end of a key leads to a code of its own', () => {
    const codes = KEY_END_REASONS.map((reason) => diagnose({ ...good, ...ended(reason) }).code);
    expect(codes).toEqual(['revoked', 'no_key', 'expired', 'superseded', 'superseded']);
  });
});
