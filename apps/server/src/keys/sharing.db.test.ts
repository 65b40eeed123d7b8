// Sharing end to end over the API (docs/domain.md §6): invariants 7, 8 and 16 on real PostgreSQL.
import { createHash } from 'node:crypto';
import { concat, generateSigner, type Signer, utf8 } from '@nightlatch/aliro';
import type {
  CompanionInvitationList,
  CreatedCompanionInvitation,
  GuestSession,
  LinkView,
  Wallet,
} from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Desk, openDesk } from '../fixtures/desk.fixture.ts';
import { offerOf, type TestPhone } from '../fixtures/hotel.fixture.ts';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';

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
  const reference = `SHARE-${references}`;
  const bookingId = await site.hotel.tell(reference, { status: 'checked_in' });
  const phone = await site.hotel.enrol(bookingId);
  const key = await desk.live(bookingId);
  const tell = (more: Parameters<TestSite['hotel']['tell']>[1]) => site.hotel.tell(reference, more);
  return { bookingId, phone, key, tell, leave: () => tell({ status: 'checked_out' }) };
};
const invite = (phone: TestPhone, keyId: string, more: object = {}) =>
  desk.guest<CreatedCompanionInvitation>(phone, 'POST', `/keys/${keyId}/invitations`, { name: 'Kim', ...more });
const secretOf = (answer: Answer<CreatedCompanionInvitation>): string => answer.body.url.split('#enrol=')[1] ?? '';
const redeem = async (secret: string, signIn: Signer) => {
  const hashed = createHash('sha256').update(secret).digest();
  const answer = await site.ask({
    method: 'POST',
    url: '/v1/guest/enrolments',
    json: {
      secret,
      signInPoint: Buffer.from(signIn.point).toString('hex'),
      proof: Buffer.from(await signIn.sign(concat(utf8('nightlatch-enrol-1'), hashed))).toString('base64url'),
      deviceName: 'Companion phone',
      doorKeys: [await offerOf(await generateSigner({ extractable: false }))],
    },
  });
  return { status: answer.statusCode, body: answer.json<GuestSession & { code?: string }>() };
};
const newPhone = () => generateSigner({ extractable: false });
const walletOf = async (session: GuestSession): Promise<Wallet> => {
  const who = { authorization: `Bearer ${session.token}` };
  return (await site.ask({ method: 'GET', url: '/v1/guest/wallet', who })).json<Wallet>();
};
const sharedOf = async (bookingId: string) => (await desk.keys(bookingId)).filter((key) => key.kind === 'shared');

describe('an invitation by the desk', () => {
  const byDesk = (keyId: string, more: object = {}, who = site.staff.front_desk) =>
    site.ask({
      method: 'POST',
      url: `/v1/locations/${site.hotel.locationId}/keys/${keyId}/invitations`,
      who,
      json: { name: 'Kim', ...more },
    });

  it('makes one shared key on the companion’s phone; the guest sees it and takes it back', async () => {
    const { bookingId, phone, key, leave } = await stay();
    const invited = await byDesk(key.id);
    expect(invited.statusCode, invited.body).toBe(201);
    const { invitation, url } = invited.json<CreatedCompanionInvitation>();
    const seen = await desk.guest<CompanionInvitationList>(phone, 'GET', `/keys/${key.id}/invitations`);
    expect(seen.body.items).toMatchObject([{ id: invitation.id, name: 'Kim', state: 'open' }]);
    const secret = url.split('#enrol=')[1] ?? '';
    const companion = await redeem(secret, await newPhone());
    expect(companion.status).toBe(201);
    await site.hotel.settle();
    expect((await walletOf(companion.body)).keys).toMatchObject([{ kind: 'shared', state: 'issued' }]);
    expect((await redeem(secret, await newPhone())).status).toBeGreaterThanOrEqual(400); // invariant 8
    const [shared] = await sharedOf(bookingId);
    expect((await desk.guest(phone, 'POST', `/keys/${shared?.id}/revoke`, {})).status).toBe(204);
    const entries = await site.ask({
      method: 'GET',
      url: `/v1/locations/${site.hotel.locationId}/audit-entries?action=invitation.created&limit=1`,
      who: site.staff.front_desk,
    });
    expect(entries.json<{ items: { actorId: string }[] }>().items[0]?.actorId).toMatch(/^staff:/);
    await leave();
  });

  it('is no viewer’s, keeps to the guest’s own key and to the number of companions', async () => {
    const { key, leave } = await stay();
    expect((await byDesk(key.id, {}, site.staff.viewer)).statusCode).toBe(403);
    expect((await byDesk(key.id, { validUntil: '2099-01-01T00:00:00.000Z' })).json()).toMatchObject({
      code: 'beyond_own_key',
    });
    const { policies } = await site.hotel.parts.db
      .selectFrom('location')
      .select('policies')
      .where('id', '=', site.hotel.locationId)
      .executeTakeFirstOrThrow();
    for (let made = 0; made < policies.companionsPerBooking; made += 1)
      expect((await byDesk(key.id)).statusCode).toBe(201);
    expect((await byDesk(key.id)).json()).toMatchObject({ code: 'too_many_companions' });
    await leave();
  });
});

describe('sharing', () => {
  it('invites by a link, redeems it on the companion’s own phone, and that phone gets a credential that only joins', async () => {
    const { bookingId, phone, key, leave } = await stay();
    const entrance = site.hotel.doors.get('c:entrance')?.doorId;
    const invited = await invite(phone, key.id, { doorIds: [site.doorId] });
    expect(invited).toMatchObject({ status: 201, body: { invitation: { state: 'open', name: 'Kim' } } });
    const companion = await redeem(secretOf(invited), await newPhone());
    expect(companion.status).toBe(201);
    await site.hotel.settle();
    const wallet = await walletOf(companion.body);
    expect(wallet.keys).toMatchObject([
      { kind: 'shared', state: 'issued', guestName: 'Kim', validUntil: key.validUntil },
    ]);
    const [credential] = wallet.keys[0]?.credentials ?? [];
    expect(credential?.doors.map((door) => door.doorId)).toEqual([site.doorId]);
    expect(credential?.doors.map((door) => door.doorId)).not.toContain(entrance);
    // The gate of the document says `join` (docs/protocol §7.4): …02 01 where the primary key has …02 00.
    const document = Buffer.from(credential?.document ?? '', 'base64url').toString('hex');
    const primary = (await desk.wallet(phone)).keys[0]?.credentials[0]?.document ?? '';
    expect(document).toMatch(/a30048[0-9a-f]{16}01[0-9a-f]{2,10}0201/);
    expect(Buffer.from(primary, 'base64url').toString('hex')).toMatch(/a30048[0-9a-f]{16}01[0-9a-f]{2,10}0200/);

    const listed = await desk.guest<CompanionInvitationList>(phone, 'GET', `/keys/${key.id}/invitations`);
    expect(listed.body).toMatchObject({
      items: [{ state: 'redeemed', sharedKey: { state: 'issued' } }],
      companionsLeft: 3,
    });
    expect((await desk.get<CompanionInvitationList>(`/bookings/${bookingId}/invitations`)).body.items).toHaveLength(1);
    expect(await desk.actions(bookingId)).toEqual(expect.arrayContaining(['invitation.created', 'key.shared']));

    // No re-sharing, and a stranger's key is none of this phone's business.
    const who = { authorization: `Bearer ${companion.body.token}` };
    const [shared] = await sharedOf(bookingId);
    const ask = (id: string) =>
      site.ask({ method: 'POST', url: `/v1/guest/keys/${id}/invitations`, who, json: { name: 'X' } });
    expect((await ask(shared?.id ?? '')).json()).toMatchObject({ code: 'key_not_shareable' });
    expect((await ask(key.id)).statusCode).toBe(404);
    await leave();
    expect((await walletOf(companion.body)).keys).toMatchObject([{ state: 'ended', credentials: [] }]);
  });

  it('invariant 8: one invitation makes one shared key, whoever races; the phone that made it gets its answer again', async () => {
    const { bookingId, phone, key, leave } = await stay();
    const secret = secretOf(await invite(phone, key.id));
    const phones = await Promise.all([1, 2, 3, 4, 5].map(newPhone));
    const outcomes = await Promise.all(phones.map((one) => redeem(secret, one)));
    expect(outcomes.map((one) => one.status).toSorted()).toEqual([201, 410, 410, 410, 410]);
    const won = outcomes.findIndex((one) => one.status === 201);
    const winner = phones[won];
    if (!winner) throw new Error('nobody won');
    const again = await Promise.all([redeem(secret, winner), redeem(secret, winner)]);
    expect(again.map((one) => one.body.deviceId)).toEqual([outcomes[won]?.body.deviceId, outcomes[won]?.body.deviceId]);
    await site.hotel.settle();
    expect(await sharedOf(bookingId)).toHaveLength(1);
    await leave();
  });

  it('a refused try burns nothing: wrong proof, the guest’s own phone', async () => {
    const { bookingId, phone, key, leave } = await stay();
    const secret = secretOf(await invite(phone, key.id));
    const mine = await newPhone();
    const row = { sign_in_point: Buffer.from(mine.point) };
    await site.hotel.parts.db.updateTable('device').set(row).where('id', '=', phone.deviceId).execute();
    expect(await redeem(secret, mine)).toMatchObject({ status: 409, body: { code: 'own_invitation' } });
    const liar = { ...(await newPhone()), point: mine.point };
    expect((await redeem(secret, liar)).status).toBe(400);
    expect(await sharedOf(bookingId)).toEqual([]);
    expect((await redeem(secret, await newPhone())).status).toBe(201);
    await leave();
  });

  it('allows as many companions as the location does, races included', async () => {
    const { bookingId, phone, key, leave } = await stay();
    const made = await Promise.all([1, 2, 3, 4, 5, 6].map(() => invite(phone, key.id)));
    expect(made.map((one) => one.status).toSorted()).toEqual([201, 201, 201, 201, 409, 409]);
    const open = made.filter((one) => one.status === 201);
    const [first] = open;
    const withdrawn = await desk.guest(phone, 'POST', `/invitations/${first?.body.invitation.id}/withdraw`);
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn' });
    expect((await invite(phone, key.id)).status).toBe(201);
    // Invariant 16: a withdrawn invitation never comes back.
    if (first) expect((await redeem(secretOf(first), await newPhone())).body.code).toBe('link_expired');
    expect(await sharedOf(bookingId)).toEqual([]);
    await leave();
  });

  it('invariant 7: a shared key is never wider or longer than its parent, and ends with it in the same transaction', async () => {
    const { bookingId, phone, key, tell, leave } = await stay();
    const later = new Date(Date.parse(key.validUntil ?? '') + 1000).toISOString();
    expect((await invite(phone, key.id, { validUntil: later })).body.code).toBe('beyond_own_key');
    const foreign = site.hotel.doors.get('r102')?.doorId;
    expect((await invite(phone, key.id, { doorIds: [foreign] })).body.code).toBe('beyond_own_key');
    const kept = secretOf(await invite(phone, key.id));
    await redeem(secretOf(await invite(phone, key.id)), await newPhone());
    await site.hotel.settle();

    await tell({ status: 'checked_in', departureDate: '2036-06-16' });
    expect((await sharedOf(bookingId)).map((one) => one.validUntil)).toEqual(['2036-06-16T09:00:00.000Z']);
    await desk.post(`/keys/${key.id}/suspend`);
    expect(await sharedOf(bookingId)).toMatchObject([{ state: 'suspended', suspendedWithParent: true }]);
    const [shared] = await sharedOf(bookingId);
    expect((await desk.post(`/keys/${shared?.id}/resume`)).body.code).toBe('parent_suspended');
    await desk.post(`/keys/${key.id}/resume`);
    expect(await sharedOf(bookingId)).toMatchObject([{ state: 'issued' }]);

    // Same transaction: PostgreSQL's own mark of who wrote the rows last (xmin) is one.
    await desk.post(`/keys/${key.id}/revoke`, { reason: 'security_concern' });
    const ended = await site.hotel.parts.pool.query<{ xmin: string; end_reason: string }>(
      'select xmin::text, end_reason from digital_key where booking_id = $1',
      [bookingId],
    );
    expect(new Set(ended.rows.map((row) => `${row.end_reason} ${row.xmin}`)).size).toBe(1);
    expect(ended.rows).toHaveLength(2);
    // Invariant 16: the invitation that was still open died with the key that it shares.
    expect((await redeem(kept, await newPhone())).body.code).toBe('link_expired');
    await leave();
  });

  it('lets guest and staff take one shared key back by itself', async () => {
    const { bookingId, phone, key, leave } = await stay();
    for (let n = 0; n < 2; n += 1) await redeem(secretOf(await invite(phone, key.id)), await newPhone());
    await site.hotel.settle();
    const [one, two] = await sharedOf(bookingId);
    expect((await desk.guest(phone, 'POST', `/keys/${one?.id}/revoke`)).status).toBe(204);
    expect((await desk.post(`/keys/${two?.id}/revoke`, { reason: 'other' })).status).toBe(200);
    expect((await desk.keys(bookingId)).map((of) => [of.kind, of.state])).toEqual([
      ['primary', 'issued'],
      ['shared', 'ended'],
      ['shared', 'ended'],
    ]);
    expect((await desk.guest(phone, 'POST', `/keys/${key.id}/revoke`)).status).toBe(404);
    await leave();
  });
});

describe('a look at a link', () => {
  const look = async (secret: string) => {
    const answer = await site.ask({ method: 'POST', url: '/v1/guest/link-views', json: { secret } });
    return { status: answer.statusCode, body: answer.json<LinkView & { code?: string }>() };
  };

  it('says whose it is and how it stands, and burns nothing', async () => {
    const { bookingId, phone, key, leave } = await stay();
    const own = (await desk.post<{ url: string }>(`/bookings/${bookingId}/enrolment-links`)).body.url;
    const ownSecret = own.split('#enrol=')[1] ?? '';
    const shared = secretOf(await invite(phone, key.id));
    const seen = [await look(ownSecret), await look(shared)];
    const locationId = site.hotel.locationId;
    expect(seen).toMatchObject([
      { status: 200, body: { kind: 'guest', state: 'open', locationId } },
      { status: 200, body: { kind: 'companion', state: 'open', locationId } },
    ]);
    // Whoever holds a forwarded link learns nothing of the guest.
    expect(JSON.stringify(seen)).not.toMatch(/Kim|Ada|101|204/);
    for (const secret of [ownSecret, shared]) expect((await redeem(secret, await newPhone())).status).toBe(201);
    expect([(await look(ownSecret)).body.state, (await look(shared)).body.state]).toEqual(['used', 'used']);
    await leave();
  });

  it('tells of one that was replaced, one whose time is over, and one that never was', async () => {
    const { bookingId, leave } = await stay();
    const make = async () =>
      (await desk.post<{ url: string }>(`/bookings/${bookingId}/enrolment-links`)).body.url.split('#enrol=')[1] ?? '';
    const [old, current] = [await make(), await make()];
    expect((await look(old)).body.state).toBe('withdrawn');
    await site.hotel.parts.db
      .updateTable('enrolment_link')
      .set({ expires_at: new Date(0) })
      .where('secret_hash', '=', createHash('sha256').update(current).digest())
      .execute();
    expect((await look(current)).body.state).toBe('expired');
    expect(await look('a-secret-that-nobody-ever-made')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    await leave();
  });
});

describe('one phone for several rooms', () => {
  it('serves the guests of every link it opened, and loses nothing by the second', async () => {
    const link = async (reference: string, number: string) => {
      const bookingId = await site.hotel.tell(reference, { status: 'checked_in', room: { number } });
      const made = await desk.post<{ url: string }>(`/bookings/${bookingId}/enrolment-links`);
      return { bookingId, secret: made.body.url.split('#enrol=')[1] ?? '' };
    };
    await site.hotel.tell('SITE-2', { status: 'cancelled' });
    const [first, second] = [await link('ROOMS-1', '101'), await link('ROOMS-2', '102')];
    const signIn = await newPhone();
    const one = await redeem(first.secret, signIn);
    const two = await redeem(second.secret, signIn);
    await site.hotel.settle();
    expect(two.body.deviceId).toBe(one.body.deviceId);
    const wallet = await walletOf(two.body);
    expect(wallet.keys.map((key) => [key.roomNumber, key.state]).toSorted()).toEqual([
      ['101', 'issued'],
      ['102', 'issued'],
    ]);
    await site.hotel.tell('ROOMS-1', { status: 'checked_out' });
    expect((await desk.live(second.bookingId)).state).toBe('issued');
    await site.hotel.tell('ROOMS-2', { status: 'checked_out', room: { number: '102' } });
  });
});
