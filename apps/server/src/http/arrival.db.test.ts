// Arrival end to end over HTTP: the phone submits and shows an ID, the desk decides, the room and the PMS are waited for, and the key comes by itself.
import { randomBytes } from 'node:crypto';
import {
  type Arrival,
  type ArrivalPolicy,
  type ArrivalRequest,
  type Booking,
  DEFAULT_ARRIVAL_POLICY,
} from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { sweepIdChecks } from '../verification/sweep-id-checks.ts';
import { secretHash } from './authenticate.ts';

let site: TestSite;
let at = '';
beforeAll(async () => {
  site = await createTestSite();
  at = `/v1/locations/${site.hotel.locationId}`;
  const { db } = site.hotel.parts;
  // What the rights' tests leave for one to find is in the way here.
  await db.deleteFrom('check_in_request').execute();
  await db.deleteFrom('id_check').execute();
  await site.hotel.tell('SITE-1', { status: 'checked_out' });
  await site.hotel.tell('SITE-2', { status: 'cancelled', room: null });
  await policies({ autoIssueAtCheckIn: true, requireIdVerification: true });
});
afterAll(() => site?.close());

const policies = async (change: object) => {
  const url = at;
  const answer = await site.ask({ method: 'PATCH', url, who: site.staff.location_admin, json: { policies: change } });
  expect(answer.statusCode, answer.body).toBe(200);
};
const arrivalPolicy = async (change: Partial<ArrivalPolicy>) => {
  const answer = await site.ask({
    method: 'PUT',
    url: `${at}/arrival-settings`,
    who: site.staff.location_admin,
    json: {
      policy: {
        ...DEFAULT_ARRIVAL_POLICY,
        terms: { version: '2036-1', url: 'https://hotel.example.com/terms' },
        ...change,
      },
    },
  });
  expect(answer.statusCode, answer.body).toBe(200);
};

type Guest = { who: Who; bookingId: string; reference: string };
let guests = 0;
/** A guest with a phone who arrives today, in room 101 unless told otherwise. */
const arriving = async (truth: Parameters<TestSite['hotel']['tell']>[1] = {}): Promise<Guest> => {
  guests += 1;
  const reference = `ARR-${guests}`;
  const { hotel } = site;
  const bookingId = await hotel.tell(reference, { status: 'confirmed', ...truth });
  const phone = await hotel.enrol(bookingId);
  const token = randomBytes(32).toString('base64url');
  await hotel.parts.db
    .insertInto('device_session')
    .values({
      location_id: hotel.locationId,
      device_id: phone.deviceId,
      token_hash: secretHash(token),
      expires_at: new Date(hotel.parts.now() + 30 * 86_400_000),
    })
    .execute();
  return { who: { authorization: `Bearer ${token}` }, bookingId, reference };
};
const leave = ({ reference }: Guest) => site.hotel.tell(reference, { status: 'checked_out' });

const arrival = async ({ who }: Guest) =>
  (await site.ask({ method: 'GET', url: '/v1/guest/arrival', who })).json<Arrival>();
const details = { fields: { dateOfBirth: '1980-02-29', nationality: 'AT', shoeSize: '44' }, termsVersion: '2036-1' };
const submit = ({ who, bookingId }: Pick<Guest, 'who' | 'bookingId'>, json: object = details) =>
  site.ask({ method: 'POST', url: `/v1/guest/bookings/${bookingId}/check-in`, who, json });
const requests = async (query = '') =>
  (await site.ask({ method: 'GET', url: `${at}/arrival-requests${query}`, who: site.staff.front_desk })).json<{
    items: ArrivalRequest[];
  }>().items;
const desk = (url: string, json?: unknown, who = site.staff.front_desk) =>
  site.ask({ method: 'POST', url: `${at}${url}`, who, ...(json === undefined ? {} : { json }) });
const booking = async (bookingId: string) =>
  (await site.ask({ method: 'GET', url: `${at}/bookings/${bookingId}`, who: site.staff.front_desk })).json<Booking>();

/** A JPEG as far as its size goes: start, frame header, filling, end. */
const jpeg = (width = 1600, height = 1000, filling = 200_000): Buffer => {
  const frame = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  frame.writeUInt16BE(height, 7);
  frame.writeUInt16BE(width, 9);
  return Buffer.concat([frame, randomBytes(filling), Buffer.from([0xff, 0xd9])]);
};
const startCheck = ({ who, bookingId }: Guest, documentKind = 'id_card') =>
  site.ask({ method: 'POST', url: `/v1/guest/bookings/${bookingId}/id-checks`, who, json: { documentKind } });
const sendImage = (who: Who, idCheckId: string, side: string, bytes: Buffer, type = 'image/jpeg') =>
  site.ask({
    method: 'PUT',
    url: `/v1/guest/id-checks/${idCheckId}/images/${side}`,
    who,
    headers: { 'content-type': type },
    payload: bytes,
  });
const handIn = ({ who }: Guest, idCheckId: string) =>
  site.ask({ method: 'POST', url: `/v1/guest/id-checks/${idCheckId}/submit`, who });
const showId = async (guest: Guest): Promise<{ idCheckId: string; front: Buffer }> => {
  const started = (await startCheck(guest)).json<{ idCheckId: string; sides: string[] }>();
  expect(started.sides).toEqual(['front', 'back']);
  const front = jpeg();
  expect((await sendImage(guest.who, started.idCheckId, 'front', front)).statusCode).toBe(204);
  expect((await handIn(guest, started.idCheckId)).json()).toMatchObject({ code: 'conflict' }); // the back is missing
  expect((await sendImage(guest.who, started.idCheckId, 'back', jpeg(900, 600, 10))).statusCode).toBe(204);
  expect((await handIn(guest, started.idCheckId)).statusCode).toBe(200);
  await site.hotel.settle();
  return { idCheckId: started.idCheckId, front };
};
const images = async () =>
  (
    await site.hotel.parts.pool.query<{ n: number }>(
      'select (select count(*) from id_image)::int + (select count(*) from id_image_piece)::int as n',
    )
  ).rows[0]?.n;

describe('without settings', () => {
  it('offers nothing and takes nothing', async () => {
    const guest = await arriving();
    expect(await arrival(guest)).toMatchObject({
      policy: null,
      stays: [{ bookingId: guest.bookingId, checkInOpensAt: null, idWanted: false }],
    });
    expect((await submit(guest)).json()).toMatchObject({ code: 'conflict' });
    expect((await startCheck(guest)).json()).toMatchObject({ code: 'conflict' });
    await leave(guest);
  });
  it('refuses settings under which nobody could pass', async () => {
    const put = (policy: object) =>
      site.ask({
        method: 'PUT',
        url: `${at}/arrival-settings`,
        who: site.staff.location_admin,
        json: { policy: { ...DEFAULT_ARRIVAL_POLICY, ...policy } },
      });
    expect((await put({ documentKinds: [] })).statusCode).toBe(400);
    expect((await put({ documentSides: ['back'] })).statusCode).toBe(400);
    expect((await put({ idVerification: 'off', requireIdFirst: true })).statusCode).toBe(400);
  });
});

describe('ID verification', () => {
  it('takes images sealed, shows them to the desk only, deletes them with the decision, and the waiting key comes by itself', async () => {
    await arrivalPolicy({});
    const guest = await arriving();
    await site.hotel.tell(guest.reference, { status: 'checked_in' });
    expect((await booking(guest.bookingId)).keys[0]).toMatchObject({ state: 'waiting' });
    const { idCheckId, front } = await showId(guest);
    expect((await booking(guest.bookingId)).idVerification).toBe('pending');
    // No piece of the image lies in the database in the clear.
    const stored = await site.hotel.parts.db.selectFrom('id_image_piece').select('sealed').execute();
    expect(stored.length).toBeGreaterThan(3);
    expect(stored.some(({ sealed }) => sealed.includes(front.subarray(1000, 1032)))).toBe(false);

    const [request] = await requests('?kind=id_check');
    expect(request).toMatchObject({
      id: idCheckId,
      state: 'pending',
      idCheck: { documentKind: 'id_card', sides: ['front', 'back'] },
    });
    const url = `${at}/id-checks/${idCheckId}/images/front`;
    const seen = await site.ask({ method: 'GET', url, who: site.staff.front_desk });
    expect(seen.rawPayload.equals(front)).toBe(true);
    expect(seen.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'no-store' });
    for (const who of [site.staff.viewer, site.apiKey])
      expect((await site.ask({ method: 'GET', url, who })).statusCode).toBe(403);

    const refusedWithoutReason = await desk(`/id-checks/${idCheckId}/decide`, { decision: 'failed' });
    expect(refusedWithoutReason.json()).toMatchObject({ code: 'invalid_request', fields: [{ path: 'body.reason' }] });
    const decided = await desk(`/id-checks/${idCheckId}/decide`, { decision: 'verified' });
    expect(decided.json()).toMatchObject({ idVerification: 'verified' });
    expect(await images()).toBe(0);
    expect((await site.ask({ method: 'GET', url, who: site.staff.front_desk })).statusCode).toBe(404);
    expect(
      (await desk(`/id-checks/${idCheckId}/decide`, { decision: 'failed', reason: 'changed my mind' })).statusCode,
    ).toBe(409);
    await site.hotel.settle();
    expect((await booking(guest.bookingId)).keys[0]).toMatchObject({ state: 'issued' });
    const audit = await site.hotel.parts.db
      .selectFrom('audit_entry')
      .select(['action', 'actor'])
      .where('booking_id', '=', guest.bookingId)
      .execute();
    const actions = audit.map(({ action }) => action);
    for (const action of ['id_check.submitted', 'id_image.seen', 'id_check.decided']) expect(actions).toContain(action);
    await leave(guest);
  });

  it('refuses what is no image of a document, and images for others’ checks', async () => {
    const guest = await arriving();
    const stranger = await arriving({ room: { number: '102' } });
    const { idCheckId } = (await startCheck(guest)).json<{ idCheckId: string }>();
    const bad = async (bytes: Buffer, type?: string) =>
      (await sendImage(guest.who, idCheckId, 'front', bytes, type)).statusCode;
    expect(await bad(Buffer.from('%PDF-1.7 not an image at all, and long enough'))).toBe(400);
    expect(
      await bad(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'), 'image/png'),
    ).toBe(400);
    expect(await bad(jpeg(100, 100))).toBe(400);
    expect(await bad(jpeg(16_000, 16_000, 10))).toBe(400);
    expect(await bad(jpeg(1600, 1000, 8 * 1024 * 1024))).toBe(413);
    expect(await bad(jpeg(), 'text/html')).toBe(415);
    expect((await sendImage(stranger.who, idCheckId, 'front', jpeg())).statusCode).toBe(404);
    expect((await handIn(stranger, idCheckId)).statusCode).toBe(404);
    expect((await startCheck({ ...stranger, bookingId: guest.bookingId })).statusCode).toBe(404);
    expect(await images()).toBe(0);
    await leave(stranger);
    await leave(guest);
  });

  it('a refused guest sees why and may try again; the desk may override with a reason', async () => {
    const guest = await arriving();
    const first = await showId(guest);
    await desk(`/id-checks/${first.idCheckId}/decide`, { decision: 'failed', reason: 'The back is not sharp.' });
    expect((await arrival(guest)).stays[0]).toMatchObject({
      idVerification: 'failed',
      idWanted: true,
      idCheck: { failReason: 'The back is not sharp.' },
    });
    const second = await showId(guest);
    expect(second.idCheckId).not.toBe(first.idCheckId);
    const override = (json: object, who?: Who) =>
      desk(`/bookings/${guest.bookingId}/id-verification/override`, json, who);
    expect((await override({ reason: '' })).statusCode).toBe(400);
    expect((await override({ reason: 'Seen at the desk' }, site.staff.viewer)).statusCode).toBe(403);
    expect((await override({ reason: 'Seen at the desk' })).json()).toMatchObject({
      idVerification: 'manual_override',
    });
    expect(await images()).toBe(0);
    expect(await requests('?kind=id_check')).toEqual([]);
    await leave(guest);
  });

  it('gives up what nobody decides on, deletes its images and lets the guest begin anew', async () => {
    const guest = await arriving();
    const { idCheckId } = await showId(guest);
    const { parts, clock } = site.hotel;
    await sweepIdChecks(parts.db, new Date(clock.now + 6.9 * 86_400_000));
    expect(await images()).toBeGreaterThan(0);
    await sweepIdChecks(parts.db, new Date(clock.now + 7.1 * 86_400_000));
    expect(await images()).toBe(0);
    expect(await booking(guest.bookingId)).toMatchObject({ idVerification: 'not_verified' });
    expect(await requests(`?state=decided&bookingId=${guest.bookingId}`)).toMatchObject([
      { id: idCheckId, state: 'abandoned' },
    ]);
    await leave(guest);
  });
});

describe('mobile check-in', () => {
  it('asks for the fields and terms, keeps only what is asked for, sealed, and a decline lets the guest try again', async () => {
    await arrivalPolicy({ checkInAtPms: false });
    const guest = await arriving();
    expect((await submit(guest, { ...details, fields: { nationality: 'AT' } })).json()).toMatchObject({
      fields: [{ path: 'body.fields.dateOfBirth' }],
    });
    expect(
      (await submit(guest, { ...details, fields: { ...details.fields, dateOfBirth: '1980-02-30' } })).statusCode,
    ).toBe(400);
    expect((await submit(guest, { ...details, termsVersion: '2035-9' })).json()).toMatchObject({
      fields: [{ path: 'body.termsVersion' }],
    });
    const first = await submit(guest, { ...details, arrivalAt: '2036-06-10T17:30:00.000Z' });
    expect(first.json<Arrival>().stays[0]).toMatchObject({ mobileCheckIn: 'submitted' });
    const [request] = await requests();
    expect(request).toMatchObject({
      kind: 'check_in',
      state: 'submitted',
      checkIn: {
        fields: { dateOfBirth: '1980-02-29', nationality: 'AT' },
        arrivalAt: '2036-06-10T17:30:00.000Z',
        termsVersion: '2036-1',
      },
    });
    expect(Object.keys(request?.checkIn?.fields ?? {})).toEqual(['dateOfBirth', 'nationality']);
    const rows = await site.hotel.parts.pool.query<{ text: string }>('select c::text as text from check_in_request c');
    expect(JSON.stringify(rows.rows)).not.toContain('1980-02-29');
    const declined = await desk(`/check-ins/${request?.id}/decline`, { reason: 'Please come to the desk.' });
    expect(declined.json()).toMatchObject({ mobileCheckIn: 'declined' });
    expect((await arrival(guest)).stays[0]).toMatchObject({
      mobileCheckIn: 'declined',
      declineReason: 'Please come to the desk.',
    });
    expect((await desk(`/check-ins/${request?.id}/approve`)).statusCode).toBe(409);
    expect((await submit(guest)).statusCode).toBe(200);
    expect((await submit(guest)).statusCode).toBe(200); // replaces the one before
    expect((await requests()).length).toBe(1);
    await leave(guest);
    expect(await requests()).toEqual([]); // withdrawn with the booking
  });

  it('is for one’s own booking, and not before it opens', async () => {
    const guest = await arriving();
    const later = await arriving({ arrivalDate: '2036-06-20', departureDate: '2036-06-22', room: null });
    expect((await submit({ who: guest.who, bookingId: later.bookingId })).statusCode).toBe(404);
    expect((await submit(later)).json()).toMatchObject({
      code: 'conflict',
      detail: 'Check-in by phone is not open yet.',
    });
    expect((await arrival(later)).stays[0]?.checkInOpensAt).toBe('2036-06-17T22:00:00.000Z'); // 48 h before the day in Vienna
    await leave(guest);
  });

  it('approved before the room is ready, it goes on by itself when the room is told ready; the last guest’s readiness does not count', async () => {
    await arrivalPolicy({ checkInAtPms: false, waitForRoomReady: true });
    const { id: roomId } = await site.hotel.parts.db
      .selectFrom('room')
      .select('id')
      .where('location_id', '=', site.hotel.locationId)
      .where('number', '=', '101')
      .executeTakeFirstOrThrow();
    const tellRoom = (ready: boolean, who = site.apiKey) =>
      site.ask({ method: 'PUT', url: `${at}/rooms/${roomId}/readiness`, who, json: { ready } });
    expect((await tellRoom(true)).statusCode).toBe(204);
    const before = await arriving();
    await site.hotel.tell(before.reference, { status: 'checked_in' });
    site.hotel.clock.advance(60_000);
    await leave(before); // its readiness went with it
    const guest = await arriving();
    await submit(guest);
    const [request] = await requests();
    expect(request).toMatchObject({ roomReadiness: 'not_ready' });
    await desk(`/check-ins/${request?.id}/approve`);
    await site.hotel.settle();
    expect((await arrival(guest)).stays[0]).toMatchObject({ mobileCheckIn: 'submitted', waitsForRoom: true });
    site.hotel.clock.advance(60_000);
    await tellRoom(false);
    await site.hotel.settle();
    expect((await booking(guest.bookingId)).mobileCheckIn).toBe('submitted');
    await tellRoom(true, site.staff.front_desk);
    await site.hotel.settle();
    expect((await booking(guest.bookingId)).mobileCheckIn).toBe('approved');
    expect(await requests(`?state=decided&bookingId=${guest.bookingId}`)).toMatchObject([
      { state: 'approved', decidedBy: 'front_desk' },
    ]);
    expect((await tellRoom(true, site.staff.viewer)).statusCode).toBe(403);
    await leave(guest);
  });

  it('is approved by the rules as soon as the ID is, and asks nobody', async () => {
    await arrivalPolicy({ checkInAtPms: false, mobileCheckIn: 'automatic', requireIdFirst: true });
    const guest = await arriving();
    await submit(guest);
    await site.hotel.settle();
    expect((await booking(guest.bookingId)).mobileCheckIn).toBe('submitted');
    const [open] = await requests('?kind=check_in');
    expect((await desk(`/check-ins/${open?.id}/approve`)).json()).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('ID first'),
    });
    const { idCheckId } = await showId(guest);
    await desk(`/id-checks/${idCheckId}/decide`, { decision: 'verified' });
    await site.hotel.settle();
    expect((await booking(guest.bookingId)).mobileCheckIn).toBe('approved');
    await leave(guest);
  });

  it('without a PMS that checks in, staff get the task', async () => {
    await arrivalPolicy({ mobileCheckIn: 'automatic' });
    const guest = await arriving();
    await submit(guest);
    await site.hotel.settle();
    const tasks = await site.ask({
      method: 'GET',
      url: `${at}/tasks?bookingId=${guest.bookingId}`,
      who: site.staff.front_desk,
    });
    expect(tasks.json<{ items: { kind: string }[] }>().items).toMatchObject([{ kind: 'check_in_at_pms' }]);
    expect(await requests(`?state=decided&bookingId=${guest.bookingId}`)).toMatchObject([
      { checkIn: { pmsCheckIn: 'not_supported' } },
    ]);
    await leave(guest);
  });
});

describe('a guest who arrived by phone', () => {
  it('gets what they typed with their data, and is forgotten with it', async () => {
    await arrivalPolicy({ checkInAtPms: false });
    const guest = await arriving();
    await submit(guest, { ...details, fields: { dateOfBirth: '1980-02-29', nationality: 'Utopian' } });
    const { idCheckId } = await showId(guest);
    await desk(`/id-checks/${idCheckId}/decide`, { decision: 'failed', reason: 'Not the Utopian passport we know' });
    const [request] = await requests(`?bookingId=${guest.bookingId}`);
    await desk(`/check-ins/${request?.id}/decline`, { reason: 'Utopian entry rules' });
    const admin = site.staff.location_admin;
    const url = `${at}/bookings/${guest.bookingId}`;
    const data = await site.ask({ method: 'GET', url: `${url}/guest-data`, who: admin });
    expect(data.json()).toMatchObject({
      data: { check_in_fields: [{ dateOfBirth: '1980-02-29', nationality: 'Utopian' }] },
    });
    expect(data.body).toContain('Not the Utopian passport');
    await leave(guest);
    site.hotel.clock.advance(3 * 86_400_000);
    const erased = await site.ask({
      method: 'POST',
      url: `${url}/erase-guest`,
      who: admin,
      json: { reason: 'asked in writing' },
    });
    expect(erased.statusCode, erased.body).toBeLessThan(300);
    const { pool } = site.hotel.parts;
    for (const table of ['check_in_request', 'id_check', 'id_image', 'audit_personal', 'audit_entry', 'message']) {
      const left = await pool.query<{ n: number }>(
        `select count(*)::int as n from ${table} t where t::text like '%Utopian%'`,
      );
      expect([table, left.rows[0]?.n]).toEqual([table, 0]);
    }
    const rows = await pool.query<{ n: number }>(
      'select (select count(*) from check_in_request where booking_id = $1)::int + (select count(*) from id_check where booking_id = $1)::int as n',
      [guest.bookingId],
    );
    expect(rows.rows[0]?.n).toBe(0);
  });
});
