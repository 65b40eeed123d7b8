// Answers a lock's nonce with the signed time (docs/protocol §7.6.2): the only way a lock that lost its clock gets it back by radio.
import { writeMail } from '@nightlatch/aliro';
import type { Trx } from '../db/schema.ts';
import type { Signing } from '../signing/signing.ts';
import { takeMailNumber } from './put-mail.ts';

/** The mail item, or undefined where the location has no such lock. */
export const answerLockTime = async (
  trx: Trx,
  signing: Signing,
  of: { locationId: string; lockId: Uint8Array; nonce: Uint8Array; now: Date },
): Promise<Uint8Array | undefined> => {
  const lock = await trx
    .selectFrom('lock')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('lock_id', '=', Buffer.from(of.lockId))
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  if (!lock) return undefined;
  const { seq, lockId, readerGroupId } = await takeMailNumber(trx, { ...of, lockRowId: lock.id });
  return writeMail({
    signer: await signing.signer(trx, of.locationId, 'mail'),
    scope: { groupId: readerGroupId, lockId },
    seq,
    issuedAt: of.now.getTime(),
    body: { kind: 'time-answer', at: of.now.getTime(), nonce: of.nonce },
  });
};
