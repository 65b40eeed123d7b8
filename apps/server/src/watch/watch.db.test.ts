// Readiness says why not; figures move with what happens, and name nobody.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';
import { startWorker } from '../jobs/run-worker.ts';
import { readReadiness } from './readiness.ts';
import { serveMetrics } from './serve-metrics.ts';

let site: TestSite;
let watch: Awaited<ReturnType<typeof serveMetrics>>;
beforeAll(async () => {
  site = await createTestSite();
  watch = await serveMetrics(site.hotel.parts, 0);
});
afterAll(async () => {
  await watch?.stop();
  await site?.close();
});

const get = (path: string) => fetch(`http://127.0.0.1:${watch.port}${path}`);

describe('readiness', () => {
  it('is 503 with the reason while no worker runs, and 200 once one does', async () => {
    const before = await get('/ready');
    expect(before.status).toBe(503);
    const said = (await before.json()) as Awaited<ReturnType<typeof readReadiness>>;
    expect(said.checks.filter((one) => !one.ok).map((one) => one.name)).toEqual(['worker']);
    const worker = await startWorker(site.hotel.parts);
    expect((await get('/ready')).status).toBe(200);
    await worker.stop();
  });

  it('names a migration that is missing, and keys that can’t be opened', async () => {
    const { pool } = site.hotel.parts;
    await pool.query('update nightlatch_migration set number = -6 where number = 6');
    const failed = (await readReadiness(site.hotel.parts)).checks.find((one) => one.name === 'migrations');
    expect(failed?.reason).toContain('0006-lock-mail.sql');
    await pool.query('update nightlatch_migration set number = 6 where number = -6');
  });
});

describe('metrics', () => {
  it('count requests by operation and status, and hold no id, name or location', async () => {
    const url = `/v1/locations/${site.hotel.locationId}/bookings?search=guest`;
    await site.ask({ method: 'GET', url, who: site.staff.front_desk });
    await site.ask({ method: 'GET', url: '/v1/nothing-here/secret-token' });
    const text = await (await get('/metrics')).text();
    expect(text).toMatch(/nightlatch_http_request_seconds_count\{operation="listBookings",status="2xx"\} 1/);
    expect(text).toMatch(/nightlatch_database_figures_ok 1/);
    expect(text).toMatch(/nightlatch_database_connections\{state="idle"\}/);
    for (const trace of [site.hotel.locationId, 'Guest', 'guest@example.com', 'secret-token', 'nothing-here', 'SITE-1'])
      expect(text).not.toContain(trace);
    expect((await get('/')).status).toBe(404);
  });
});
