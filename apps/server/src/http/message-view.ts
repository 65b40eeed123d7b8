// Messages as the API shows them: kinds, channels and times; captured ones with their text.
import type { CapturedMessage, Message, MessageAttempt, MessageStatus } from '@nightlatch/api';
import type { MessageState } from '@nightlatch/domain';
import { MESSAGE_TEXTS } from '@nightlatch/texts';
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { capturedLabel } from '../messages/send-claimed.ts';
import { openSecret } from '../signing/seal-secret.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';
import { fullName } from './key-view.ts';

type Page<T> = { items: T[]; nextCursor: string | null };
type Query = { cursor?: string; limit?: number; bookingId?: string; guestId?: string; state?: MessageState };

const messagesAt = (db: Db | Trx, locationId: string) =>
  db
    .selectFrom('message as m')
    .innerJoin('guest as g', (join) =>
      join.onRef('g.location_id', '=', 'm.location_id').onRef('g.id', '=', 'm.guest_id'),
    )
    .innerJoin('booking as b', (join) =>
      join.onRef('b.location_id', '=', 'm.location_id').onRef('b.id', '=', 'm.booking_id'),
    )
    .leftJoin('room as r', (join) => join.onRef('r.location_id', '=', 'b.location_id').onRef('r.id', '=', 'b.room_id'))
    .select(['m.id', 'm.booking_id', 'm.guest_id', 'm.kind', 'm.state', 'm.created_at', 'm.ended_at'])
    .select(['g.first_name', 'g.last_name', 'r.number'])
    .where('m.location_id', '=', locationId);

type Row = Awaited<ReturnType<ReturnType<typeof messagesAt>['execute']>>[number];

/** Newest first. No address and no text. */
export async function listMessages(
  db: Db | Trx,
  options: { locationId: string; messageId?: string; query: Query },
): Promise<Page<Message>> {
  const { locationId, query } = options;
  const limit = query.limit ?? 25;
  const after = readCursor(query.cursor, cursorKeys.instant);
  let select = messagesAt(db, locationId);
  if (options.messageId) select = select.where('m.id', '=', options.messageId);
  if (query.bookingId) select = select.where('m.booking_id', '=', query.bookingId);
  if (query.guestId) select = select.where('m.guest_id', '=', query.guestId);
  if (query.state) select = select.where('m.state', '=', query.state);
  if (after) select = select.where(sql<boolean>`(m.created_at, m.id) < (${after.key}::timestamptz, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('m.created_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.created_at.toISOString(), id: row.id }));
  const attempts = await readAttempts(
    db,
    locationId,
    page.rows.map((row) => row.id),
  );
  const items = page.rows.map((row) => messageView(row, attempts.get(row.id) ?? []));
  return { items, nextCursor: page.nextCursor };
}

function messageView(row: Row, attempts: readonly MessageAttempt[]): Message {
  const furthest = [...attempts].sort((a, b) => REACH.indexOf(b.state) - REACH.indexOf(a.state))[0];
  return {
    id: row.id,
    bookingId: row.booking_id,
    guestId: row.guest_id,
    guestName: fullName(row),
    roomNumber: row.number,
    kind: row.kind,
    title: MESSAGE_TEXTS.en.kinds[row.kind].title,
    state: row.state,
    status: statusOf(row.state, furthest),
    channel: furthest?.channel ?? null,
    fallback: attempts.length > 1,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    attempts: [...attempts],
  };
}

const REACH: readonly MessageAttempt['state'][] = ['failed', 'sending', 'sent', 'delivered', 'opened', 'used'];

/** What a channel achieved counts for more than how the message ended. */
function statusOf(state: MessageState, furthest: MessageAttempt | undefined): MessageStatus {
  if (furthest && furthest.state !== 'failed' && furthest.state !== 'sending') return furthest.state;
  switch (state) {
    case 'open':
      return 'queued';
    case 'failed':
      return 'failed';
    case 'void':
      return 'withdrawn';
    case 'done':
      // Done though no channel told it: the guest did what it asked for by another way.
      return 'used';
  }
}

async function readAttempts(db: Db | Trx, locationId: string, messageIds: readonly string[]) {
  const found = new Map<string, MessageAttempt[]>();
  if (messageIds.length === 0) return found;
  const rows = await db
    .selectFrom('message_attempt')
    .selectAll()
    .where('location_id', '=', locationId)
    .where('message_id', 'in', messageIds)
    .orderBy('first_at')
    .orderBy('id')
    .execute();
  const text = (at: Date | null): string | null => at?.toISOString() ?? null;
  for (const row of rows) {
    const view = {
      channel: row.channel,
      state: row.state,
      tries: row.tries,
      lastAt: row.last_at.toISOString(),
      sentAt: text(row.sent_at),
      deliveredAt: text(row.delivered_at),
      openedAt: text(row.opened_at),
      usedAt: text(row.used_at),
      error: row.error,
    };
    found.set(row.message_id, [...(found.get(row.message_id) ?? []), view]);
  }
  return found;
}

/** Newest first, unsealed for who may make guests' links anyway. */
export async function listCaptured(
  db: Db,
  options: { locationId: string; query: Pick<Query, 'cursor' | 'limit'>; masterKey: Uint8Array },
): Promise<Page<CapturedMessage>> {
  const { locationId, query, masterKey } = options;
  const limit = query.limit ?? 25;
  const after = readCursor(query.cursor, cursorKeys.instant);
  let select = db
    .selectFrom('captured_message as c')
    .innerJoin('message as m', (join) =>
      join.onRef('m.location_id', '=', 'c.location_id').onRef('m.id', '=', 'c.message_id'),
    )
    .selectAll('c')
    .select(['m.booking_id', 'm.kind'])
    .where('c.location_id', '=', locationId);
  if (after)
    select = select.where(sql<boolean>`(c.captured_at, c.id) < (${after.key}::timestamptz, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('c.captured_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.captured_at.toISOString(), id: row.id }));
  const items = page.rows.map((row): CapturedMessage => {
    const label = capturedLabel(locationId, row.id);
    // Sealed by `send-claimed.ts`, which wrote exactly these four texts.
    const content = JSON.parse(openSecret({ masterKey, label, sealed: row.sealed }).toString()) as Pick<
      CapturedMessage,
      'to' | 'subject' | 'text' | 'html'
    >;
    return {
      id: row.id,
      messageId: row.message_id,
      bookingId: row.booking_id,
      simulated: true,
      kind: row.kind,
      channel: row.channel,
      capturedAt: row.captured_at.toISOString(),
      ...content,
    };
  });
  return { items, nextCursor: page.nextCursor };
}
