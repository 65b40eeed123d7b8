// What a check-in costs the database, counted and not timed: jobs and statements from the PMS's hint to the key with its document, alone and in a rush.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emit } from './events.ts';
import { createTestHotel, type TestHotel } from './fixtures/hotel.fixture.ts';
import { createTestStock } from './fixtures/stock.fixture.ts';
import { newId } from './ids.ts';
import { sealPmsCredentials } from './inbox/open-pms.ts';
import { MODEL_PMS_CONFIG, MODEL_PMS_CREDENTIALS, ModelPms } from './model/model-pms.fixture.ts';

const HOUR = 3_600_000;
const RUSH = 40;
const realFetch = globalThis.fetch;
const realQuery = pg.Client.prototype.query;
let hotel: TestHotel;
let pms: ModelPms;
let statements: string[] = [];

/** Hears every statement of this process, whoever sends it. */
const hear = (): void => {
  statements = [];
  pg.Client.prototype.query = function query(this: pg.Client, ...given: unknown[]) {
    const [first] = given as [string | { text: string }];
    statements.push(typeof first === 'string' ? first : first.text);
    return Reflect.apply(realQuery, this, given);
  } as typeof realQuery; // the same function, with an ear
};
const stopHearing = (): { statements: number; jobs: number } => {
  pg.Client.prototype.query = realQuery;
  const jobs = statements.filter((text) => /^delete from "graphile_worker"._private_jobs/.test(text)).length;
  // Looking for jobs when there are none is no part of a check-in.
  return {
    statements: statements.filter((text) => !/^(with j as|listen|select current_setting)/i.test(text)).length,
    jobs,
  };
};

beforeAll(async () => {
  hotel = await createTestHotel();
  pms = new ModelPms();
  globalThis.fetch = async (input) => pms.fetch(String(input));
  const { db, config } = hotel.parts;
  const { locationId } = hotel;
  const sealed_credentials = sealPmsCredentials({
    masterKey: config.masterKey,
    locationId,
    credentials: MODEL_PMS_CREDENTIALS,
  });
  await db
    .insertInto('pms_connection')
    .values({
      location_id: locationId,
      connector: 'apaleo',
      config: JSON.stringify(MODEL_PMS_CONFIG),
      sealed_credentials,
      webhook_secret_hash: randomBytes(32),
    })
    .execute();
});
afterAll(async () => {
  globalThis.fetch = realFetch;
  pg.Client.prototype.query = realQuery;
  await hotel?.close();
});

const say = (reference: string, status: 'confirmed' | 'checked_in', room = '101'): void =>
  pms.put(reference, {
    ...{ status, room, lastName: 'Counted' },
    arrivalAt: hotel.clock.now - HOUR,
    departureAt: hotel.clock.now + 40 * HOUR,
  });
const hint = async (reference: string): Promise<void> => {
  const { locationId, parts, clock } = hotel;
  const hintId = newId();
  const received_at = new Date(clock.now);
  await parts.db
    .insertInto('inbox_hint')
    .values({ location_id: locationId, id: hintId, connector: 'apaleo', reference, topic: null, received_at })
    .execute();
  await emit(parts.db, { name: 'hint.received', locationId, hintId });
};
const keys = () => hotel.parts.db.selectFrom('digital_key').select('id').where('state', '=', 'issued').execute();

describe('a check-in', () => {
  it('alone is two jobs: the hint, which puts the booking and issues its key at once, and the mail to the room’s lock', async () => {
    say('COST-1', 'confirmed');
    await hint('COST-1');
    await hotel.settle();
    const booking = await hotel.parts.db.selectFrom('booking').select('id').executeTakeFirstOrThrow();
    await hotel.enrol(booking.id);
    say('COST-1', 'checked_in');
    await hint('COST-1');
    hear();
    await hotel.settle();
    const cost = stopHearing();
    expect(await keys()).toHaveLength(1);
    expect(cost.jobs).toBe(2);
    expect(cost.statements).toBeLessThanOrEqual(56);
  });

  it('in a rush shares its statements with those that are put and settled with it', async () => {
    const { db } = hotel.parts;
    const before = (await keys()).length;
    await createTestStock(hotel, RUSH);
    const stock = db.selectFrom('booking').select('id').where('source', '=', 'test').where('reference', '!=', 'COST-1');
    await db.deleteFrom('occupancy').where('booking_id', 'in', stock).execute();
    await db
      .updateTable('booking')
      .set({ status: 'confirmed', reference: sql<string>`'RUSH-' || upper(substr(md5(id::text), 1, 8))` })
      .where('id', 'in', stock)
      .execute();
    const rooms = await db
      .selectFrom('booking')
      .innerJoin('room', 'room.id', 'booking.room_id')
      .select(['reference', 'number'])
      .where('booking.id', 'in', stock)
      .execute();
    expect(rooms).toHaveLength(RUSH);
    const tellAll = async (status: 'confirmed' | 'checked_in') => {
      for (const { reference, number } of rooms) {
        say(reference, status, number);
        await hint(reference);
      }
    };
    await tellAll('confirmed');
    await hotel.settle();
    await tellAll('checked_in');
    hear();
    await hotel.settle();
    const cost = stopHearing();
    expect((await keys()).length - before).toBe(RUSH);
    // Two jobs each, of which nearly all are taken along by others (docs/decisions/0105). How many come together is up to the machine.
    expect(cost.jobs).toBeLessThanOrEqual(RUSH / 2);
    expect(cost.statements / RUSH).toBeLessThanOrEqual(12);
  });
});
