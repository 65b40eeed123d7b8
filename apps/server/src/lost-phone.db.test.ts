// A lost phone over the API (docs/domain.md §6, docs/decisions/0067): taken back with proof, for ever; the guest's other phones go on.
import { createHash } from 'node:crypto';
import { concat, generateSigner, type Signer, utf8 } from '@nightlatch/aliro';
import type { DeviceLostReport, GuestSession, OwnDeviceList, Wallet } from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from './fixtures/desk.fixture.ts';
import { offerOf, type TestPhone } from './fixtures/hotel.fixture.ts';
import { appendMailJournal } from './fixtures/lock-journal.fixture.ts';
import { createTestSite, type TestSite } from './fixtures/site.fixture.ts';
import { acceptPage } from './journal/accept-pages.ts';

let site: TestSite;
let desk: Desk;
beforeAll(async () => {
  site = await createTestSite();
  await site.hotel.tell('SITE-1', { status: 'checked_out' });
  desk = openDesk(site);
});
afterAll(() => site?.close());

let references = 0;
const stay = async () => {
  references += 1;
  const reference = `LOST-${references}`;
  const bookingId = await site.hotel.tell(reference, { status: 'checked_in' });
  const phone = await site.hotel.enrol(bookingId);
  const key = await desk.live(bookingId);
  await desk.confirm(phone);
  const tell = (more: Parameters<TestSite['hotel']['tell']>[1] = {}) =>
    site.hotel.tell(reference, { status: 'checked_in', ...more });
  const report = (of: TestPhone, json?: object) => {
    site.hotel.clock.advance(2000);
    return desk.post<DeviceLostReport>(`/bookings/${bookingId}/devices/${of.deviceId}/lost`, json);
  };
  return { reference, bookingId, phone, key, tell, report, leave: () => tell({ status: 'checked_out' }) };
};
const secretOf = (url: string): string => url.split('#enrol=')[1] ?? '';
const redeem = async (secret: string, signIn: Signer) => {
  const hashed = createHash('sha256').update(secret).digest();
  const answer = await site.ask({
    method: 'POST',
    url: '/v1/guest/enrolments',
    json: {
      secret,
      signInPoint: Buffer.from(signIn.point).toString('hex'),
      proof: Buffer.from(await signIn.sign(concat(utf8('nightlatch-enrol-1'), hashed))).toString('base64url'),
      deviceName: 'Another phone',
      doorKeys: [await offerOf(await generateSigner({ extractable: false }))],
    },
  });
  await site.hotel.settle();
  return { status: answer.statusCode, body: answer.json<GuestSession & { code?: string }>() };
};
const lockConfirms = async (element: string) => {
  const { parts, locationId, clock } = site.hotel;
  const page = await appendMailJournal(site.hotel, element);
  await parts.db
    .transaction()
    .execute((trx) => acceptPage(trx, parts.signing, { locationId, page, now: new Date(clock.now) }));
  await site.hotel.settle();
};
const refusedHashes = async (keyId: string) =>
  (
    await site.hotel.parts.db
      .selectFrom('lock_refusal')
      .innerJoin('door_key', 'door_key.key_hash', 'lock_refusal.key_hash')
      .select('door_key.device_id')
      .distinct()
      .where('lock_refusal.key_id', '=', keyId)
      .execute()
  ).map((row) => row.device_id);

describe('a lost phone', () => {
  it('loses everything with proof by the locks, while the guest’s other phone goes on with the same key', async () => {
    const { bookingId, phone, key, report, leave } = await stay();
    const tablet = await site.hotel.enrol(bookingId);
    await desk.confirm(tablet);
    const before = (await desk.wallet(tablet)).keys[0]?.credentials[0];
    const reported = await report(phone, { note: 'left in a taxi' });
    expect(reported).toMatchObject({
      status: 200,
      body: {
        device: { id: phone.deviceId, lostBy: 'front_desk', state: 'requested', proof: null, enforcedAt: null },
        link: { url: expect.stringContaining('#enrol=') },
      },
    });
    // The longest lease on it, and what a lock's clock may lag.
    expect(reported.body.device.couldOpenUntil).toBe(new Date(site.hotel.clock.now - 2000 + 88_200_000).toISOString());
    expect(reported.body.device.couldOpenDoors.toSorted()).toEqual(['Entrance', 'Room 101']);

    expect(await desk.live(bookingId)).toMatchObject({ id: key.id, state: 'issued', revocation: null });
    expect((await desk.wallet(tablet)).keys[0]?.credentials[0]).toEqual(before);
    expect(await refusedHashes(key.id)).toEqual([phone.deviceId]);
    const { devices, lostDevices } = await desk.booking(bookingId);
    expect(devices.map((one) => one.id)).toEqual([tablet.deviceId]);
    expect(lostDevices).toMatchObject([{ id: phone.deviceId, state: 'requested' }]);
    expect((await desk.live(bookingId)).deliveries).toMatchObject([
      { deviceId: phone.deviceId, lost: true },
      { deviceId: tablet.deviceId, lost: false },
    ]);

    // Invariant 17: every lock concerned has to say so itself.
    await lockConfirms('r101');
    expect((await desk.booking(bookingId)).lostDevices).toMatchObject([{ state: 'requested' }]);
    await lockConfirms('c:entrance');
    expect((await desk.booking(bookingId)).lostDevices).toMatchObject([
      { state: 'enforced', proof: 'confirmed_by_locks', couldOpenUntil: null },
    ]);
    expect(await desk.actions(bookingId)).toContain('device.lost');
    await leave();
  });

  it('is not let in any more, by no session, receipt or link, and a phone found again is a new one', async () => {
    const { bookingId, phone, report, leave } = await stay();
    const earlier = await desk.post<{ url: string }>(`/bookings/${bookingId}/enrolment-links`);
    const session = await desk.signIn(phone);
    const held = (await desk.wallet(phone)).keys[0]?.credentials[0]?.credentialId ?? '';
    const { link } = (await report(phone)).body;
    const wallet = await site.ask({ method: 'GET', url: '/v1/guest/wallet', who: session });
    expect(wallet.statusCode).toBe(401);
    // A thief's word is no proof.
    const receipts = { receipts: [{ credentialId: held, state: 'removed' }] };
    const told = await site.ask({ method: 'POST', url: '/v1/guest/receipts', who: session, json: receipts });
    expect(told.statusCode).toBe(401);
    expect((await desk.booking(bookingId)).lostDevices).toMatchObject([{ state: 'requested', proof: null }]);

    expect((await redeem(secretOf(earlier.body.url), await generateSigner({ extractable: false }))).body.code).toBe(
      'link_expired',
    );
    expect(await redeem(secretOf(link.url), phone.signIn)).toMatchObject({
      status: 401,
      body: { code: 'device_removed' },
    });
    const fresh = await redeem(secretOf(link.url), await generateSigner({ extractable: false }));
    expect(fresh.status).toBe(201);
    const who = { authorization: `Bearer ${fresh.body.token}` };
    const { keys } = (await site.ask({ method: 'GET', url: '/v1/guest/wallet', who })).json<Wallet>();
    expect(keys).toMatchObject([{ state: 'issued', credentials: [{}] }]);
    await leave();
  });

  it('is reported once: again it changes nothing but gives a fresh link, and nobody else can report it', async () => {
    const { bookingId, phone, report, leave } = await stay();
    const first = await report(phone);
    const again = await report(phone);
    expect(again.body.device).toMatchObject({ lostAt: first.body.device.lostAt });
    expect(again.body.link.url).not.toBe(first.body.link.url);
    const count = (await desk.actions(bookingId)).filter((action) => action === 'device.lost').length;
    expect(count).toBe(1);
    const path = `/bookings/${bookingId}/devices/${site.deviceId}/lost`;
    expect((await desk.post(path)).status).toBe(404);
    expect((await desk.post(path, {}, { who: site.staff.viewer })).status).toBe(403);
    await leave();
  });

  it('of a companion loses the shared key’s document only, and the link is for the companion', async () => {
    const { bookingId, phone, key, leave } = await stay();
    const invited = await desk.guest<{ url: string }>(phone, 'POST', `/keys/${key.id}/invitations`, { name: 'Kim' });
    const kim = await redeem(secretOf(invited.body.url), await generateSigner({ extractable: false }));
    site.hotel.clock.advance(2000);
    const lost = await desk.post<DeviceLostReport>(`/bookings/${bookingId}/devices/${kim.body.deviceId}/lost`);
    expect(lost.status).toBe(200);
    const keys = await desk.keys(bookingId);
    expect(keys.map((one) => [one.kind, one.state])).toEqual([
      ['primary', 'issued'],
      ['shared', 'issued'],
    ]);
    expect((await desk.wallet(phone)).keys[0]?.credentials).toHaveLength(1);
    const next = await redeem(secretOf(lost.body.link.url), await generateSigner({ extractable: false }));
    const who = { authorization: `Bearer ${next.body.token}` };
    const wallet = (await site.ask({ method: 'GET', url: '/v1/guest/wallet', who })).json<Wallet>();
    expect(wallet.keys).toMatchObject([{ kind: 'shared', guestName: 'Kim', credentials: [{}] }]);
    await leave();
  });

  it('can be reported from another phone of the same guest, with no link; not itself, and no stranger’s', async () => {
    const { bookingId, phone, leave } = await stay();
    const tablet = await site.hotel.enrol(bookingId);
    const listed = await desk.guest<OwnDeviceList>(tablet, 'GET', '/devices');
    expect(listed.body.items.map((one) => [one.id, one.isThisPhone])).toEqual([
      [phone.deviceId, false],
      [tablet.deviceId, true],
    ]);
    const report = (deviceId: string) => desk.guest<OwnDeviceList>(tablet, 'POST', `/devices/${deviceId}/lost`);
    expect(await report(tablet.deviceId)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await report(site.deviceId)).status).toBe(404);
    const answer = await report(phone.deviceId);
    expect(answer.body.items.map((one) => one.id)).toEqual([tablet.deviceId]);
    expect((await desk.booking(bookingId)).lostDevices).toMatchObject([
      { id: phone.deviceId, lostBy: 'Guest App', state: 'requested' },
    ]);
    await leave();
  });

  it('takes open invitations that it made along', async () => {
    const { phone, key, report, leave } = await stay();
    const invited = await desk.guest<{ url: string }>(phone, 'POST', `/keys/${key.id}/invitations`, { name: 'Kim' });
    await report(phone);
    const late = await redeem(secretOf(invited.body.url), await generateSigner({ extractable: false }));
    expect(late).toMatchObject({ status: 410, body: { code: 'link_expired' } });
    await leave();
  });
});
