// What is over is deleted; what is not stays.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import type { Schema } from './schema.ts';
import { sweepExpired } from './sweep-expired.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let opened: OpenDatabase<Schema>;
beforeAll(async () => {
  database = await createTestDatabase();
  opened = await openDatabase<Schema>({ connectionString: database.connectionString });
});
afterAll(async () => {
  await opened?.close();
  await database?.drop();
});

const hourMs = 3600_000;
const now = Date.UTC(2036, 5, 10, 12);

it('keeps an answer for a day, a session and a challenge until they end', async () => {
  const { db } = opened;
  const answer = (idempotencyKey: string, hoursAgo: number) =>
    db
      .insertInto('idempotent_answer')
      .values({
        actor: 'staff:x',
        idempotency_key: idempotencyKey,
        request_hash: randomBytes(32),
        status: 200,
        sealed_body: null,
        created_at: new Date(now - hoursAgo * hourMs),
      })
      .execute();
  await answer('young', 23);
  await answer('old', 25);
  await db.insertInto('staff_user').values({ id: 'u', name: 'U', email: 'u@example.com' }).execute();
  const session = (id: string, inHours: number) =>
    db
      .insertInto('staff_session')
      .values({ id, userId: 'u', token: id, expiresAt: new Date(now + inHours * hourMs) })
      .execute();
  await session('open', 1);
  await session('over', -1);
  const challenge = (inHours: number) =>
    db
      .insertInto('device_challenge')
      .values({
        challenge_hash: randomBytes(32),
        device_id: '01890a5d-ac96-774b-bcce-b302099a8057',
        expires_at: new Date(now + inHours * hourMs),
      })
      .execute();
  await challenge(1);
  await challenge(-1);

  await sweepExpired(db, now);

  expect(await db.selectFrom('idempotent_answer').select('idempotency_key').execute()).toEqual([
    { idempotency_key: 'young' },
  ]);
  expect(await db.selectFrom('staff_session').select('id').execute()).toEqual([{ id: 'open' }]);
  expect(await db.selectFrom('device_challenge').select('expires_at').execute()).toEqual([
    { expires_at: new Date(now + hourMs) },
  ]);
});
