// What happened to one booking, newest first, from audit entries, phones and doors.
import { createHash } from 'node:crypto';
import type { TimelineEntry } from '@nightlatch/api';
import { DIAGNOSIS_SENTENCES, REVOKE_REASON_SENTENCES, REVOKE_REASONS, type RevokeReason } from '@nightlatch/domain';
import { loadConsoleTexts } from '@nightlatch/texts';
import type { Db, Trx } from '../db/schema.ts';

const most = 200;

/** At most 200 entries. `doors`: whether the reader may see the door log. */
export async function readTimeline(
  db: Db | Trx,
  options: { locationId: string; bookingId: string; doors: boolean },
): Promise<TimelineEntry[]> {
  const parts = [
    ...(await fromAudit(db, options)),
    ...(await fromDeliveries(db, options)),
    ...(options.doors ? await fromDoors(db, options) : []),
  ];
  parts.sort((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1));
  return parts.slice(0, most);
}

type Of = { readonly locationId: string; readonly bookingId: string };

/** English titles of what happened are those of the console's English catalogue, where every language has its own. */
const { happened, timeline: said } = await loadConsoleTexts('en');

async function fromAudit(db: Db | Trx, { locationId, bookingId }: Of): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .select(['id', 'at', 'actor', 'actor_name', 'action', 'subject_kind', 'reason'])
    .where('location_id', '=', locationId)
    .where('booking_id', '=', bookingId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: kindOf(row.subject_kind, row.actor),
    code: row.action,
    detailCode: row.reason !== null && isRevokeReason(row.reason) ? row.reason : null,
    doorName: null,
    title: happened[row.action] ?? sentenceOf(row.action),
    detail: row.reason === null ? null : reasonText(row.reason),
    actor: row.actor_name,
  }));
}

function kindOf(subject: string, actor: string): TimelineEntry['kind'] {
  if (subject === 'key' || subject === 'device' || subject === 'booking') return subject;
  if (subject === 'link') return 'device';
  return actor.startsWith('staff:') ? 'staff' : 'booking';
}

/** `guest.blocked` → `Guest: blocked`. */
function sentenceOf(action: string): string {
  const [subject = '', verb = ''] = action.split('.');
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)}: ${verb.replaceAll('_', ' ')}`;
}

function reasonText(reason: string): string {
  return isRevokeReason(reason) ? REVOKE_REASON_SENTENCES[reason].staff.title : reason;
}

function isRevokeReason(reason: string): reason is RevokeReason {
  return REVOKE_REASONS.some((known) => known === reason);
}

async function fromDeliveries(db: Db | Trx, { locationId, bookingId }: Of): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('credential as c')
    .innerJoin('digital_key as k', (join) =>
      join.onRef('k.location_id', '=', 'c.location_id').onRef('k.id', '=', 'c.key_id'),
    )
    .innerJoin('device as d', (join) =>
      join.onRef('d.location_id', '=', 'c.location_id').onRef('d.id', '=', 'c.device_id'),
    )
    .select(['c.id', 'c.delivered_at', 'c.removed_at', 'd.name'])
    .where('c.location_id', '=', locationId)
    .where('k.booking_id', '=', bookingId)
    .orderBy('c.id', 'desc')
    .limit(most)
    .execute();
  return rows.flatMap((row) => {
    const about = { kind: 'delivery', detail: row.name, detailCode: null, doorName: null, actor: null } as const;
    const entry = (at: Date | null, id: string, code: string, title: string): TimelineEntry[] =>
      at === null ? [] : [{ id, at: at.toISOString(), code, title, ...about }];
    return [
      ...entry(row.delivered_at, row.id, 'delivery.delivered', said.delivered),
      ...entry(row.removed_at, secondId(row.id), 'delivery.removed', said.removed),
    ];
  });
}

/** A stable id of its own for the second entry that one row gives. */
function secondId(id: string): string {
  const hex = createHash('sha256').update(`removed:${id}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

async function fromDoors(db: Db | Trx, { locationId, bookingId }: Of): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('access_event as e')
    .innerJoin('door as d', (join) => join.onRef('d.location_id', '=', 'e.location_id').onRef('d.id', '=', 'e.door_id'))
    .select(['e.id', 'e.at', 'e.received_at', 'e.event', 'e.diagnosis', 'd.name'])
    .where('e.location_id', '=', locationId)
    .where('e.booking_id', '=', bookingId)
    .where('e.event', 'in', ['granted', 'refused'])
    .orderBy('e.received_at', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: (row.at ?? row.received_at).toISOString(),
    kind: 'door',
    code: `door.${row.event}`,
    detailCode: row.diagnosis,
    doorName: row.name,
    title: row.event === 'granted' ? said.opened(row.name) : said.refused(row.name),
    detail: row.diagnosis === null ? null : DIAGNOSIS_SENTENCES[row.diagnosis].staff.title,
    actor: null,
  }));
}
