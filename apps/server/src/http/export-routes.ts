// Exports of the access log and the audit as files, with the hotel's own time beside UTC; and figures.
import type { FastifyInstance } from 'fastify';
import type { Db } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import { found } from './answer-admin.ts';
import { listAuditEntries } from './audit-view.ts';
import { listAccessEvents } from './door-view.ts';
import { readBrandFigures, readLocationFigures } from './figures.ts';
import { implement } from './implement-operation.ts';
import { CSV_PAGE, csvAnswer, csvLines } from './send-csv.ts';

/** `2026-11-28 14:03:07` on the clock of the zone. */
const clockOf = (timeZone: string): ((iso: string | null) => string | null) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (iso) => (iso === null ? null : format.format(new Date(iso)));
};

const zoneOf = async (db: Db, locationId: string): Promise<string> =>
  (await db.selectFrom('location').select('time_zone').where('id', '=', locationId).executeTakeFirst())?.time_zone ??
  'UTC';

const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

const cursorOf = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

export function registerExportRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'exportAccessEvents', { perMinute: 12 }, async ({ db, params, query, reply }) => {
    const { locationId } = params;
    const local = clockOf(await zoneOf(db, locationId));
    const lines = csvLines({
      heads: ['time at the hotel', 'time (UTC)', 'reported (UTC)', 'door', 'event', 'reason', 'guest', 'bolt moved'],
      readPage: (cursor) =>
        listAccessEvents(db, { locationId, query: { ...query, limit: CSV_PAGE, ...cursorOf(cursor) } }),
      cells: (one) => [
        local(one.at),
        one.at,
        one.receivedAt,
        one.doorName,
        one.event,
        one.diagnosis,
        one.guestName,
        one.confirmed,
      ],
    });
    return csvAnswer(reply, 'access-events', lines);
  });

  implement(app, parts, 'exportAuditEntries', { perMinute: 12 }, async ({ db, params, query, reply }) => {
    const { locationId } = params;
    const local = clockOf(await zoneOf(db, locationId));
    const lines = csvLines({
      heads: ['time at the hotel', 'time (UTC)', 'who', 'action', 'subject', 'reason', 'before', 'after'],
      readPage: (cursor) =>
        listAuditEntries(db, { locationId, query: { ...query, limit: CSV_PAGE, ...cursorOf(cursor) } }),
      cells: (one) => [
        local(one.at),
        one.at,
        one.actor,
        one.action,
        one.subject,
        one.reason,
        json(one.before),
        json(one.after),
      ],
    });
    return csvAnswer(reply, 'audit-entries', lines);
  });

  implement(app, parts, 'getLocationFigures', { perMinute: 60 }, async ({ db, params, query, now }) =>
    found(await readLocationFigures(db, { locationId: params.locationId, days: query.days ?? 30, now: new Date(now) })),
  );
  implement(app, parts, 'getBrandFigures', { perMinute: 60 }, ({ db, params, query, now }) =>
    readBrandFigures(db, { brandId: params.brandId, days: query.days ?? 30, now: new Date(now) }),
  );
}
