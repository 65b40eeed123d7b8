// Live streams over real HTTP: heard only when committed, only at one's own location, ended with the right to listen.

import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createClient, type LiveChange, type LockMailList, readEvents } from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notifyLive } from '../db/notify-live.ts';
import { openDesk } from '../fixtures/desk.fixture.ts';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';
import { putMail } from '../locks/put-mail.ts';

let site: TestSite;
let baseUrl: string;
beforeAll(async () => {
  site = await createTestSite();
  await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = site.app.server.address() as AddressInfo; // listening on TCP
  baseUrl = `http://127.0.0.1:${port}`;
});
afterAll(() => site?.close());

type Heard = { event: string; data: unknown };

const open = async (
  who: Who,
  operation: 'streamLocation' | 'streamLockMail' | 'streamWallet',
  locationId = site.hotel.locationId,
) => {
  const client = createClient({ baseUrl, headers: () => ({ ...who }) });
  const ended = new AbortController();
  const response = await client.open(operation, { params: { locationId }, signal: ended.signal });
  if (!response.body) throw new Error('no body');
  const events = readEvents(response.body);
  return {
    headers: response.headers,
    next: async (): Promise<Heard | 'ended'> => {
      const found = await events.next();
      return found.done ? 'ended' : found.value;
    },
    close: () => ended.abort(),
  };
};

const change = (locationId: string, id: string) =>
  site.hotel.parts.db
    .transaction()
    .execute((trx) => notifyLive(trx, { topic: 'change', locationId, kind: 'booking', id, bookingId: id }));

describe('the location’s stream', () => {
  it('tells a change once its cause is committed, never before and never without', async () => {
    const stream = await open(site.staff.viewer, 'streamLocation');
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.headers.get('content-security-policy')).toBeTruthy();
    const [lost, kept] = [newId(), newId()];
    await site.hotel.parts.db
      .transaction()
      .execute(async (trx) => {
        await notifyLive(trx, {
          topic: 'change',
          locationId: site.hotel.locationId,
          kind: 'booking',
          id: lost,
          bookingId: null,
        });
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await change(site.hotel.locationId, kept);
    const heard = await stream.next();
    expect(heard).toMatchObject({
      event: 'change',
      data: { kind: 'booking', id: kept, bookingId: kept } satisfies Partial<LiveChange>,
    });
    stream.close();
  });

  it('invariant 18: carries nothing of another location', async () => {
    const stream = await open(site.staff.viewer, 'streamLocation');
    const mine = newId();
    await change(site.other.locationId, newId());
    await change(site.hotel.locationId, mine);
    expect(await stream.next()).toMatchObject({ data: { id: mine } });
    stream.close();
    await expect(open(site.staff.viewer, 'streamLocation', site.other.locationId)).rejects.toMatchObject({
      problem: { status: 404 },
    });
  });

  it('tells what a phone tells: a try at a door, Bluetooth that went off; nothing about guests whom the phone does not serve', async () => {
    const desk = openDesk(site);
    const phone = await site.hotel.enrol(site.bookingId);
    const stranger = site.device;
    await site.hotel.settle();
    const stream = await open(site.staff.viewer, 'streamLocation');
    const body = {
      attempts: [{ keyId: site.keyId, at: new Date().toISOString(), outcome: 'refused', diagnosis: 'privacy_on' }],
    };
    const foreign = await site.ask({ method: 'POST', url: '/v1/guest/door-attempts', who: stranger, json: body });
    expect(foreign.statusCode).toBe(204);
    expect(await site.hotel.parts.db.selectFrom('door_attempt').selectAll().execute()).toEqual([]);
    expect((await desk.guest(phone, 'POST', '/door-attempts', body)).status).toBe(204);
    const { bookingId } = site;
    expect(await stream.next()).toMatchObject({ data: { kind: 'booking', id: bookingId, bookingId } });
    for (const bluetooth of ['off', 'off', 'on']) {
      await desk.guest(phone, 'POST', '/receipts', { receipts: [], bluetooth });
    }
    const device = { data: { kind: 'device', id: phone.deviceId, bookingId } };
    expect([await stream.next(), await stream.next()]).toMatchObject([device, device]);
    const last = newId();
    await change(site.hotel.locationId, last);
    expect(await stream.next()).toMatchObject({ data: { id: last } });
    stream.close();
  });

  it('ends at once when the role is taken away', async () => {
    const { db } = site.hotel.parts;
    const stream = await open(site.staff.brand_admin, 'streamLocation');
    await db.transaction().execute(async (trx) => {
      await trx.deleteFrom('staff_role').where('staff_id', '=', site.staffIds.brand_admin).execute();
      await notifyLive(trx, { topic: 'role', locationId: site.hotel.locationId });
    });
    await change(site.hotel.locationId, newId());
    expect(await stream.next()).toBe('ended');
  });

  it('tells to read everything again after the database connection was lost', async () => {
    const stream = await open(site.staff.viewer, 'streamLocation');
    await site.hotel.parts.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'nightlatch live' and datname = current_database()`,
    );
    expect(await stream.next()).toMatchObject({ data: { kind: 'location', id: site.hotel.locationId } });
    const id = newId();
    await change(site.hotel.locationId, id);
    expect(await stream.next()).toMatchObject({ data: { id } });
    stream.close();
  });
});

describe('the phone’s stream', () => {
  it('begins with the whole wallet and sends it again when something changed for this phone', async () => {
    const stream = await open(site.device, 'streamWallet');
    expect(await stream.next()).toMatchObject({ event: 'wallet', data: { deviceId: site.deviceId } });
    await site.hotel.parts.db
      .transaction()
      .execute((trx) =>
        notifyLive(trx, { topic: 'device', locationId: site.hotel.locationId, deviceId: site.deviceId }),
      );
    expect(await stream.next()).toMatchObject({ event: 'wallet' });
    stream.close();
  });
});

describe('the gateway’s stream', () => {
  it('begins with the mail that waits', async () => {
    const stream = await open(site.apiKey, 'streamLockMail');
    expect(await stream.next()).toMatchObject({ event: 'mail', data: { locks: expect.any(Array) } });
    stream.close();
  });

  it('then tells each new item once, and is silent where nothing is new', async () => {
    const { parts, locationId, doors, clock } = site.hotel;
    const stream = await open(site.apiKey, 'streamLockMail');
    const first = await stream.next();
    const itemsOf = (event: unknown) => (event as { data: LockMailList }).data.locks.flatMap(({ items }) => items);
    const before = itemsOf(first);
    expect(before.length).toBeGreaterThan(0);
    const tell = (mail: boolean) =>
      parts.db.transaction().execute(async (trx) => {
        const lockRowId = doors.get('r101')?.lockRowId ?? '';
        const body = { kind: 'time-floor' as const, at: clock.now };
        clock.advance(1000);
        if (mail) await putMail(trx, parts.signing, { locationId, lockRowId, now: new Date(clock.now), body });
        else await notifyLive(trx, { topic: 'lock_mail', locationId });
      });
    await tell(false);
    await tell(true);
    const [fresh, ...more] = itemsOf(await stream.next());
    expect([more, before.includes(fresh ?? '')]).toEqual([[], false]);
    await tell(true);
    const [next] = itemsOf(await stream.next());
    expect([...before, fresh]).not.toContain(next);
    stream.close();
  });
});

describe('the end of the server', () => {
  it('ends streams, drops connections that were opened ahead, and lets a request under way finish', async () => {
    const stream = await open(site.staff.viewer, 'streamLocation');
    const ahead = connect(Number(new URL(baseUrl).port), '127.0.0.1');
    await once(ahead, 'connect');
    const dropped = once(ahead, 'close');
    // Holds the row that the command needs, so that it is under way when the server is told to stop.
    const holder = await site.hotel.parts.pool.connect();
    await holder.query('begin');
    await holder.query('select 1 from booking where id = $1 for update', [site.bookingId]);
    const command = fetch(`${baseUrl}/v1/locations/${site.hotel.locationId}/bookings/${site.bookingId}/keys`, {
      method: 'POST',
      headers: { ...site.staff.front_desk, 'content-type': 'application/json' },
      body: '{}',
    });
    await waitFor(async () => {
      const waiting = await holder.query(
        `select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      return waiting.rows[0]?.count > 0;
    });
    const closed = site.app.close();
    site.hotel.parts.live.endStreams();
    expect(await stream.next()).toBe('ended');
    await dropped;
    await holder.query('rollback');
    holder.release();
    expect((await command).status).toBe(409);
    await closed;
  }, 15_000);
});

/** Asks until it is so; the test's own time limit ends it. */
const waitFor = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
};
