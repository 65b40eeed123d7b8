// The location's settings, and its lock system's switch.
import type { LockSystemReport } from '@nightlatch/api';
import { isTimeZone } from '@nightlatch/domain';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import type { Signing } from '../signing/signing.ts';
import { readPoints } from '../signing/signing.ts';
import { type AdminOutcome, conflict, done, invalid, notFound } from './admin-outcome.ts';
import type { NewLocation } from './create-location.ts';
import { judgeHoursOfAll, lockForHours } from './door-hours.ts';

type By = { readonly locationId: string; readonly now: Date; readonly actor: Actor };

const lockLocation = (trx: Trx, locationId: string) =>
  trx.selectFrom('location').selectAll().where('id', '=', locationId).forNoKeyUpdate().executeTakeFirst();

/** Changes what is given and settles all that follows from it: keys, locks, every open booking. */
export async function changeLocation(
  trx: Trx,
  of: By & { changes: { readonly [K in keyof NewLocation]?: NewLocation[K] | undefined } },
): Promise<AdminOutcome<null>> {
  const { locationId, changes, now, actor } = of;
  const was = await (changes.timeZone === undefined ? lockLocation : lockForHours)(trx, locationId);
  if (!was) return notFound;
  if (changes.timeZone !== undefined && !isTimeZone(changes.timeZone)) {
    return invalid('body.timeZone', 'is not a time zone of the IANA database');
  }
  const before = {
    name: was.name,
    timeZone: was.time_zone,
    checkOutTime: was.check_out_time,
    frontDeskPhone: was.front_desk_phone,
    policies: was.policies,
  };
  const after = {
    name: changes.name?.trim() ?? before.name,
    timeZone: changes.timeZone ?? before.timeZone,
    checkOutTime: changes.checkOutTime ?? before.checkOutTime,
    frontDeskPhone: changes.frontDeskPhone === undefined ? before.frontDeskPhone : changes.frontDeskPhone,
    policies: { ...was.policies, ...changes.policies },
  };
  const leaseSeconds = changes.policies?.leaseSeconds ?? 0;
  if (leaseSeconds > before.policies.leaseSeconds) {
    const judged = await judgeHoursOfAll(trx, { locationId, leaseSeconds });
    if (!judged.ok) return judged;
  }
  await trx
    .updateTable('location')
    .set({
      name: after.name,
      time_zone: after.timeZone,
      check_out_time: after.checkOutTime,
      front_desk_phone: after.frontDeskPhone,
      policies: JSON.stringify(after.policies),
      version: was.version + 1,
    })
    .where('id', '=', locationId)
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: 'location.changed',
    subject: { kind: 'location', id: locationId },
    before,
    after,
  });
  await tell(trx, locationId);
  // Documents name the hours of common doors as instants.
  if (after.timeZone !== before.timeZone) await emit(trx, { name: 'hours.changed', locationId });
  return done(null);
}

/** Tries what digital keys need here, and notes when all of it was there. */
export async function testLockSystem(trx: Trx, signing: Signing, of: By): Promise<AdminOutcome<LockSystemReport>> {
  const { locationId, now, actor } = of;
  const was = await lockLocation(trx, locationId);
  if (!was) return notFound;
  const doors = await trx
    .selectFrom('door as d')
    .leftJoin('lock as l', (join) =>
      join.onRef('l.location_id', '=', 'd.location_id').onRef('l.door_id', '=', 'd.id').on('l.retired_at', 'is', null),
    )
    .select(['d.kind', 'l.id as lock_id', 'l.healthy', 'l.last_contact_at'])
    .where('d.location_id', '=', locationId)
    .execute();
  const rooms = doors.filter((door) => door.kind === 'room');
  const withLock = rooms.filter((door) => door.lock_id !== null);
  const sick = doors.filter((door) => door.healthy === false);
  const silent = withLock.filter((door) => door.last_contact_at === null);
  const checks = [
    { code: 'lock_system_chosen', ok: was.lock_system !== null, detail: was.lock_system ?? 'none' },
    { code: 'signing_keys', ...(await trySigning(trx, signing, locationId)) },
    { code: 'room_doors', ok: rooms.length > 0, detail: `${rooms.length} room doors` },
    {
      code: 'locks_commissioned',
      ok: rooms.length > 0 && withLock.length === rooms.length,
      detail: `${withLock.length} of ${rooms.length} room doors have a lock`,
    },
    { code: 'locks_healthy', ok: sick.length === 0, detail: `${sick.length} locks report a fault` },
    { code: 'locks_heard_from', ok: silent.length === 0, detail: `${silent.length} locks were never heard from` },
  ];
  // Doors without a lock, or whose lock nobody passed yet, hold up their own rooms only (conditions of issue look at each).
  const needed = checks.filter(
    (one) => !['locks_commissioned', 'locks_healthy', 'locks_heard_from'].includes(one.code),
  );
  const ok = needed.every((one) => one.ok) && withLock.length > 0;
  if (ok) {
    await trx.updateTable('location').set({ lock_system_tested_at: now }).where('id', '=', locationId).execute();
    await tell(trx, locationId);
  }
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: 'lock_system.tested',
    subject: { kind: 'location', id: locationId },
    after: { ok, failed: checks.filter((one) => !one.ok).map((one) => one.code) },
  });
  return done({ ok, checks });
}

/** Switches digital keys on or off. Off stops issuing and renewing; it takes no key away. */
export async function setLockSystem(trx: Trx, of: By & { enabled: boolean }): Promise<AdminOutcome<null>> {
  const { locationId, now, actor, enabled } = of;
  const was = await lockLocation(trx, locationId);
  if (!was) return notFound;
  if (enabled && was.lock_system_tested_at === null) return conflict('Test the lock system first.');
  if (was.lock_system_enabled === enabled) return done(null);
  await trx
    .updateTable('location')
    .set({ lock_system_enabled: enabled, version: was.version + 1 })
    .where('id', '=', locationId)
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: enabled ? 'lock_system.enabled' : 'lock_system.disabled',
    subject: { kind: 'location', id: locationId },
  });
  await tell(trx, locationId);
  return done(null);
}

/** A credential signer that signs, and a point that fits it: the master key is the one that sealed it. */
async function trySigning(
  trx: Trx,
  signing: Signing,
  locationId: string,
): Promise<{ readonly ok: boolean; readonly detail: string }> {
  try {
    const signer = await signing.signer(trx, locationId, 'credential');
    const signature = await signer.sign(Buffer.from('nightlatch lock system test'));
    const points = await readPoints(trx, locationId, 'credential');
    const ok = signature.length === 64 && points.some((point) => point.equals(signer.point));
    return { ok, detail: ok ? 'the signing keys open and sign' : 'the signing key does not fit its point' };
  } catch {
    return { ok: false, detail: 'the signing keys can not be opened: is the master key the right one?' };
  }
}

async function tell(trx: Trx, locationId: string): Promise<void> {
  await emit(trx, { name: 'location.changed', locationId });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'location', id: locationId, bookingId: null });
}
