// Changing a signing key under way (docs/protocol §7.10): announced to the locks, confirmed by their journals, then used; the old one
// is dropped once no lease of it can run any more. Nobody is locked out on the way, unless staff force it.
import { type Actor, SYSTEM, writeAudit } from '../audit/write-audit.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import type { Signing } from '../signing/signing.ts';
import { putMail } from './put-mail.ts';

/** Classes of which a lock holds two keys at a time, so that the old and the new one overlap. */
export const ROTATED_CLASSES = ['credential', 'mail'] as const;
export type RotatedClass = (typeof ROTATED_CLASSES)[number];

/** `announced`: locks are told · `active`: it signs, the old one is still trusted · `retiring`: locks drop the old one. */
export type RotationStage = 'announced' | 'active' | 'retiring';

export type Rotation = {
  readonly class: RotatedClass;
  readonly stage: RotationStage;
  readonly newEpoch: number;
  readonly oldEpoch: number;
  readonly since: Date;
  /** Locks that have not confirmed this stage; none concern the stage `active`. */
  readonly behind: readonly { readonly lockRowId: string; readonly door: string }[];
  /** When the stage `active` may end: the last lease that the old key signed. */
  readonly waitsUntil: Date | null;
};

export type RotateOutcome =
  | { readonly ok: true; readonly epoch: number }
  | { readonly ok: false; readonly code: 'rotation_under_way' | 'no_rotation' };

type Of = { readonly locationId: string; readonly now: Date };
type Command = Of & { readonly actor: Actor; readonly reason: string };

const keysOf = (db: Db | Trx, locationId: string, cls: RotatedClass) =>
  db
    .selectFrom('signing_key')
    .select(['id', 'epoch', 'point', 'created_at', 'active_at', 'retiring_at'])
    .where('location_id', '=', locationId)
    .where('class', '=', cls)
    .where('retired_at', 'is', null)
    .orderBy('epoch', 'desc')
    .execute();

/** Takes the location's row, so that one change of its keys goes on at a time. */
const takeLocation = (trx: Trx, locationId: string) =>
  trx.selectFrom('location').select('policies').where('id', '=', locationId).forNoKeyUpdate().executeTakeFirstOrThrow();

/**
 * Begins a change. In an emergency (the old key is known to somebody) the new one signs at once and locks drop the old one with
 * the same mail: guests have to be online once, and a lock that was not reached refuses the new keys until it is.
 */
export const rotateSigningKey = async (
  trx: Trx,
  signing: Signing,
  command: Command & { readonly class: RotatedClass; readonly emergency: boolean },
): Promise<RotateOutcome> => {
  const { locationId, now } = command;
  await takeLocation(trx, locationId);
  if ((await readRotations(trx, command)).length > 0) return { ok: false, code: 'rotation_under_way' };
  const epoch = await signing.addKey(trx, { locationId, class: command.class, now, active: command.emergency });
  if (command.emergency) {
    await trx
      .updateTable('signing_key')
      .set({ retiring_at: now })
      .where('location_id', '=', locationId)
      .where('class', '=', command.class)
      .where('epoch', '<', epoch)
      .where('retired_at', 'is', null)
      .execute();
    await signAnew(trx, locationId);
  }
  await tell(trx, command, 'signing_key.announced', { class: command.class, epoch, emergency: command.emergency });
  await emit(trx, { name: 'rotation.changed', locationId });
  return { ok: true, epoch };
};

/** Goes to the next stage without the locks that are behind; they are named in the audit, and hear of it whenever they are reached. */
export const forceRotation = async (trx: Trx, command: Command): Promise<RotateOutcome> => {
  await takeLocation(trx, command.locationId);
  const [rotation] = await readRotations(trx, command);
  if (!rotation) return { ok: false, code: 'no_rotation' };
  const behind = rotation.behind.map((lock) => lock.door);
  await tell(trx, command, 'signing_key.forced', {
    class: rotation.class,
    epoch: rotation.newEpoch,
    stage: rotation.stage,
    behind,
  });
  await advance(trx, command, rotation);
  await emit(trx, { name: 'rotation.changed', locationId: command.locationId });
  return { ok: true, epoch: rotation.newEpoch };
};

/** Changes under way, with the locks that are behind. */
export const readRotations = async (db: Db | Trx, of: Of): Promise<Rotation[]> => {
  const rotations: Rotation[] = [];
  for (const cls of ROTATED_CLASSES) {
    const [newest, older] = await keysOf(db, of.locationId, cls);
    if (!newest || !older) continue;
    const stage: RotationStage =
      newest.active_at === null ? 'announced' : older.retiring_at === null ? 'active' : 'retiring';
    rotations.push({
      class: cls,
      stage,
      newEpoch: newest.epoch,
      oldEpoch: older.epoch,
      since: (stage === 'retiring' ? older.retiring_at : newest.active_at) ?? newest.created_at,
      behind:
        stage === 'active' ? [] : await readBehind(db, of, { class: cls, key: newest, dropped: stage === 'retiring' }),
      waitsUntil: stage === 'active' && newest.active_at ? await lastLease(db, of, newest.active_at) : null,
    });
  }
  return rotations;
};

const readBehind = async (
  db: Db | Trx,
  of: Of,
  about: { class: RotatedClass; key: { epoch: number; created_at: Date }; dropped: boolean },
): Promise<Rotation['behind']> => {
  const rows = await db
    .selectFrom('lock')
    .innerJoin('door', (join) =>
      join.onRef('door.location_id', '=', 'lock.location_id').onRef('door.id', '=', 'lock.door_id'),
    )
    .leftJoin('lock_anchor as anchor', (join) =>
      join
        .onRef('anchor.location_id', '=', 'lock.location_id')
        .onRef('anchor.lock_id', '=', 'lock.id')
        .on('anchor.class', '=', about.class)
        .on('anchor.epoch', '=', about.key.epoch),
    )
    .select(['lock.id', 'door.name', 'anchor.confirmed_at', 'anchor.oldest_dropped_at'])
    .where('lock.location_id', '=', of.locationId)
    .where('lock.retired_at', 'is', null)
    .orderBy('door.sort')
    .orderBy('door.name')
    .execute();
  return rows
    .filter((row) => (about.dropped ? row.oldest_dropped_at : row.confirmed_at) === null)
    .map((row) => ({ lockRowId: row.id, door: row.name }));
};

/** The end of the last lease that the old key may have signed. */
const lastLease = async (db: Db | Trx, of: Of, activeAt: Date): Promise<Date> => {
  const location = await db
    .selectFrom('location')
    .select('policies')
    .where('id', '=', of.locationId)
    .executeTakeFirstOrThrow();
  const { until } = await db
    .selectFrom('credential')
    .select((eb) => eb.fn.max('longest_lease_until').as('until'))
    .where('location_id', '=', of.locationId)
    .where('signed_at', '<=', activeAt)
    .executeTakeFirstOrThrow();
  const byPolicy = activeAt.getTime() + location.policies.leaseSeconds * 1000;
  return new Date(Math.max(byPolicy, until?.getTime() ?? 0));
};

/** Goes on with what is under way as far as it can now; safe to repeat. */
export const settleRotation = async (db: Db, signing: Signing, of: Of): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await takeLocation(trx, of.locationId);
    for (let step = 0; step < 4; step += 1) {
      const [rotation] = await readRotations(trx, of);
      if (!rotation) return;
      if (rotation.behind.length > 0) return sendAnchors(trx, signing, of, rotation);
      if (rotation.stage === 'active' && !(await mayRetire(trx, of, rotation))) return;
      await advance(trx, of, rotation);
    }
  });

const mayRetire = async (trx: Trx, of: Of, rotation: Rotation): Promise<boolean> => {
  const until = rotation.waitsUntil ?? of.now;
  if (until > of.now) {
    await emit(trx, { name: 'rotation.changed', locationId: of.locationId }, { at: new Date(until.getTime() + 1000) });
    return false;
  }
  if (rotation.class !== 'mail') return true;
  // Mail under way that the old key signed would be refused by a lock that dropped it.
  const waiting = await trx
    .selectFrom('lock_mail')
    .innerJoin('lock', (join) =>
      join.onRef('lock.location_id', '=', 'lock_mail.location_id').onRef('lock.id', '=', 'lock_mail.lock_id'),
    )
    .select('lock_mail.seq')
    .where('lock_mail.location_id', '=', of.locationId)
    .where('lock.retired_at', 'is', null)
    .where('lock_mail.confirmed_at', 'is', null)
    .where('lock_mail.anchor_class', 'is', null)
    .where('lock_mail.created_at', '<=', rotation.since)
    .where((eb) => eb.or([eb('not_after', 'is', null), eb('not_after', '>', of.now)]))
    .limit(1)
    .executeTakeFirst();
  if (!waiting) return true;
  await emit(
    trx,
    { name: 'rotation.changed', locationId: of.locationId },
    { at: new Date(of.now.getTime() + 3_600_000) },
  );
  return false;
};

/** One stage on. */
const advance = async (trx: Trx, of: Of, rotation: Rotation): Promise<void> => {
  const { locationId, now } = of;
  const keys = trx.updateTable('signing_key').where('location_id', '=', locationId).where('class', '=', rotation.class);
  const about = { class: rotation.class, epoch: rotation.newEpoch };
  if (rotation.stage === 'announced') {
    await keys.set({ active_at: now }).where('epoch', '=', rotation.newEpoch).execute();
    if (rotation.class === 'credential') await signAnew(trx, locationId);
    await tell(trx, { ...of, actor: SYSTEM, reason: 'rotation' }, 'signing_key.active', about);
  } else if (rotation.stage === 'active') {
    await keys.set({ retiring_at: now }).where('epoch', '=', rotation.oldEpoch).execute();
  } else {
    // The private part is destroyed: what nobody trusts any more must not be stolen either.
    await keys
      .set({ retired_at: now, sealed_private_key: Buffer.alloc(0) })
      .where('epoch', '=', rotation.oldEpoch)
      .execute();
    await tell(trx, { ...of, actor: SYSTEM, reason: 'rotation' }, 'signing_key.retired', {
      ...about,
      epoch: rotation.oldEpoch,
    });
  }
};

/** Every key in force gets a new document; phones that are online have it in seconds, others at their next renewal. */
export const signAnew = async (trx: Trx, locationId: string): Promise<void> => {
  const keys = await trx
    .selectFrom('digital_key')
    .select('id')
    .where('location_id', '=', locationId)
    .where('state', '=', 'issued')
    .execute();
  for (const { id } of keys) await emit(trx, { name: 'key.changed', locationId, keyId: id });
};

/** Mail to each lock that is behind and has none under way that says the same. */
const sendAnchors = async (trx: Trx, signing: Signing, of: Of, rotation: Rotation): Promise<void> => {
  const minEpoch = rotation.stage === 'retiring' ? rotation.newEpoch : rotation.oldEpoch;
  const [newest] = await keysOf(trx, of.locationId, rotation.class);
  if (!newest) return;
  const root = await signing.signer(trx, of.locationId, 'root');
  for (const { lockRowId } of rotation.behind) {
    const sent = await trx
      .selectFrom('lock_mail')
      .select('seq')
      .where('location_id', '=', of.locationId)
      .where('lock_id', '=', lockRowId)
      .where('anchor_class', '=', rotation.class)
      .where('anchor_epoch', '=', newest.epoch)
      .where('anchor_min_epoch', '=', minEpoch)
      .where('confirmed_at', 'is', null)
      .executeTakeFirst();
    if (sent) continue;
    const body = { kind: 'anchor' as const, class: rotation.class, epoch: newest.epoch, point: newest.point, minEpoch };
    await putMail(trx, signing, { locationId: of.locationId, lockRowId, now: of.now, body, signer: root });
  }
};

const tell = (trx: Trx, command: Command, action: string, after: object): Promise<void> =>
  writeAudit(trx, {
    locationId: command.locationId,
    at: command.now,
    actor: command.actor,
    action,
    subject: { kind: 'location', id: command.locationId },
    reason: command.reason,
    after,
  });
