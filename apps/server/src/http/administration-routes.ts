// Brands, settings, rooms and doors, lock system and PMS: what administrators set up.
import type { FastifyInstance } from 'fastify';
import { changeLocation, setLockSystem, testLockSystem } from '../admin/change-location.ts';
import { createBrand, createLocation } from '../admin/create-location.ts';
import { deletePmsConnection, listManifests, putPmsConnection, testPmsConnection } from '../admin/pms-connection.ts';
import {
  changeDoor,
  changeRoom,
  createDoor,
  createRoom,
  deleteDoor,
  deleteRoom,
  retireLock,
} from '../admin/rooms-and-doors.ts';
import type { Trx } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import { connectorView, listBrands, listRooms, readPmsConnection } from './administration-views.ts';
import { found, must } from './answer-admin.ts';
import type { Standing } from './callers.ts';
import { listDoors } from './door-view.ts';
import { implement } from './implement-operation.ts';
import { readLocations } from './location-view.ts';
import { ProblemError } from './problem-error.ts';

type Command = { readonly actor: string; readonly actorName: string; readonly now: number };
const by = ({ actor, actorName, now }: Command) => ({ actor: { id: actor, name: actorName }, now: new Date(now) });
const one = { limit: 1 };

export function registerAdministrationRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'listBrands', {}, async ({ db, caller, query }) => {
    if (caller.kind !== 'staff') throw new ProblemError('forbidden', { detail: 'An API key belongs to a location.' });
    return listBrands(db, { staffId: caller.staffId, query });
  });
  implement(app, parts, 'createBrand', { perMinute: 30 }, async ({ trx, caller, body }) => {
    if (caller.kind !== 'staff') throw new ProblemError('forbidden');
    const { brandId } = await createBrand(trx, { name: body.name, staffId: caller.staffId });
    return { id: brandId, name: body.name.trim() };
  });
  implement(app, parts, 'createLocation', { perMinute: 30 }, async (ctx) => {
    const { brandId } = ctx.params;
    const made = must(await createLocation(ctx.trx, parts.signing, { ...by(ctx), brandId, wanted: ctx.body }));
    return found((await readLocations(ctx.trx, new Map([[made, 'brand_admin']])))[0]);
  });
  registerLocationRoutes(app, parts);
  registerRoomRoutes(app, parts);
  registerDoorRoutes(app, parts);
  registerPmsConnectionRoutes(app, parts);
}

function registerLocationRoutes(app: FastifyInstance, parts: ServerParts): void {
  const read = async (trx: Trx, locationId: string, standing: Standing) => {
    const role = typeof standing === 'string' ? standing : null;
    return found((await readLocations(trx, new Map([[locationId, role]])))[0]);
  };
  implement(app, parts, 'updateLocation', {}, async (ctx) => {
    const { locationId } = ctx.params;
    const { body: changes } = ctx;
    must(await changeLocation(ctx.trx, { ...by(ctx), locationId, changes }));
    const location = await read(ctx.trx, locationId, ctx.standing);
    ctx.reply.header('etag', `"${location.version}"`);
    return location;
  });
  implement(app, parts, 'testLockSystem', { perMinute: 30 }, async (ctx) =>
    must(await testLockSystem(ctx.trx, parts.signing, { ...by(ctx), locationId: ctx.params.locationId })),
  );
  implement(app, parts, 'setLockSystem', { perMinute: 30 }, async (ctx) => {
    const { locationId } = ctx.params;
    must(await setLockSystem(ctx.trx, { ...by(ctx), locationId, enabled: ctx.body.enabled }));
    return read(ctx.trx, locationId, ctx.standing);
  });
}

function registerRoomRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'listRooms', {}, ({ db, params, query }) => listRooms(db, { ...params, query }));
  implement(app, parts, 'getRoom', {}, async ({ db, params, reply }) => {
    const room = found((await listRooms(db, { ...params, query: one })).items[0]);
    reply.header('etag', `"${room.version}"`);
    return room;
  });
  implement(app, parts, 'createRoom', {}, async (ctx) => {
    const { locationId } = ctx.params;
    const { doorName, ...room } = ctx.body;
    const roomId = must(await createRoom(ctx.trx, { ...by(ctx), locationId, room, doorName }));
    return found((await listRooms(ctx.trx, { locationId, roomId, query: one })).items[0]);
  });
  implement(app, parts, 'updateRoom', {}, async (ctx) => {
    const { body: changes } = ctx;
    must(await changeRoom(ctx.trx, { ...by(ctx), ...ctx.params, changes }));
    const room = found((await listRooms(ctx.trx, { ...ctx.params, query: one })).items[0]);
    ctx.reply.header('etag', `"${room.version}"`);
    return room;
  });
  implement(app, parts, 'deleteRoom', {}, async (ctx) => {
    must(await deleteRoom(ctx.trx, { ...by(ctx), ...ctx.params }));
    return undefined;
  });
}

function registerDoorRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'getDoor', {}, async ({ db, params, reply }) => {
    const door = found((await listDoors(db, { ...params, query: one })).items[0]);
    reply.header('etag', `"${door.version}"`);
    return door;
  });
  implement(app, parts, 'createDoor', {}, async (ctx) => {
    const { locationId } = ctx.params;
    const doorId = must(await createDoor(ctx.trx, { ...by(ctx), locationId, door: ctx.body }));
    return found((await listDoors(ctx.trx, { locationId, doorId, query: one })).items[0]);
  });
  implement(app, parts, 'updateDoor', {}, async (ctx) => {
    const { body: changes } = ctx;
    must(await changeDoor(ctx.trx, { ...by(ctx), ...ctx.params, changes }));
    const door = found((await listDoors(ctx.trx, { ...ctx.params, query: one })).items[0]);
    ctx.reply.header('etag', `"${door.version}"`);
    return door;
  });
  implement(app, parts, 'deleteDoor', {}, async (ctx) => {
    must(await deleteDoor(ctx.trx, { ...by(ctx), ...ctx.params }));
    return undefined;
  });
  implement(app, parts, 'retireLock', { perMinute: 120 }, async (ctx) => {
    must(await retireLock(ctx.trx, { ...by(ctx), ...ctx.params }));
    return undefined;
  });
}

function registerPmsConnectionRoutes(app: FastifyInstance, parts: ServerParts): void {
  const { masterKey, publicUrl } = parts.config;
  implement(app, parts, 'listPmsConnectors', {}, async () => ({ items: (await listManifests()).map(connectorView) }));
  implement(app, parts, 'getPmsConnection', {}, async ({ db, params, reply }) => {
    const connection = found(await readPmsConnection(db, params.locationId));
    reply.header('etag', `"${connection.version}"`);
    return connection;
  });
  implement(app, parts, 'putPmsConnection', { perMinute: 30 }, async (ctx) => {
    const { locationId } = ctx.params;
    const { connector, config, credentials } = ctx.body;
    const wanted = { connector, config, credentials };
    const outcome = await putPmsConnection(ctx.trx, {
      ...by(ctx),
      locationId,
      masterKey,
      wanted,
    });
    const { webhookSecret } = must(outcome);
    const url = webhookSecret === null ? null : `${publicUrl}/v1/connectors/${connector}/${webhookSecret}`;
    const connection = found(await readPmsConnection(ctx.trx, locationId, url));
    ctx.reply.header('etag', `"${connection.version}"`);
    return connection;
  });
  implement(app, parts, 'testPmsConnection', { perMinute: 6, transaction: 'none' }, async (ctx) => {
    const { locationId } = ctx.params;
    const tested = await testPmsConnection(parts.db, {
      ...{ locationId, masterKey, fetch: parts.fetchOutside },
      now: new Date(ctx.now),
    });
    return found(tested ?? undefined);
  });
  implement(app, parts, 'deletePmsConnection', { perMinute: 30 }, async (ctx) => {
    must(await deletePmsConnection(ctx.trx, { ...by(ctx), locationId: ctx.params.locationId }));
    return undefined;
  });
}
