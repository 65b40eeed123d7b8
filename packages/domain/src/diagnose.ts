// "Why doesn't the key work?": one code, its evidence and the one next step, the same for guest and staff (docs/domain.md §7).
import type { DiagnosedKey, Diagnosis, DiagnosisFacts, Evidence, NextStep } from './diagnosis-facts.ts';
import { DIAGNOSIS_CODES, type DiagnosisCode } from './words.ts';

/** A check's answer: null when its code does not hold, else the evidence, and a step where it differs from the usual one. */
type Finding = { readonly evidence: readonly Evidence[]; readonly nextStep?: NextStep } | null;

/** The usual next step of each code. */
const USUAL_STEP: Readonly<Record<DiagnosisCode, NextStep>> = {
  not_checked_in: 'check_in',
  checked_out: 'reinstate_booking',
  cancelled: 'reinstate_booking',
  room_not_assigned: 'assign_room',
  room_mismatch: 'move_key_to_room',
  no_key: 'issue_key',
  waiting: 'settle_conditions',
  revoked: 'issue_again',
  suspended: 'resume_key',
  expired: 'change_validity',
  not_yet_valid: 'wait_until_valid',
  superseded: 'issue_again',
  not_downloaded: 'open_app_online',
  lease_ended: 'go_online_once',
  bluetooth_off: 'turn_on_bluetooth',
  bluetooth_not_allowed: 'allow_bluetooth',
  unsupported_phone: 'use_supported_phone',
  wrong_phone: 'use_right_phone',
  too_far: 'hold_phone_closer',
  wrong_door: 'go_to_right_door',
  privacy_on: 'knock_or_ask',
  outside_hours: 'come_in_hours',
  lock_clock_unknown: 'try_again_online',
  lock_battery_low: 'replace_battery',
  lock_offline: 'check_lock',
  vendor_unavailable: 'wait_for_vendor',
  ask_front_desk: 'ask_front_desk',
};

/** Refusals older than this say nothing about now (ms). */
const REFUSAL_COUNTS_MS = 24 * 3_600_000;

/** The first code that holds, in the order of docs/domain.md §7, with its evidence and its one next step. */
export function diagnose(facts: DiagnosisFacts): Diagnosis {
  for (const code of DIAGNOSIS_CODES) {
    const finding = CHECKS[code](facts) ?? saidByDoor(facts, code);
    if (finding) return { code, nextStep: finding.nextStep ?? USUAL_STEP[code], evidence: finding.evidence };
  }
  return { code: 'ask_front_desk', nextStep: 'ask_front_desk', evidence: recentAttempts(facts) };
}

const CHECKS: Readonly<Record<DiagnosisCode, (facts: DiagnosisFacts) => Finding>> = {
  not_checked_in: ({ booking }) => {
    const notYet = booking === null || booking.status === 'confirmed' || booking.status === 'no_show';
    return notYet ? because('booking.status', booking?.status ?? null) : null;
  },
  checked_out: ({ booking }) => (booking?.status === 'checked_out' ? because('booking.status', booking.status) : null),
  cancelled: ({ booking }) => (booking?.status === 'cancelled' ? because('booking.status', booking.status) : null),
  room_not_assigned: ({ booking }) => (booking?.roomId === null ? because('booking.roomId', null) : null),
  room_mismatch: ({ booking, key }) => {
    if (key === null || key.roomId === null || key.state === 'ended' || key.roomId === booking?.roomId) return null;
    return { evidence: [fact('booking.roomId', booking?.roomId ?? null), fact('key.roomId', key.roomId)] };
  },
  no_key: ({ key }) => {
    if (key === null) return because('key', null);
    return endedBecause(key, ['checked_out']);
  },
  waiting: ({ key }) => (key?.state === 'waiting' ? because('key.waitingFor', key.waitingFor.join(',')) : null),
  revoked: ({ key }) => endedBecause(key, ['revoked']),
  suspended: ({ key }) => (key?.state === 'suspended' ? because('key.state', key.state) : null),
  expired: ({ key, now }) => {
    if (key?.state === 'issued' && key.validUntil !== null && key.validUntil <= now) {
      return because('key.validUntil', key.validUntil);
    }
    return endedBecause(key, ['expired']);
  },
  not_yet_valid: ({ key, now }) =>
    key?.state === 'issued' && key.validFrom !== null && key.validFrom > now
      ? because('key.validFrom', key.validFrom)
      : null,
  superseded: ({ key }) => endedBecause(key, ['superseded', 'replaced']),
  not_downloaded: notDownloaded,
  lease_ended: ({ delivery, now }) => {
    if (!delivery || delivery.leaseEnd === null || delivery.leaseEnd > now) return null;
    return { evidence: [fact('delivery.leaseEnd', delivery.leaseEnd), fact('phone.seenAt', delivery.phoneSeenAt)] };
  },
  bluetooth_off: ({ phone }) => (phone.bluetooth === 'off' ? because('phone.bluetooth', 'off') : null),
  bluetooth_not_allowed: ({ phone }) =>
    phone.bluetooth === 'not_allowed' ? because('phone.bluetooth', 'not_allowed') : null,
  unsupported_phone: ({ phone }) => (phone.supported === false ? because('phone.supported', false) : null),
  wrong_phone: ({ phone }) => (phone.holdsKey === false ? because('phone.holdsKey', false) : null),
  too_far: () => null,
  wrong_door: () => null,
  privacy_on: ({ door }) => (door.privacyOn === true ? because('door.privacyOn', true) : null),
  outside_hours: ({ door }) => (door.inHours === false ? because('door.inHours', false) : null),
  lock_clock_unknown: ({ door }) => (door.clockKnown === false ? because('door.clockKnown', false) : null),
  lock_battery_low: ({ door }) => (door.batteryLow === true ? because('door.batteryLow', true) : null),
  lock_offline: ({ door }) => (door.reachable === false ? because('door.reachable', false) : null),
  vendor_unavailable: ({ door }) => (door.vendorAvailable === false ? because('door.vendorAvailable', false) : null),
  ask_front_desk: () => null,
};

/** Not on the phone: which of app not refreshed, notifications off, phone offline since T decides the step. */
function notDownloaded({ delivery }: DiagnosisFacts): Finding {
  if (delivery === null) return because('delivery', null);
  if (delivery.state === 'delivered') return null;
  const evidence = [
    fact('delivery.state', delivery.state),
    fact('phone.seenAt', delivery.phoneSeenAt),
    fact('phone.notificationsOn', delivery.notificationsOn),
  ];
  return delivery.notificationsOn === false ? { evidence, nextStep: 'turn_on_notifications' } : { evidence };
}

/**
 * What the door itself said last, if it still speaks of the present: the newest try was refused, lately, and after the phone got
 * what it has now.
 */
function saidByDoor(facts: DiagnosisFacts, code: DiagnosisCode): Finding {
  const last = facts.attempts[0];
  if (last?.outcome !== 'refused' || last.code !== code || code === 'ask_front_desk') return null;
  const since = Math.max(facts.delivery?.deliveredAt ?? 0, facts.now - REFUSAL_COUNTS_MS);
  if (last.at < since) return null;
  return { evidence: [fact('door.refused', code), fact('door.refusedAt', last.at), fact('door.id', last.doorId)] };
}

function endedBecause(key: DiagnosedKey | null, reasons: readonly (DiagnosedKey['endReason'] & string)[]): Finding {
  if (key?.state !== 'ended' || key.endReason === null || !reasons.includes(key.endReason)) return null;
  return { evidence: [fact('key.endReason', key.endReason), fact('key.endedAt', key.endedAt)] };
}

function recentAttempts(facts: DiagnosisFacts): Evidence[] {
  return facts.attempts
    .slice(0, 5)
    .flatMap((attempt) => [
      fact('attempt.at', attempt.at),
      fact('attempt.door', attempt.doorId),
      fact('attempt.outcome', attempt.code ?? attempt.outcome),
    ]);
}

function because(name: string, value: Evidence['value']): Finding {
  return { evidence: [fact(name, value)] };
}

function fact(name: string, value: Evidence['value']): Evidence {
  return { fact: name, value };
}
