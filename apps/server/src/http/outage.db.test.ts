// While the database is away: 503 for everything that needs it, and good answers again by itself afterwards.
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schema } from '../db/schema.ts';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { buildApp } from './build-app.ts';

let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel();
});
afterAll(() => hotel?.close());

const bearer = { authorization: 'Bearer nlk_some' };

describe('an outage of the database', () => {
  it('answers not_ready where no database listens', async () => {
    // Port 1 of this machine: nothing listens there.
    const pool = new pg.Pool({ host: '127.0.0.1', port: 1, user: 'nobody', connectionTimeoutMillis: 2_000 });
    const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
    const app = await buildApp({ ...hotel.parts, db, pool });
    for (const url of ['/health', `/v1/locations/${hotel.locationId}/bookings`]) {
      const answer = await app.inject({ method: 'GET', url, headers: bearer });
      expect(answer.statusCode).toBe(503);
      expect(answer.json()).toMatchObject({ code: 'not_ready' });
      expect(answer.body).not.toContain('127.0.0.1');
    }
    await app.close();
    await db.destroy();
  });

  it('is over when the database is back: connections that broke are replaced', async () => {
    const app = await buildApp(hotel.parts);
    expect((await app.inject({ method: 'GET', url: '/health' })).statusCode).toBe(200);
    const breaker = new pg.Client({ connectionString: hotel.parts.connectionString });
    await breaker.connect();
    await breaker.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await breaker.end();
    const statuses = new Set<number>();
    for (let tries = 0; tries < 50 && !statuses.has(200); tries += 1) {
      statuses.add((await app.inject({ method: 'GET', url: '/health' })).statusCode);
    }
    expect(statuses.has(200)).toBe(true);
    expect([...statuses].every((status) => status === 200 || status === 503)).toBe(true);
    await app.close();
  });
});
