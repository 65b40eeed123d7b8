// Takes sealed journal pages from any carrier: verifies, opens, joins them to what is known, and makes access events (docs/protocol §7.9).
import {
  type AgreementKey,
  type JournalPage,
  joinJournalPage,
  MAIL_TYPE,
  openJournalPage,
  readJournalPageLabel,
  subIdOf,
} from '@nightlatch/aliro';
import { sql } from 'kysely';
import { SYSTEM, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { putMail } from '../locks/put-mail.ts';
import { reportOfJournal, takeLockReport } from '../locks/take-lock-report.ts';
import type { Signing } from '../signing/signing.ts';
import { confirmMail } from './confirm-mail.ts';
import { type JournalLock, writeAccessEvents } from './write-access-events.ts';

export type PageOutcome =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly code: 'malformed' | 'unknown_lock' | 'signature' | 'sealed' | 'chain' | 'fork' };

type Of = { readonly locationId: string; readonly now: Date };

const findLock = async (trx: Trx, of: Of, readerIdentifier: Uint8Array): Promise<JournalLock | undefined> =>
  trx
    .selectFrom('lock')
    .select(['id', 'door_id', 'lock_point', 'journal_last_seq', 'journal_last_hash'])
    .where('location_id', '=', of.locationId)
    .where('reader_sub_id', '=', Buffer.from(subIdOf(readerIdentifier)))
    .where('retired_at', 'is', null)
    // One page of a lock at a time: pages come from many carriers at once.
    .forNoKeyUpdate()
    .executeTakeFirst();

/** Takes one page; a page seen before, or one that overlaps, adds only what is new. A missing stretch is kept as a gap. */
export const acceptPage = async (
  trx: Trx,
  signing: Signing,
  of: Of & { readonly page: Uint8Array },
): Promise<PageOutcome> => {
  const label = readJournalPageLabel(of.page);
  if (!label.ok) return { ok: false, code: 'malformed' };
  const lock = await findLock(trx, of, label.value.readerIdentifier);
  if (!lock) return { ok: false, code: 'unknown_lock' };
  const opened = await openPage({
    ...{ page: of.page, lockPoint: lock.lock_point },
    sealKeys: await signing.sealKeys(trx, of.locationId),
  });
  if (!opened.ok) return { ok: false, code: opened.error.code };
  const known = lock.journal_last_seq > 0 ? { seq: lock.journal_last_seq, hash: lock.journal_last_hash } : null;
  const join = joinJournalPage(known, opened.value);
  if (join.kind === 'fork') {
    // Two histories of one lock: a cloned or tampered lock. Nothing of it is taken, and it is on record.
    const audit = {
      action: 'journal.forked',
      subject: { kind: 'lock' as const, id: lock.id },
      after: label.value.first,
    };
    await writeAudit(trx, { locationId: of.locationId, at: of.now, actor: SYSTEM, ...audit });
    return { ok: false, code: 'fork' };
  }
  if (join.kind === 'nothing-new') {
    await touch(trx, of, lock);
    return { ok: true, entries: 0 };
  }
  if (join.kind === 'gap') await writeGap(trx, of, lock, join);
  await writeAccessEvents(trx, { ...of, lock, entries: join.fresh });
  await confirmMail(trx, { ...of, lockRowId: lock.id, entries: join.fresh });
  await takeLockReport(trx, { ...of, lockRowId: lock.id, report: reportOfJournal(join.fresh) });
  await remember(trx, of, lock, opened.value);
  // A receipt is itself journaled when the lock applies it: answering that would go on for ever.
  const worthReceipt = join.fresh.some(
    (entry) => entry.event !== 'mail-applied' || entry.reason !== MAIL_TYPE['journal-receipt'],
  );
  if (worthReceipt)
    await putMail(trx, signing, {
      locationId: of.locationId,
      lockRowId: lock.id,
      now: of.now,
      body: {
        kind: 'journal-receipt',
        first: opened.value.first,
        last: opened.value.last,
        hash: opened.value.lastHash,
      },
    });
  await notifyLive(trx, {
    topic: 'change',
    locationId: of.locationId,
    kind: 'door',
    id: lock.door_id,
    bookingId: null,
  });
  return { ok: true, entries: join.fresh.length };
};

/** While the sealing key is changed, a lock may know either (locks/rotate-signing-key.ts). */
const openPage = async (of: {
  readonly page: Uint8Array;
  readonly lockPoint: Uint8Array;
  readonly sealKeys: readonly AgreementKey[];
}): ReturnType<typeof openJournalPage> => {
  let opened: Awaited<ReturnType<typeof openJournalPage>> | undefined;
  for (const sealKey of of.sealKeys) {
    opened = await openJournalPage({ page: of.page, sealKey, lockPoint: of.lockPoint });
    if (opened.ok || opened.error.code !== 'sealed') return opened;
  }
  if (!opened) throw new Error('a location without a sealing key');
  return opened;
};

const touch = async (trx: Trx, of: Of, lock: JournalLock): Promise<void> => {
  await sql`update lock set last_contact_at = ${of.now} where location_id = ${of.locationId} and id = ${lock.id}`.execute(
    trx,
  );
};

const remember = async (trx: Trx, of: Of, lock: JournalLock, page: JournalPage): Promise<void> => {
  await trx
    .updateTable('lock')
    .set({ journal_last_seq: page.last, journal_last_hash: Buffer.from(page.lastHash), last_contact_at: of.now })
    .where('location_id', '=', of.locationId)
    .where('id', '=', lock.id)
    .execute();
};

const writeGap = async (
  trx: Trx,
  of: Of,
  lock: JournalLock,
  gap: { missingFirst: number; missingLast: number },
): Promise<void> => {
  await trx
    .insertInto('access_event')
    .values({
      location_id: of.locationId,
      id: newId(),
      lock_id: lock.id,
      door_id: lock.door_id,
      seq: gap.missingFirst,
      received_at: of.now,
      event: 'gap',
      reason_code: `${gap.missingFirst}-${gap.missingLast}`,
      confirmed: false,
    })
    .onConflict((oc) => oc.doNothing())
    .execute();
};
