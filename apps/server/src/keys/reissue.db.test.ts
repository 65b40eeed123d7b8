// Reissue without a gap over the API (docs/domain.md §6, docs/decisions/0066): the old key works until the new one is on the phone.
import { createHash } from 'node:crypto';
import { concat, generateSigner, utf8 } from '@nightlatch/aliro';
import type { CreatedCompanionInvitation, DigitalKey, GuestSession, Wallet } from '@nightlatch/api';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emit } from '../events.ts';
import { type Desk, openDesk } from '../fixtures/desk.fixture.ts';
import { offerOf, type TestPhone } from '../fixtures/hotel.fixture.ts';
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

let references = 0;
const stay = async () => {
  references += 1;
  const reference = `REISSUE-${references}`;
  const bookingId = await site.hotel.tell(reference, { status: 'checked_in' });
  const phone = await site.hotel.enrol(bookingId);
  const key = await desk.live(bookingId);
  await desk.confirm(phone);
  const leave = () => site.hotel.tell(reference, { status: 'checked_out' });
  const reissue = async (json?: object) => {
    site.hotel.clock.advance(1000);
    return desk.post<DigitalKey>(`/keys/${key.id}/reissue`, json);
  };
  return { bookingId, phone, key, leave, reissue };
};
const states = async (bookingId: string) =>
  (await desk.keys(bookingId)).map((key) => [key.kind, key.state, key.endReason]);
const opensWith = async (phone: TestPhone) =>
  (await desk.wallet(phone)).keys.filter((key) => key.credentials.length > 0).map((key) => key.keyId);

describe('reissue', () => {
  it('takes a request without a body', async () => {
    const { key, leave } = await stay();
    const answer = await site.ask({
      method: 'POST',
      url: `/v1/locations/${site.hotel.locationId}/keys/${key.id}/reissue`,
      who: site.staff.front_desk,
    });
    expect(answer.statusCode).toBe(201);
    await site.hotel.settle();
    await leave();
  });

  it('leaves the guest a key that opens at every moment, then the old one ends by itself with proof', async () => {
    const { bookingId, phone, key, reissue, leave } = await stay();
    const fresh = (await reissue()).body;
    expect(fresh).toMatchObject({ state: 'issued', replacedByKeyId: null, validUntil: key.validUntil });
    const limit = new Date(site.hotel.clock.now + 24 * HOUR).toISOString();
    const [old] = await desk.keys(bookingId);
    expect(old).toMatchObject({ id: key.id, state: 'issued', replacedByKeyId: fresh.id, validUntil: limit });
    expect(await opensWith(phone)).toEqual([fresh.id, key.id]);
    expect((await desk.wallet(phone)).keys).toMatchObject([
      { keyId: fresh.id, replacedByKeyId: null },
      { keyId: key.id, replacedByKeyId: fresh.id },
    ]);
    expect(await desk.post(`/keys/${key.id}/suspend`)).toMatchObject({ status: 409, body: { code: 'key_replaced' } });
    const later = await desk.post(`/keys/${key.id}/validity`, { validUntil: limit });
    expect(later).toMatchObject({ status: 409, body: { code: 'key_replaced' } });

    await desk.confirm(phone);
    expect(await opensWith(phone)).toEqual([fresh.id]);
    expect(await desk.keys(bookingId)).toMatchObject([
      { id: key.id, state: 'ended', endReason: 'superseded', revocation: { state: 'requested', reason: null } },
      { id: fresh.id, state: 'issued', revocation: null },
    ]);
    await desk.confirmRemoval(phone, key.id);
    expect((await desk.keys(bookingId))[0]?.revocation).toMatchObject({
      state: 'enforced',
      proof: 'deleted_on_device',
    });
    expect(await desk.actions(bookingId)).toContain('key.handed_over');
    await leave();
  });

  it('waits for every phone that holds the old key, a day at most', async () => {
    const { bookingId, phone, key, reissue, leave } = await stay();
    const tablet = await site.hotel.enrol(bookingId);
    await desk.confirm(tablet);
    const fresh = (await reissue()).body;
    await desk.confirm(phone);
    expect(await states(bookingId)).toEqual([
      ['primary', 'issued', null],
      ['primary', 'issued', null],
    ]);
    // The booking's next look is appointed for then.
    const due = site.hotel.clock.now + 24 * HOUR;
    const { db } = site.hotel.parts;
    const { rows } = await sql<{ run_at: Date }>`select run_at from graphile_worker.jobs
      where key = ${`at:booking.changed:${site.hotel.locationId}:${bookingId}`}`.execute(db);
    expect(rows[0]?.run_at.getTime()).toBe(due);
    site.hotel.clock.advance(24 * HOUR);
    await emit(db, { name: 'booking.changed', locationId: site.hotel.locationId, bookingId });
    await site.hotel.settle();
    expect(await desk.keys(bookingId)).toMatchObject([
      { id: key.id, state: 'ended', endReason: 'superseded' },
      { id: fresh.id, state: 'issued' },
    ]);
    expect(await opensWith(tablet)).toEqual([fresh.id]);
    await leave();
  });

  it('is done at once where no phone holds the old key', async () => {
    const { bookingId, phone, key, reissue, leave } = await stay();
    await desk.post(`/keys/${key.id}/revoke`, { reason: 'other' });
    const fresh = (await reissue()).body;
    expect(await states(bookingId)).toEqual([
      ['primary', 'ended', 'revoked'],
      ['primary', 'issued', null],
    ]);
    expect(await opensWith(phone)).toEqual([fresh.id]);
    await leave();
  });

  it('after a security concern the old key dies first, at once, and its shared keys with it', async () => {
    const { bookingId, phone, key, reissue, leave } = await stay();
    const companion = await share(phone, key.id);
    const fresh = (await reissue({ reason: 'security_concern', note: 'seen by a stranger' })).body;
    expect(await desk.keys(bookingId)).toMatchObject([
      { id: key.id, state: 'ended', endReason: 'replaced', replacedByKeyId: null },
      { kind: 'shared', state: 'ended', endReason: 'replaced' },
      { id: fresh.id, state: 'issued' },
    ]);
    expect(await opensWith(phone)).toEqual([fresh.id]);
    expect((await companion.wallet()).keys[0]?.credentials).toEqual([]);
    await leave();
  });

  it('invariant 7: companions keep their key and document, under the new key; an open invitation makes one under it', async () => {
    const { bookingId, phone, key, reissue, leave } = await stay();
    const companion = await share(phone, key.id);
    const before = (await companion.wallet()).keys[0]?.credentials[0]?.document;
    const open = await invite(phone, key.id);
    const fresh = (await reissue()).body;
    expect((await invite(phone, key.id)).body.code).toBe('key_not_shareable');
    await desk.confirm(phone);
    const shared = (await desk.keys(bookingId)).filter((one) => one.kind === 'shared');
    expect(shared).toMatchObject([{ state: 'issued', parentKeyId: fresh.id }]);
    expect(before).toBeDefined();
    expect((await companion.wallet()).keys[0]?.credentials[0]?.doorKeyPoint).toBe(companion.point);

    const second = await redeem(open.body.url.split('#enrol=')[1] ?? '');
    await site.hotel.settle();
    expect((await second.wallet()).keys).toMatchObject([{ kind: 'shared', state: 'issued' }]);
    const parents = (await desk.keys(bookingId)).filter((one) => one.kind === 'shared').map((one) => one.parentKeyId);
    expect(parents).toEqual([fresh.id, fresh.id]);

    await desk.post(`/keys/${fresh.id}/revoke`, { reason: 'other' });
    expect((await desk.keys(bookingId)).every((one) => one.state === 'ended')).toBe(true);
    await leave();
  });

  it('invariant 16: revoking the new key before it is on the phone takes the old one along', async () => {
    const { bookingId, phone, reissue, leave } = await stay();
    const fresh = (await reissue()).body;
    await desk.post(`/keys/${fresh.id}/revoke`, { reason: 'security_concern' });
    expect(await states(bookingId)).toEqual([
      ['primary', 'ended', 'revoked'],
      ['primary', 'ended', 'revoked'],
    ]);
    expect(await opensWith(phone)).toEqual([]);
    await leave();
  });
});

const invite = (phone: TestPhone, keyId: string) =>
  desk.guest<CreatedCompanionInvitation>(phone, 'POST', `/keys/${keyId}/invitations`, { name: 'Kim' });

const redeem = async (secret: string) => {
  const signIn = await generateSigner({ extractable: false });
  const hashed = createHash('sha256').update(secret).digest();
  const offer = await offerOf(await generateSigner({ extractable: false }));
  const answer = await site.ask({
    method: 'POST',
    url: '/v1/guest/enrolments',
    json: {
      secret,
      signInPoint: Buffer.from(signIn.point).toString('hex'),
      proof: Buffer.from(await signIn.sign(concat(utf8('nightlatch-enrol-1'), hashed))).toString('base64url'),
      deviceName: 'Companion phone',
      doorKeys: [offer],
    },
  });
  expect(answer.statusCode).toBe(201);
  const who = { authorization: `Bearer ${answer.json<GuestSession>().token}` };
  const wallet = async (): Promise<Wallet> =>
    (await site.ask({ method: 'GET', url: '/v1/guest/wallet', who })).json<Wallet>();
  return { point: offer.point, wallet };
};

const share = async (phone: TestPhone, keyId: string) => {
  const companion = await redeem((await invite(phone, keyId)).body.url.split('#enrol=')[1] ?? '');
  await site.hotel.settle();
  return companion;
};
