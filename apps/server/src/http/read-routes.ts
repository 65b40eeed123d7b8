// Everything that staff and integrations read: locations, bookings, keys, doors, access events, audit.
import type { FastifyInstance } from 'fastify';
import type { ServerParts } from '../server-parts.ts';
import { missingAt, placeAsks } from '../sign-in/place-asks.ts';
import { reaches } from '../sign-in/sign-in-providers.ts';
import { listAuditEntries } from './audit-view.ts';
import { listBookings } from './booking-list.ts';
import { readBooking } from './booking-view.ts';
import { listAccessEvents, listDoors } from './door-view.ts';
import { readGuest } from './guest-view.ts';
import { implement } from './implement-operation.ts';
import { readKeys } from './key-view.ts';
import { readLocationStatus } from './location-status.ts';
import { listLocations, readLocations } from './location-view.ts';
import { ProblemError } from './problem-error.ts';
import { readToday } from './today-view.ts';

export function registerReadRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'listLocations', {}, async ({ db, caller, query }) => {
    if (caller.kind === 'apiKey') return listLocations(db, { roles: new Map([[caller.locationId, null]]), query });
    const held = await db
      .selectFrom('staff_role as r')
      .innerJoin('location as l', 'l.id', 'r.location_id')
      .innerJoin('brand as b', 'b.id', 'l.brand_id')
      .select(['r.location_id', 'r.role'])
      .select([placeAsks.secondFactor.as('secondFactor'), placeAsks.companyOnly.as('companyOnly')])
      .where('r.staff_id', '=', caller.staffId)
      .where(reaches(caller.providerId))
      .execute();
    // As they answer themselves: not to a session that lacks what they ask for (`getMe` names them).
    const open = held.filter((row) => missingAt(row, { ...caller, role: row.role }) === null);
    return listLocations(db, { roles: new Map(open.map((row) => [row.location_id, row.role])), query });
  });

  implement(app, parts, 'getLocation', {}, async ({ db, standing, params, reply }) => {
    const role = typeof standing === 'string' ? standing : null;
    const location = found((await readLocations(db, new Map([[params.locationId, role]])))[0]);
    reply.header('etag', `"${location.version}"`);
    return location;
  });

  implement(app, parts, 'listBookings', {}, ({ db, params, query, now }) =>
    listBookings(db, { locationId: params.locationId, query, now }),
  );

  implement(app, parts, 'getBooking', {}, async ({ db, params, standing, now, reply }) => {
    const booking = found(await readBooking(db, { ...params, standing, now }));
    reply.header('etag', `"${booking.version}"`);
    return booking;
  });

  implement(app, parts, 'getGuest', {}, async ({ db, params, standing, now }) =>
    found(await readGuest(db, { ...params, standing, now })),
  );

  implement(app, parts, 'listKeys', {}, async ({ db, params, now }) => {
    const items = await readKeys(db, { ...params, now });
    if (items.length === 0) found(await bookingExists(db, params));
    return { items };
  });

  implement(app, parts, 'getKey', {}, async ({ db, params, now, reply }) => {
    const key = found((await readKeys(db, { ...params, now }))[0]);
    reply.header('etag', `"${key.version}"`);
    return key;
  });

  implement(app, parts, 'getLocationStatus', {}, async ({ db, params, now }) =>
    found(await readLocationStatus(db, { locationId: params.locationId, now: new Date(now) })),
  );

  implement(app, parts, 'getToday', {}, async ({ db, params, standing, now }) =>
    found(await readToday(db, { locationId: params.locationId, standing, now: new Date(now) })),
  );

  implement(app, parts, 'listDoors', {}, ({ db, params, query }) =>
    listDoors(db, { locationId: params.locationId, query }),
  );

  implement(app, parts, 'listAccessEvents', {}, ({ db, params, query }) =>
    listAccessEvents(db, { locationId: params.locationId, query }),
  );

  implement(app, parts, 'listAuditEntries', {}, ({ db, params, query }) =>
    listAuditEntries(db, { locationId: params.locationId, query }),
  );
}

function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new ProblemError('not_found');
  return thing;
}

async function bookingExists(db: ServerParts['db'], of: { locationId: string; bookingId: string }) {
  return db
    .selectFrom('booking')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.bookingId)
    .executeTakeFirst();
}
