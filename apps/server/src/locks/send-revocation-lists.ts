// Writes fresh revocation lists for the locks whose list changed, as one new version of the location.
import { issueRevocationDocument } from '@nightlatch/aliro';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import type { Signing } from '../signing/signing.ts';
import { notifyCarriers } from './notify-carriers.ts';
import { putMail } from './put-mail.ts';
import { type ListedEntry, readRevocationList, revocationElement } from './revocation-list.ts';

/** Revocations that no list holds yet, and the locks that they concern. */
const readUnlisted = (trx: Trx, { locationId, now }: { locationId: string; now: Date }) =>
  trx
    .selectFrom('revocation')
    .innerJoin('lock_refusal', (join) =>
      join
        .onRef('lock_refusal.location_id', '=', 'revocation.location_id')
        .onRef('lock_refusal.key_id', '=', 'revocation.key_id'),
    )
    .select(['revocation.key_id', 'lock_refusal.lock_id'])
    .where('revocation.location_id', '=', locationId)
    .where('revocation.listed_in_version', 'is', null)
    .where('lock_refusal.until', '>', now)
    .execute();

/** When a list was full: how long until what was left out is tried again; by then leases have ended or phones have confirmed. */
const AGAIN_MS = 5 * 60_000;

/**
 * A version is a second since 1970 and also the documents' `signed`; no two versions of a location share one (docs/protocol
 * §5.4), so that a lock can always tell the newer list.
 */
const takeVersion = async (trx: Trx, locationId: string, now: Date): Promise<number> => {
  const seconds = Math.floor(now.getTime() / 1000);
  const { version } = await trx
    .updateTable('location')
    .set((eb) => ({
      revocation_version: eb.fn<number>('greatest', [eb('revocation_version', '+', 1), eb.val(seconds)]),
    }))
    .where('id', '=', locationId)
    .returning('revocation_version as version')
    .executeTakeFirstOrThrow();
  return version;
};

/** Settles the lists of a location; does nothing when every revocation is in a list. */
export const sendRevocationLists = async (
  db: Db,
  signing: Signing,
  of: { locationId: string; now: Date },
): Promise<{ version: number | null; locks: number }> =>
  db.transaction().execute(async (trx) => {
    const { locationId, now } = of;
    // The location's row orders everyone who makes a version.
    await trx.selectFrom('location').select('id').where('id', '=', locationId).forNoKeyUpdate().execute();
    const unlisted = await readUnlisted(trx, of);
    if (unlisted.length === 0) return { version: null, locks: 0 };
    const version = await takeVersion(trx, locationId, now);
    const locks = await trx
      .selectFrom('lock')
      .select(['id', 'lock_id'])
      .where('location_id', '=', locationId)
      .where('id', 'in', [...new Set(unlisted.map((row) => row.lock_id))])
      .where('retired_at', 'is', null)
      .orderBy('id')
      .execute();
    const listed = new Set<string>();
    for (const lock of locks) {
      const list = await sendList(trx, signing, { locationId, now, version, lock });
      for (const { keyId } of list) listed.add(`${lock.id}:${keyId}`);
    }
    // A key counts as listed when every lock it concerns has it.
    const leftOut = new Set(
      unlisted.filter((row) => !listed.has(`${row.lock_id}:${row.key_id}`)).map((row) => row.key_id),
    );
    const keyIds = [...new Set(unlisted.map((row) => row.key_id))].filter((keyId) => !leftOut.has(keyId));
    if (keyIds.length > 0) {
      await trx
        .updateTable('revocation')
        .set({ listed_in_version: version })
        .where('location_id', '=', locationId)
        .where('key_id', 'in', keyIds)
        .execute();
    }
    for (const keyId of keyIds) await emit(trx, { name: 'revocation.changed', locationId, keyId });
    if (leftOut.size > 0) {
      await emit(trx, { name: 'refusals.changed', locationId }, { at: new Date(now.getTime() + AGAIN_MS) });
    }
    // Phones that may pass one of these doors get the new list too: they carry it even if the gateway is away.
    await notifyCarriers(trx, { locationId, lockRowIds: locks.map((lock) => lock.id) });
    return { version, locks: locks.length };
  });

const sendList = async (
  trx: Trx,
  signing: Signing,
  of: { locationId: string; now: Date; version: number; lock: { id: string; lock_id: Buffer } },
): Promise<readonly ListedEntry[]> => {
  const { locationId, now, version, lock } = of;
  const list = await readRevocationList(trx, { locationId, lockRowId: lock.id, now });
  const document = await issueRevocationDocument({
    signer: await signing.signer(trx, locationId, 'credential'),
    element: revocationElement(lock.lock_id),
    entries: list.map((listed) => listed.entry),
    signedAt: version * 1000,
  });
  const mail = { body: { kind: 'revocation' as const, document }, revocationVersion: version };
  await putMail(trx, signing, { locationId, lockRowId: lock.id, now, ...mail });
  return list;
};
