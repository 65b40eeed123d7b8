// Signs one item of lock mail and puts it where carriers find it (docs/protocol §7.8).
import { MAIL_TYPE, type MailBody, type Signer, writeMail } from '@nightlatch/aliro';
import type { Ask } from '../db/ask.ts';
import { NOTIFY_MANY, notifyLive, packLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import type { Signing } from '../signing/signing.ts';

export type MailTarget = { readonly locationId: string; readonly lockRowId: string; readonly now: Date };

/** The lock's next mail number; taking it holds the lock's row until the transaction ends, so numbers go out in order. */
export const takeMailNumber = async (
  trx: Trx,
  target: MailTarget,
): Promise<{ seq: number; lockId: Buffer; readerGroupId: Buffer }> => {
  const { seq, lockId } = await trx
    .updateTable('lock')
    .set((eb) => ({ last_mail_seq: eb('last_mail_seq', '+', 1) }))
    .where('location_id', '=', target.locationId)
    .where('id', '=', target.lockRowId)
    .returning(['last_mail_seq as seq', 'lock_id as lockId'])
    .executeTakeFirstOrThrow();
  const { readerGroupId } = await trx
    .selectFrom('location')
    .select('reader_group_id as readerGroupId')
    .where('id', '=', target.locationId)
    .executeTakeFirstOrThrow();
  return { seq, lockId, readerGroupId };
};

/** An item for a lock that is held, under a number that the caller takes. */
export type MailToWrite = {
  readonly lockRowId: string;
  readonly lockId: Uint8Array;
  readonly seq: number;
  readonly body: MailBody;
  readonly generation?: number;
};

const GROUP = 'select reader_group_id from location where id = $1';
const SUPERSEDE = `delete from lock_mail m using unnest($2::uuid[], $3::int[]) r (lock_id, type)
  where m.location_id = $1 and m.lock_id = r.lock_id and m.type = r.type and m.confirmed_at is null`;
const WRITE = `insert into lock_mail (location_id, lock_id, seq, type, item, generation, created_at)
  select location_id, lock_id, seq, type, item, generation, created_at from jsonb_populate_recordset(null::lock_mail, $1::jsonb)`;

/** Signs items of several locks and sends what stores them, as `putMail` does one; gives what was sent. */
export const writeMails = async (
  ask: Ask,
  of: {
    readonly locationId: string;
    readonly now: Date;
    readonly signer: Signer;
    readonly mails: readonly MailToWrite[];
  },
): Promise<Promise<unknown>[]> => {
  const { locationId, now, signer } = of;
  const [location] = await ask<{ reader_group_id: Buffer }>(GROUP, [locationId]);
  if (!location) return [];
  const rows = await Promise.all(
    of.mails.map(async ({ lockRowId, lockId, seq, body, generation }) => {
      const scope = { groupId: location.reader_group_id, lockId };
      const item = await writeMail({ signer, scope, seq, issuedAt: now.getTime(), body });
      return {
        location_id: locationId,
        lock_id: lockRowId,
        seq,
        type: MAIL_TYPE[body.kind],
        item: `\\x${Buffer.from(item).toString('hex')}`,
        generation: generation ?? null,
        created_at: now,
      };
    }),
  );
  return [
    // Only the newest of a kind is worth carrying.
    ask(SUPERSEDE, [locationId, rows.map((row) => row.lock_id), rows.map(({ type }) => type)]),
    ask(WRITE, [JSON.stringify(rows)]),
    ask(NOTIFY_MANY, [packLive([{ topic: 'lock_mail', locationId }])]),
  ];
};

/**
 * The list is whole each time and receipts only grow, so only the newest of a kind is worth carrying. Keys are told class by class,
 * and every new root: it is signed by the one before, so that a lock that missed one could follow no later one.
 */
const dropSuperseded = async (
  trx: Trx,
  target: MailTarget & { readonly body: MailBody },
  type: number,
): Promise<void> => {
  const { body } = target;
  if (body.kind === 'anchor' && body.class === 'root') return;
  let older = trx
    .deleteFrom('lock_mail')
    .where('location_id', '=', target.locationId)
    .where('lock_id', '=', target.lockRowId)
    .where('type', '=', type)
    .where('confirmed_at', 'is', null);
  if (body.kind === 'anchor') older = older.where('anchor_class', '=', body.class);
  await older.execute();
};

/** Signs and stores an item; older unconfirmed items of the same kind are superseded by it. */
export const putMail = async (
  trx: Trx,
  signing: Signing,
  target: MailTarget & {
    readonly body: MailBody;
    readonly revocationVersion?: number;
    readonly generation?: number;
    readonly notAfter?: Date;
    /** Default: the location's mail key. */
    readonly signer?: Signer;
    /** For a new root: its own signature over the announcement, beside that of the one before. */
    readonly newRootSigner?: Signer;
  },
): Promise<{ seq: number; item: Uint8Array }> => {
  const { seq, lockId, readerGroupId } = await takeMailNumber(trx, target);
  const item = await writeMail({
    signer: target.signer ?? (await signing.signer(trx, target.locationId, 'mail')),
    scope: { groupId: readerGroupId, lockId },
    seq,
    issuedAt: target.now.getTime(),
    ...(target.notAfter ? { notAfter: target.notAfter.getTime() } : {}),
    ...(target.newRootSigner ? { newRootSigner: target.newRootSigner } : {}),
    body: target.body,
  });
  const type = MAIL_TYPE[target.body.kind];
  await dropSuperseded(trx, target, type);
  await trx
    .insertInto('lock_mail')
    .values({
      location_id: target.locationId,
      lock_id: target.lockRowId,
      seq,
      type,
      item: Buffer.from(item),
      revocation_version: target.revocationVersion ?? null,
      generation: target.generation ?? null,
      created_at: target.now,
      not_after: target.notAfter ?? null,
      ...(target.body.kind === 'anchor'
        ? {
            anchor_class: target.body.class,
            anchor_epoch: target.body.epoch,
            anchor_min_epoch: target.body.minEpoch,
          }
        : {}),
    })
    .execute();
  await notifyLive(trx, { topic: 'lock_mail', locationId: target.locationId });
  return { seq, item };
};
