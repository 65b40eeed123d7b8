// Webhooks that come at once are kept in few transactions, and each still has its own answer.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { MODEL_PMS_CONFIG, MODEL_PMS_CREDENTIALS } from '../model/model-pms.fixture.ts';
import { sealPmsCredentials } from './open-pms.ts';
import { createHintReceiver } from './receive-hint.ts';

const SECRET = 'the-secret-part-of-the-address';
let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel();
  const { db, config } = hotel.parts;
  const { locationId } = hotel;
  const credentials = MODEL_PMS_CREDENTIALS;
  await db
    .insertInto('pms_connection')
    .values({
      location_id: locationId,
      connector: 'apaleo',
      config: JSON.stringify(MODEL_PMS_CONFIG),
      sealed_credentials: sealPmsCredentials({ masterKey: config.masterKey, locationId, credentials }),
      webhook_secret_hash: createHash('sha256').update(SECRET).digest(),
    })
    .execute();
});
afterAll(() => hotel?.close());

/** What Apaleo sends when something about a reservation changed. */
const webhook = (reference: string) => ({
  topic: 'Reservation',
  type: 'changed',
  id: reference,
  accountId: 'MODEL',
  propertyId: MODEL_PMS_CONFIG.propertyId,
  data: { entityId: reference },
  timestamp: 1,
});

it('keeps each hint with its job; a stranger’s and a malformed one are refused beside them', async () => {
  const receive = createHintReceiver(hotel.parts);
  const now = new Date(hotel.clock.now);
  const bodies: [string, unknown][] = Array.from({ length: 30 }, (_, n) => [SECRET, webhook(`HINT-${n}`)]);
  bodies[7] = ['somebody-else', webhook('HINT-7')];
  bodies[11] = [SECRET, 'not a webhook'];
  const answers = await Promise.all(
    bodies.map(([webhookSecret, body]) => receive('apaleo', { webhookSecret, body, now })),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(28);
  expect(answers[7]).toEqual({ ok: false, code: 'not_found' });
  expect(answers[11]).toEqual({ ok: false, code: 'malformed' });

  const { rows } = await hotel.parts.pool.query(
    `select h.reference, h.xmin::text as transaction, j.id is not null as job from inbox_hint h
     left join graphile_worker._private_jobs j on j.payload->>'hintId' = h.id::text where h.location_id = $1`,
    [hotel.locationId],
  );
  const kept = bodies.map((_, n) => `HINT-${n}`).filter((reference) => !['HINT-7', 'HINT-11'].includes(reference));
  expect(rows.map(({ reference }) => reference).sort()).toEqual(kept.sort());
  expect(rows.every(({ job }) => job)).toBe(true);
  expect(new Set(rows.map(({ transaction }) => transaction)).size).toBeLessThanOrEqual(2);
});
