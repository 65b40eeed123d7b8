// Changing a key in force over the API: validity, suspending, resuming, extending; tasks for staff; versions for concurrent edits.
import type { DigitalKey, StaffTask } from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../fixtures/desk.fixture.ts';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';

const HOUR = 3_600_000;
let site: TestSite;
let desk: Desk;
beforeAll(async () => {
  site = await createTestSite();
  await site.hotel.tell('SITE-1', { status: 'checked_out' });
  desk = openDesk(site);
});
afterAll(() => site?.close());

const iso = (ms: number): string => new Date(ms).toISOString();
const at = (hours: number): string => iso(site.hotel.clock.now + hours * HOUR);
let references = 0;
const stay = async () => {
  references += 1;
  const reference = `CHANGE-${references}`;
  const bookingId = await site.hotel.tell(reference, { status: 'checked_in' });
  const phone = await site.hotel.enrol(bookingId);
  const key = await desk.live(bookingId);
  const tell = (more: Parameters<TestSite['hotel']['tell']>[1] = {}) =>
    site.hotel.tell(reference, { status: 'checked_in', ...more });
  const leave = () => tell({ status: 'checked_out' });
  return { reference, bookingId, phone, key, tell, leave, path: `/keys/${key.id}` };
};
const tasks = async (query = '') => (await desk.get<{ items: StaffTask[] }>(`/tasks${query}`)).body.items;

describe('changing a key’s validity', () => {
  it('gives the same key another end, renews its credential, and raises a task when the PMS then moves check-out', async () => {
    const { bookingId, phone, key, tell, leave, path } = await stay();
    await desk.confirm(phone);
    const end = iso(Date.parse(key.validUntil ?? '') - 30 * HOUR);
    const changed = await desk.post<DigitalKey>(`${path}/validity`, { validUntil: end, note: 'late flight' });
    expect(changed).toMatchObject({
      status: 200,
      body: { id: key.id, state: 'issued', validUntil: end, validitySource: 'staff' },
    });
    expect(changed.body.version).toBeGreaterThan(key.version);
    const held = (await desk.wallet(phone)).keys[0];
    expect(held).toMatchObject({ keyId: key.id, validUntil: end });
    expect(held?.credentials[0]?.leaseUntil).toBe(end);

    await tell({ departureDate: '2036-06-14' });
    expect(await desk.live(bookingId)).toMatchObject({ id: key.id, validUntil: end });
    const [task] = await tasks(`?bookingId=${bookingId}`);
    expect(task).toMatchObject({ kind: 'check_out_changed', keyId: key.id, checkOutAt: '2036-06-14T09:00:00.000Z' });
    await tell({ departureDate: '2036-06-15' });
    expect(await tasks(`?bookingId=${bookingId}`)).toMatchObject([
      { id: task?.id, checkOutAt: '2036-06-15T09:00:00.000Z' },
    ]);

    const back = await desk.post<DigitalKey>(`${path}/validity`, { validUntil: null });
    expect(back.body).toMatchObject({ validUntil: '2036-06-15T09:00:00.000Z', validitySource: 'pms' });
    expect(await tasks(`?bookingId=${bookingId}`)).toEqual([]);
    expect(await tasks(`?bookingId=${bookingId}&state=done`)).toMatchObject([{ id: task?.id, doneBy: 'front_desk' }]);
    expect(await desk.actions(bookingId)).toEqual(expect.arrayContaining(['key.redated', 'key.task_raised']));
    await leave();
  });

  it('extends with the PMS without a tap: the same key, a later end, a new document', async () => {
    const { bookingId, phone, key, tell, leave } = await stay();
    site.hotel.clock.advance(HOUR);
    await tell({ departureDate: '2036-06-20' });
    expect(await desk.live(bookingId)).toMatchObject({ id: key.id, validUntil: '2036-06-20T09:00:00.000Z' });
    expect((await desk.wallet(phone)).keys[0]?.credentials).toHaveLength(1);
    await leave();
  });

  it('a key that starts in days gets its document a day before, and none earlier', async () => {
    const { phone, leave, path } = await stay();
    const start = at(30);
    expect((await desk.post(`${path}/validity`, { validFrom: start })).status).toBe(200);
    expect((await desk.wallet(phone)).keys[0]).toMatchObject({ validFrom: start, credentials: [] });
    const jobs = await site.hotel.parts.pool.query<{ run_at: Date }>(
      `select run_at from graphile_worker.jobs where key like 'at:key.changed:%' order by run_at desc limit 1`,
    );
    expect(jobs.rows[0]?.run_at.toISOString()).toBe(at(6));
    await leave();
  });

  it('refuses with a code and what to do, and changes nothing', async () => {
    const { key, leave, path, bookingId } = await stay();
    const ask = (body: object) => desk.post(`${path}/validity`, body);
    expect(await ask({ validFrom: at(-1) })).toMatchObject({ status: 422, body: { code: 'validity_not_allowed' } });
    const late = iso(Date.parse((await desk.booking(bookingId)).checkOutAt) + 241 * 60_000);
    expect((await ask({ validUntil: late })).body.detail).toContain('within the limit');
    expect((await ask({ validUntil: at(-1) })).body.code).toBe('validity_not_allowed');
    expect((await ask({})).status).toBe(400);
    expect(await desk.live(bookingId)).toEqual(key);
    await leave();
    expect(await ask({ validUntil: at(1) })).toMatchObject({ status: 409, body: { code: 'key_ended' } });
    const waiting = await site.hotel.tell('CHANGE-W', { status: 'checked_in', departureDate: '2036-12-30' });
    const [waits] = await desk.keys(waiting);
    const refused = await desk.post(`/keys/${waits?.id}/validity`, { validUntil: at(1) });
    expect(refused).toMatchObject({ status: 409, body: { code: 'key_waiting' } });
    await site.hotel.tell('CHANGE-W', { status: 'cancelled' });
  });
});

describe('suspending', () => {
  it('takes the key from phone and locks, and resuming gives it back with a new door key', async () => {
    const { bookingId, phone, key, leave, path } = await stay();
    await desk.confirm(phone);
    const first = (await desk.wallet(phone)).keys[0]?.credentials[0];
    expect((await desk.post<DigitalKey>(`${path}/suspend`)).body.state).toBe('suspended');
    expect((await desk.wallet(phone)).keys[0]).toMatchObject({ state: 'suspended', credentials: [] });
    expect((await desk.live(bookingId)).revocation).toMatchObject({ state: 'requested', enforcedAt: null });
    expect((await desk.post(`${path}/suspend`)).body.code).toBe('key_suspended');
    await site.hotel.tell('SITE-1', { status: 'checked_out' });
    expect((await desk.live(bookingId)).state).toBe('suspended');

    site.hotel.clock.advance(60_000);
    const resumed = await desk.post<DigitalKey>(`${path}/resume`);
    expect(resumed.body).toMatchObject({ id: key.id, state: 'issued', revocation: null });
    const second = (await desk.wallet(phone)).keys[0]?.credentials[0];
    expect(second?.doorKeyPoint).toBeDefined();
    expect(second?.doorKeyPoint).not.toBe(first?.doorKeyPoint);
    expect((await desk.post(`${path}/resume`)).body.code).toBe('key_not_suspended');

    // What was taken away is proven by itself, though the key is in force again.
    await desk.confirmRemoval(phone, key.id);
    const proof = await site.hotel.parts.db
      .selectFrom('revocation')
      .select('proof')
      .where('key_id', '=', key.id)
      .executeTakeFirst();
    expect(proof?.proof).toBe('deleted_on_device');
    await leave();
  });

  it('is staff’s last word: a suspended key that a room move ended is not issued anew by a trigger', async () => {
    const { bookingId, tell, leave, path } = await stay();
    await desk.post(`${path}/suspend`);
    await site.hotel.tell('SITE-2', { status: 'cancelled' });
    await tell({ room: { number: '102' } });
    expect((await desk.keys(bookingId)).map((key) => [key.state, key.endReason])).toEqual([['ended', 'superseded']]);
    const issued = await desk.post<DigitalKey>(`/bookings/${bookingId}/keys`);
    expect(issued.body.state).toBe('issued');
    await leave();
  });

  it('does not resume what could not be issued now', async () => {
    const { path, leave } = await stay();
    await desk.post(`${path}/suspend`);
    const { db } = site.hotel.parts;
    await db
      .updateTable('location')
      .set({ lock_system_enabled: false })
      .where('id', '=', site.hotel.locationId)
      .execute();
    const refused = await desk.post(`${path}/resume`);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'conditions_unmet', unmet: [{ code: 'integration_not_configured' }] },
    });
    await db
      .updateTable('location')
      .set({ lock_system_enabled: true })
      .where('id', '=', site.hotel.locationId)
      .execute();
    await leave();
  });
});

describe('tasks', () => {
  it('are finished once, by name, and only by who may', async () => {
    const { bookingId, tell, leave, path } = await stay();
    await desk.post(`${path}/validity`, { validUntil: at(20) });
    await tell({ departureDate: '2036-06-18' });
    const [task] = await tasks(`?bookingId=${bookingId}`);
    const done = (who = site.staff.front_desk, note = 'stays as it is') =>
      desk.post<StaffTask>(`/tasks/${task?.id}/done`, { note }, { who });
    expect((await done(site.staff.viewer)).status).toBe(403);
    expect(await done()).toMatchObject({ status: 200, body: { doneBy: 'front_desk', doneNote: 'stays as it is' } });
    expect(await done(site.staff.location_admin, 'again')).toMatchObject({
      status: 200,
      body: { doneBy: 'front_desk', doneNote: 'stays as it is' },
    });
    expect(await tasks(`?bookingId=${bookingId}`)).toEqual([]);
    expect((await desk.post('/tasks/01890a5d-ac96-774b-bcce-b302099a8057/done')).status).toBe(404);
    await leave();
  });

  it('are open again when who finished them takes that back at once, as long as there is something to decide', async () => {
    const { bookingId, tell, leave, path } = await stay();
    const open = () => tasks(`?bookingId=${bookingId}`);
    await desk.post(`${path}/validity`, { validUntil: at(20) });
    await tell({ departureDate: '2036-06-18' });
    const [task] = await open();
    const finish = () => desk.post(`/tasks/${task?.id}/done`, { note: 'stays' });
    const reopen = (who = site.staff.front_desk) =>
      desk.post<StaffTask>(`/tasks/${task?.id}/reopen`, undefined, { who });
    await finish();
    expect((await reopen(site.staff.viewer)).status).toBe(403);
    // By who it was, not by what they are called: two people may have the same name.
    const names = (from: string, to: string) =>
      site.hotel.parts.db.updateTable('staff_user').set({ name: to }).where('id', '=', from).execute();
    const { name } = await site.hotel.parts.db
      .selectFrom('staff_user')
      .select('name')
      .where('id', '=', site.staffIds.front_desk)
      .executeTakeFirstOrThrow();
    await names(site.staffIds.location_admin, name);
    expect(await reopen(site.staff.location_admin)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await names(site.staffIds.front_desk, 'Somebody With A New Name');
    expect(await reopen()).toMatchObject({ status: 200, body: { doneAt: null, doneBy: null, doneNote: null } });
    expect(await open()).toMatchObject([{ id: task?.id }]);
    expect((await reopen()).status).toBe(200);

    // Too late; asked anew meanwhile; about a key that has ended.
    await finish();
    site.hotel.clock.now += HOUR + 1;
    expect((await reopen()).status).toBe(409);
    site.hotel.clock.now -= HOUR + 1;
    await tell({ departureDate: '2036-06-19' });
    expect(await open()).toMatchObject([{ checkOutAt: '2036-06-19T09:00:00.000Z' }]);
    expect((await reopen()).status).toBe(409);
    await leave();
    expect((await reopen()).status).toBe(409);
    expect(await open()).toEqual([]);
    expect((await desk.post('/tasks/01890a5d-ac96-774b-bcce-b302099a8057/reopen')).status).toBe(404);
  });
});

describe('concurrent edits', () => {
  it('a command that names an old version is refused with 412, the right one takes effect', async () => {
    const { bookingId, key, leave, path } = await stay();
    const read = await site.ask({
      method: 'GET',
      url: `/v1/locations/${site.hotel.locationId}${path}`,
      who: site.apiKey,
    });
    const etag = String(read.headers.etag);
    expect(etag).toBe(`"${key.version}"`);
    const suspend = (ifMatch: string, name = 'suspend') =>
      desk.post<DigitalKey>(`${path}/${name}`, {}, { headers: { 'if-match': ifMatch } });
    expect((await suspend(etag)).status).toBe(200);
    const late = await suspend(etag, 'resume');
    expect(late).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    expect((await suspend('W/"2"', 'resume')).status).toBe(412);
    expect((await suspend('2', 'resume')).status).toBe(400);
    expect((await suspend('"1", *', 'resume')).status).toBe(400);
    expect((await suspend('*', 'resume')).status).toBe(200);

    const booking = await desk.booking(bookingId);
    const put = (ifMatch: string, reference: string) =>
      site.ask({
        method: 'PUT',
        url: `/v1/locations/${site.hotel.locationId}/bookings/by-reference/${reference}`,
        who: site.apiKey,
        headers: { 'if-match': ifMatch },
        json: {
          status: 'checked_in',
          roomNumber: '101',
          arrivalDate: '2036-06-10',
          departureDate: '2036-06-13',
          guest: { firstName: 'Test', lastName: 'Guest' },
        },
      });
    expect((await put(`"${booking.version - 1}"`, booking.reference)).statusCode).toBe(412);
    expect((await put('*', 'UNKNOWN-9')).statusCode).toBe(412);
    expect((await put(`"${booking.version}"`, booking.reference)).statusCode).toBe(200);
    await leave();
  });

  it('of two that saw the same version exactly one wins, whatever races', async () => {
    const { key, leave, path } = await stay();
    const headers = { 'if-match': `"${key.version}"` };
    const answers = await Promise.all([
      site.ask({
        method: 'POST',
        url: `/v1/locations/${site.hotel.locationId}${path}/suspend`,
        who: site.apiKey,
        headers,
        json: {},
      }),
      site.ask({
        method: 'POST',
        url: `/v1/locations/${site.hotel.locationId}${path}/validity`,
        who: site.staff.front_desk,
        headers,
        json: { validUntil: at(5) },
      }),
    ]);
    expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([200, 412]);
    await site.hotel.settle();
    await leave();
  });
});
