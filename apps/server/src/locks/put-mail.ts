// Signs one item of lock mail and puts it where carriers find it (docs/protocol §7.8).
import { MAIL_TYPE, type MailBody, type Signer, writeMail } from '@nightlatch/aliro';
import { notifyLive } from '../db/notify-live.ts';
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
  },
): Promise<{ seq: number; item: Uint8Array }> => {
  const { seq, lockId, readerGroupId } = await takeMailNumber(trx, target);
  const item = await writeMail({
    signer: target.signer ?? (await signing.signer(trx, target.locationId, 'mail')),
    scope: { groupId: readerGroupId, lockId },
    seq,
    issuedAt: target.now.getTime(),
    ...(target.notAfter ? { notAfter: target.notAfter.getTime() } : {}),
    body: target.body,
  });
  const type = MAIL_TYPE[target.body.kind];
  // The list is whole each time and receipts only grow, so only the newest of a kind is worth carrying.
  await trx
    .deleteFrom('lock_mail')
    .where('location_id', '=', target.locationId)
    .where('lock_id', '=', target.lockRowId)
    .where('type', '=', type)
    .where('confirmed_at', 'is', null)
    .execute();
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
