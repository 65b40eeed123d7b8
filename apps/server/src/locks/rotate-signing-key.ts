// Changing a signing key under way (docs/protocol §7.10): announced to the locks, confirmed by their journals, then used; the old one
// is dropped once no lease of it can run any more. Nobody is locked out on the way, unless staff force it.

import type { AnchorClass } from '@nightlatch/aliro';
import { sql } from 'kysely';
import { type Actor, SYSTEM, writeAudit } from '../audit/write-audit.ts';
import type { Db, SigningKeyClass, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import type { Signing } from '../signing/signing.ts';
import { putMail } from './put-mail.ts';

/**
 * All classes. A lock holds two credential and two mail keys at a time, so that the old and the new one overlap. Of root and sealing
 * key it holds one, and puts the new one in its place. The reader-issuer key is no lock's: phones hold both while locks get new
 * certificates by commissioning.
 */
export const ROTATED_CLASSES: readonly SigningKeyClass[] = ['root', 'credential', 'mail', 'seal', 'reader_issuer'];

/** What an emergency changes, the root first: it signs what is said of the others. Certificates change only at the locks themselves. */
const STOLEN_WITH_THE_SERVER: readonly SigningKeyClass[] = ['root', 'credential', 'mail', 'seal'];

/** Classes of which a lock holds one key: the new one is used at once, the old one as long as a lock has it. */
const ONE_SLOT: readonly SigningKeyClass[] = ['root', 'seal'];

/** `announced`: locks (for the reader-issuer key: phones) are told · `active`: it signs, the old one is still trusted · `retiring`: locks drop the old one. */
export type RotationStage = 'announced' | 'active' | 'retiring';

export type Rotation = {
  readonly class: SigningKeyClass;
  readonly stage: RotationStage;
  readonly newEpoch: number;
  readonly oldEpoch: number;
  readonly since: Date;
  /** Locks that have not confirmed this stage; in the stage `active` those with a certificate by the old reader-issuer key. */
  readonly behind: readonly { readonly lockRowId: string; readonly door: string }[];
  /** Until when the stage lasts at least: the last lease of a phone that may know, or hold something by, the old key alone. */
  readonly waitsUntil: Date | null;
};

export type RotateOutcome =
  | { readonly ok: true; readonly epoch: number }
  | { readonly ok: false; readonly code: 'rotation_under_way' | 'no_rotation' | 'locks_need_commissioning' };

type Of = { readonly locationId: string; readonly now: Date };
type Command = Of & { readonly actor: Actor; readonly reason: string };

const byOldCertificate = (rotation: Pick<Rotation, 'class' | 'stage'>): boolean =>
  rotation.class === 'reader_issuer' && rotation.stage === 'active';

const keysOf = (db: Db | Trx, locationId: string, cls: SigningKeyClass) =>
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
  command: Command & { readonly class: SigningKeyClass; readonly emergency: boolean },
): Promise<RotateOutcome> => {
  const { locationId, now } = command;
  await takeLocation(trx, locationId);
  const underWay = (await readRotations(trx, command)).length > 0;
  if (underWay && !command.emergency) return { ok: false, code: 'rotation_under_way' };
  const atOnce = command.emergency || ONE_SLOT.includes(command.class);
  const epoch = await signing.addKey(trx, { locationId, class: command.class, now, active: atOnce });
  if (atOnce && command.class !== 'reader_issuer') {
    await trx
      .updateTable('signing_key')
      .set({ retiring_at: now })
      .where('location_id', '=', locationId)
      .where('class', '=', command.class)
      .where('epoch', '<', epoch)
      .where('retired_at', 'is', null)
      .execute();
    if (command.class === 'credential') await signAnew(trx, locationId);
  }
  await tell(trx, command, 'signing_key.announced', { class: command.class, epoch, emergency: command.emergency });
  await emit(trx, { name: 'rotation.changed', locationId });
  return { ok: true, epoch };
};

/** In an emergency, whatever else is under way: every key that could be stolen with the server. Gives the new epochs. */
export const rotateAllSigningKeys = async (
  trx: Trx,
  signing: Signing,
  command: Command,
): Promise<Partial<Record<SigningKeyClass, number>>> => {
  const epochs: Partial<Record<SigningKeyClass, number>> = {};
  for (const cls of STOLEN_WITH_THE_SERVER) {
    const outcome = await rotateSigningKey(trx, signing, { ...command, class: cls, emergency: true });
    if (outcome.ok) epochs[cls] = outcome.epoch;
  }
  return epochs;
};

/**
 * Goes to the next stage without the locks that are behind; they are named in the audit, and hear of it whenever they are reached.
 * Not without those that show a certificate by the old reader-issuer key: no phone would speak to them any more.
 */
export const forceRotation = async (trx: Trx, command: Command): Promise<RotateOutcome> => {
  await takeLocation(trx, command.locationId);
  const [rotation] = await readRotations(trx, command);
  if (!rotation) return { ok: false, code: 'no_rotation' };
  if (byOldCertificate(rotation) && rotation.behind.length > 0) return { ok: false, code: 'locks_need_commissioning' };
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
    const rotation = await readRotation(db, of, cls);
    if (rotation) rotations.push(rotation);
  }
  return rotations;
};

const readRotation = async (db: Db | Trx, of: Of, cls: SigningKeyClass): Promise<Rotation | undefined> => {
  const [newest, older] = await keysOf(db, of.locationId, cls);
  if (!newest || !older) return undefined;
  const stage: RotationStage =
    newest.active_at === null ? 'announced' : older.retiring_at === null ? 'active' : 'retiring';
  const about = { class: cls, stage };
  return {
    ...about,
    newEpoch: newest.epoch,
    oldEpoch: older.epoch,
    since: (stage === 'retiring' ? older.retiring_at : newest.active_at) ?? newest.created_at,
    behind: await readBehind(db, of, { ...about, key: newest }),
    waitsUntil: await readWait(db, of, { ...about, key: newest }),
  };
};

type StageOfKey = Pick<Rotation, 'class' | 'stage'> & {
  readonly key: { readonly epoch: number; readonly created_at: Date; readonly active_at: Date | null };
};

const readBehind = async (db: Db | Trx, of: Of, about: StageOfKey): Promise<Rotation['behind']> => {
  if (about.class === 'reader_issuer' ? about.stage === 'announced' : about.stage === 'active') return [];
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
    .select(['lock.id', 'lock.commissioned_at', 'door.name', 'anchor.confirmed_at', 'anchor.oldest_dropped_at'])
    .where('lock.location_id', '=', of.locationId)
    .where('lock.retired_at', 'is', null)
    .orderBy('door.sort')
    .orderBy('door.name')
    .execute();
  const isBehind = (row: (typeof rows)[number]): boolean => {
    if (byOldCertificate(about)) return row.commissioned_at < (about.key.active_at ?? of.now);
    return (about.stage === 'retiring' ? row.oldest_dropped_at : row.confirmed_at) === null;
  };
  return rows.filter(isBehind).map((row) => ({ lockRowId: row.id, door: row.name }));
};

/** Phones learn of a reader-issuer key with a renewal, and hold documents by an old credential key until the next one. */
const readWait = async (db: Db | Trx, of: Of, { class: cls, stage, key }: StageOfKey): Promise<Date | null> => {
  if (cls === 'reader_issuer') return stage === 'announced' ? lastLease(db, of, key.created_at) : null;
  return stage === 'active' && key.active_at ? lastLease(db, of, key.active_at) : null;
};

/** The end of the last lease that was given before this instant. */
const lastLease = async (db: Db | Trx, of: Of, before: Date): Promise<Date> => {
  const location = await db
    .selectFrom('location')
    .select('policies')
    .where('id', '=', of.locationId)
    .executeTakeFirstOrThrow();
  const { until } = await db
    .selectFrom('credential')
    .select((eb) => eb.fn.max('longest_lease_until').as('until'))
    .where('location_id', '=', of.locationId)
    .where('signed_at', '<=', before)
    .executeTakeFirstOrThrow();
  const byPolicy = before.getTime() + location.policies.leaseSeconds * 1000;
  return new Date(Math.max(byPolicy, until?.getTime() ?? 0));
};

/** Goes on with what is under way as far as it can now; safe to repeat. */
export const settleRotation = async (db: Db, signing: Signing, of: Of): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await takeLocation(trx, of.locationId);
    await tellAgain(trx, signing, of);
    for (const cls of ROTATED_CLASSES) await settleClass(trx, signing, of, cls);
  });

const settleClass = async (trx: Trx, signing: Signing, of: Of, cls: SigningKeyClass): Promise<void> => {
  // Each turn takes a change one stage further, and there are no more of them than keys under way.
  for (let rotation = await readRotation(trx, of, cls); rotation; rotation = await readRotation(trx, of, cls)) {
    if (byOldCertificate(rotation) && rotation.behind.length > 0) return;
    if (rotation.behind.length > 0) return sendAnchors(trx, signing, of, rotation);
    if (!(await mayGoOn(trx, of, rotation))) return;
    await advance(trx, of, rotation);
  }
};

const mayGoOn = async (trx: Trx, of: Of, rotation: Rotation): Promise<boolean> => {
  const until = rotation.waitsUntil ?? of.now;
  if (until > of.now) {
    await emit(trx, { name: 'rotation.changed', locationId: of.locationId }, { at: new Date(until.getTime() + 1000) });
    return false;
  }
  if (rotation.class !== 'mail' || rotation.stage !== 'active') return true;
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
  } else if (rotation.stage === 'active' && rotation.class !== 'reader_issuer') {
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
  if (!newest || rotation.class === 'reader_issuer') return;
  const root = await signing.signer(trx, of.locationId, 'root');
  // A lock trusts the root that it has: a new one is told by the one before, and proves itself.
  const signers =
    rotation.class === 'root'
      ? {
          signer: await signing.signerOfEpoch(trx, of.locationId, 'root', rotation.oldEpoch),
          newRootSigner: root,
        }
      : { signer: root };
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
    await putMail(trx, signing, { locationId: of.locationId, lockRowId, now: of.now, body, ...signers });
  }
};

/** A lock takes announcements in the order of their numbers: one that a later one has overtaken (staff had forced it) goes out anew. */
const tellAgain = async (trx: Trx, signing: Signing, of: Of): Promise<void> => {
  const { rows } = await sql<{ lock_id: string; class: AnchorClass; epoch: number; point: Buffer; min_epoch: number }>`
    select m.lock_id, k.class, k.epoch, k.point, m.anchor_min_epoch as min_epoch
    from lock_mail m
    join lock l on l.location_id = m.location_id and l.id = m.lock_id and l.retired_at is null
    join signing_key k on k.location_id = m.location_id and k.class = m.anchor_class and k.epoch = m.anchor_epoch and k.retired_at is null
    where m.location_id = ${of.locationId} and m.confirmed_at is null and m.anchor_class <> 'root' and exists (
      select from lock_mail later where later.location_id = m.location_id and later.lock_id = m.lock_id
        and later.type = m.type and later.confirmed_at is not null and later.seq > m.seq)`.execute(trx);
  if (rows.length === 0) return;
  const signer = await signing.signer(trx, of.locationId, 'root');
  for (const { lock_id: lockRowId, min_epoch: minEpoch, ...key } of rows) {
    const body = { kind: 'anchor' as const, ...key, minEpoch };
    await putMail(trx, signing, { locationId: of.locationId, lockRowId, now: of.now, body, signer });
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
