// Answers of the PMS that come in another order than they were asked for (docs/decisions/0069, invariant 15), over the real connector and PostgreSQL.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHotel, type TestHotel } from './fixtures/hotel.fixture.ts';
import { FLOW } from './flow.ts';
import { newId } from './ids.ts';
import { sealPmsCredentials } from './inbox/open-pms.ts';
import { MODEL_PMS_CONFIG, MODEL_PMS_CREDENTIALS, ModelPms, type Stay } from './model/model-pms.fixture.ts';

const HOUR = 3_600_000;
const realFetch = globalThis.fetch;
let hotel: TestHotel;
let pms: ModelPms;
/** Answers to single reservations that are held back until they are let go, in the order of the questions. */
let held: { go: () => void }[] = [];
let holding = false;

beforeAll(async () => {
  hotel = await createTestHotel();
  pms = new ModelPms();
  globalThis.fetch = async (input) => {
    const answer = await pms.fetch(String(input));
    if (holding && String(input).includes('/reservations')) await new Promise<void>((go) => held.push({ go }));
    return answer;
  };
  const { db, config } = hotel.parts;
  const { locationId } = hotel;
  await db
    .insertInto('pms_connection')
    .values({
      location_id: locationId,
      connector: 'apaleo',
      config: JSON.stringify(MODEL_PMS_CONFIG),
      sealed_credentials: sealPmsCredentials({
        masterKey: config.masterKey,
        locationId,
        credentials: MODEL_PMS_CREDENTIALS,
      }),
      webhook_secret_hash: randomBytes(32),
    })
    .execute();
});
afterAll(async () => {
  globalThis.fetch = realFetch;
  await hotel?.close();
});

const now = (): Date => new Date(hotel.clock.now);
const say = (reference: string, change: Partial<Stay> = {}): void =>
  pms.put(reference, {
    ...{ status: 'confirmed', room: '101', lastName: 'Late' },
    arrivalAt: hotel.clock.now - HOUR,
    departureAt: hotel.clock.now + 40 * HOUR,
    ...change,
  });
const hint = async (reference: string): Promise<() => Promise<unknown>> => {
  const hintId = newId();
  const { locationId } = hotel;
  await hotel.parts.db
    .insertInto('inbox_hint')
    .values({ location_id: locationId, id: hintId, connector: 'apaleo', reference, topic: null, received_at: now() })
    .execute();
  return () => FLOW['hint.received'](hotel.parts, { name: 'hint.received', locationId, hintId }, now());
};
const known = (reference: string) =>
  hotel.parts.db
    .selectFrom('booking')
    .select(['status', 'version', 'pms_read_seq'])
    .where('location_id', '=', hotel.locationId)
    .where('reference', '=', reference)
    .executeTakeFirst();
const until = async (questions: number): Promise<void> => {
  while (held.length < questions) await new Promise((resolve) => setTimeout(resolve, 2));
};
/** Two questions; the first one's answer comes last. */
const race = async (first: () => Promise<unknown>, between: () => void, second: () => Promise<unknown>) => {
  [holding, held] = [true, []];
  const slow = first();
  await until(1);
  between();
  const quick = second();
  await until(2);
  holding = false;
  held[1]?.go();
  await quick;
  held[0]?.go();
  await slow;
};

describe('an answer that was asked for earlier and comes later', () => {
  it('invariant 15: does not undo the later word, of a booking that was known', async () => {
    say('LATE-1');
    await (await hint('LATE-1'))();
    expect((await known('LATE-1'))?.status).toBe('confirmed');
    await race(await hint('LATE-1'), () => say('LATE-1', { status: 'checked_in' }), await hint('LATE-1'));
    expect((await known('LATE-1'))?.status).toBe('checked_in');
  });

  it('does not undo the later word of one that both brought', async () => {
    say('LATE-2', { room: '102' });
    await race(await hint('LATE-2'), () => say('LATE-2', { room: '102', status: 'cancelled' }), await hint('LATE-2'));
    expect((await known('LATE-2'))?.status).toBe('cancelled');
  });

  it('nor one that only confirmed what was known; confirming changes no version', async () => {
    say('LATE-3', { room: null, status: 'no_show' });
    await (await hint('LATE-3'))();
    const before = await known('LATE-3');
    say('LATE-3', { room: null, status: 'confirmed' });
    await race(await hint('LATE-3'), () => say('LATE-3', { room: null, status: 'no_show' }), await hint('LATE-3'));
    const after = await known('LATE-3');
    expect(after).toMatchObject({ status: 'no_show', version: before?.version });
    expect(after?.pms_read_seq).toBeGreaterThan(before?.pms_read_seq ?? 0);
  });

  it('nor one that an integration told meanwhile: the PMS is asked again', async () => {
    say('LATE-4', { room: null });
    const question = await hint('LATE-4');
    [holding, held] = [true, []];
    const slow = question();
    await until(1);
    await hotel.tell('LATE-4', { status: 'confirmed', room: null, departureDate: '2036-06-30' });
    say('LATE-4', { room: null, status: 'cancelled' });
    holding = false;
    held[0]?.go();
    await slow;
    expect((await known('LATE-4'))?.status).toBe('cancelled');
  });

  it('nor does a resync that began before', async () => {
    say('LATE-5', { room: null });
    await race(
      () => FLOW['pms.resync'](hotel.parts, { name: 'pms.resync', locationId: hotel.locationId }, now()),
      () => say('LATE-5', { room: null, status: 'no_show' }),
      await hint('LATE-5'),
    );
    expect((await known('LATE-5'))?.status).toBe('no_show');
  });
});
