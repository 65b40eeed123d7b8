// What the PMS's words do to a key, each followed to the credential, the locks' mail and what the phone holds (docs/domain.md §4–§6, §8).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from './fixtures/desk.fixture.ts';
import type { TestPhone } from './fixtures/hotel.fixture.ts';
import { createTestSite, type TestSite } from './fixtures/site.fixture.ts';

const MINUTE = 60_000;
let site: TestSite;
let desk: Desk;
beforeAll(async () => {
  site = await createTestSite();
  for (const reference of ['SITE-1', 'SITE-2']) await site.hotel.tell(reference, { status: 'cancelled' });
  desk = openDesk(site);
});
afterAll(() => site?.close());

type Truth = Parameters<TestSite['hotel']['tell']>[1];
let references = 0;
const stay = async () => {
  references += 1;
  const reference = `LIFE-${references}`;
  const tell = (more: Truth = {}) => {
    site.hotel.clock.advance(2000);
    return site.hotel.tell(reference, { status: 'checked_in', ...more });
  };
  const bookingId = await tell();
  const phone = await site.hotel.enrol(bookingId);
  await desk.confirm(phone);
  return { bookingId, phone, key: await desk.live(bookingId), tell };
};
const held = async (phone: TestPhone) =>
  (await desk.wallet(phone)).keys.filter((key) => key.credentials.length > 0).map((key) => key.keyId);

/** The key ended for this reason: off the phone, in the newest list of every lock it could open, and "enforced" only once proven. */
const expectTakenBack = async (of: { phone: TestPhone; bookingId: string; keyId: string; reason: string }) => {
  const { db } = site.hotel.parts;
  const ended = (await desk.keys(of.bookingId)).find((key) => key.id === of.keyId);
  expect(ended).toMatchObject({
    state: 'ended',
    endReason: of.reason,
    revocation: { state: 'requested', proof: null },
  });
  expect(await held(of.phone)).not.toContain(of.keyId);
  const credentials = await db.selectFrom('credential').select('wanted').where('key_id', '=', of.keyId).execute();
  expect(credentials).toEqual([{ wanted: false }]);
  const refusals = await db.selectFrom('lock_refusal').select('lock_id').where('key_id', '=', of.keyId).execute();
  const locks = [site.hotel.doors.get('r101')?.lockRowId, site.hotel.doors.get('c:entrance')?.lockRowId];
  expect(refusals.map((row) => row.lock_id).toSorted()).toEqual(locks.toSorted());
  const { listed_in_version: listed } = await db
    .selectFrom('revocation')
    .select('listed_in_version')
    .where('key_id', '=', of.keyId)
    .executeTakeFirstOrThrow();
  for (const { lock_id: lockId } of refusals) {
    const mail = await db
      .selectFrom('lock_mail')
      .select((eb) => eb.fn.max('revocation_version').as('version'))
      .where('lock_id', '=', lockId)
      .executeTakeFirstOrThrow();
    expect(mail.version).toBeGreaterThanOrEqual(listed ?? Number.POSITIVE_INFINITY);
  }
  await desk.confirmRemoval(of.phone, of.keyId);
  const proven = (await desk.keys(of.bookingId)).find((key) => key.id === of.keyId);
  expect(proven?.revocation).toMatchObject({ state: 'enforced', proof: 'deleted_on_device' });
};

describe('a stay that is over or off', () => {
  it.each([
    ['check-out', 'checked_out', 'checked_out'],
    ['cancellation', 'cancelled', 'revoked'],
    ['no-show', 'no_show', 'revoked'],
    ['an undone check-in', 'confirmed', 'revoked'],
  ] as const)(
    'invariants 2, 5 and 17: %s ends the key, takes it from phone and locks, and proves it',
    async (_, status, reason) => {
      const { bookingId, phone, key, tell } = await stay();
      await tell({ status });
      await expectTakenBack({ phone, bookingId, keyId: key.id, reason });
      await tell({ status: 'cancelled' });
    },
  );

  it.each(['checked_out', 'cancelled', 'no_show'] as const)(
    'invariants 4 and 16: reinstated after %s it gets a new key of a new stay, and the old one stays ended',
    async (status) => {
      const { bookingId, phone, key, tell } = await stay();
      await tell({ status });
      await tell();
      const fresh = await desk.live(bookingId);
      expect(fresh.id).not.toBe(key.id);
      expect((await desk.keys(bookingId)).find((one) => one.id === key.id)?.state).toBe('ended');
      expect(await held(phone)).toEqual([fresh.id]);
      const stays = await site.hotel.parts.db
        .selectFrom('occupancy')
        .select('generation')
        .where('booking_id', '=', bookingId)
        .orderBy('generation')
        .execute();
      expect(stays).toHaveLength(2);
      expect(stays[1]?.generation).toBeGreaterThan(stays[0]?.generation ?? 0);
      await tell({ status: 'cancelled' });
    },
  );

  it('invariant 16: what staff revoked stays revoked through dates, room, check-out and reinstatement', async () => {
    const { bookingId, phone, key, tell } = await stay();
    await desk.post(`/keys/${key.id}/revoke`, { reason: 'security_concern' });
    const words: Truth[] = [
      { departureDate: '2036-06-25' },
      { room: { number: '102' } },
      { status: 'checked_out' },
      {},
      { departureDate: '2036-06-26' },
    ];
    for (const word of words) {
      await tell(word);
      expect((await desk.keys(bookingId)).map((one) => one.state)).toEqual(['ended']);
      expect(await held(phone)).toEqual([]);
    }
    await tell({ status: 'cancelled' });
  });
});

describe('a stay that changes', () => {
  it('invariant 3: a room move gives the new key at once; the old one opens for the grace only, and then is taken back', async () => {
    const { db } = site.hotel.parts;
    const grace = (minutes: number) =>
      db
        .updateTable('location')
        .set((eb) => ({
          policies: eb.fn('jsonb_set', [
            'policies',
            eb.val('{moveGraceMinutes}'),
            eb.cast(eb.val(String(minutes)), 'jsonb'),
          ]),
        }))
        .where('id', '=', site.hotel.locationId)
        .execute();
    await grace(15);
    const { bookingId, phone, key, tell } = await stay();
    await tell({ room: { number: '102' } });
    const moved = (await desk.keys(bookingId)).find((one) => one.id !== key.id);
    expect(moved).toMatchObject({ state: 'issued', roomNumber: '102' });
    expect((await held(phone)).toSorted()).toEqual([key.id, moved?.id].toSorted());
    const until = new Date(site.hotel.clock.now + 15 * MINUTE).toISOString();
    expect((await desk.keys(bookingId)).find((one) => one.id === key.id)?.validUntil).toBe(until);
    site.hotel.clock.advance(15 * MINUTE);
    await tell({ room: { number: '102' }, departureDate: '2036-06-13' });
    await expectTakenBack({ phone, bookingId, keyId: key.id, reason: 'superseded' });
    expect(await held(phone)).toEqual([moved?.id]);
    await grace(0);
    await tell({ status: 'cancelled' });
  });

  it('invariant 7: a longer stay moves the end of the key and of its shared key, without a tap; a shorter one too', async () => {
    const { bookingId, phone, key, tell } = await stay();
    const { db } = site.hotel.parts;
    const sharedId = '01890a5d-ac96-774b-bcce-b302099a8057';
    const row = await db.selectFrom('digital_key').selectAll().where('id', '=', key.id).executeTakeFirstOrThrow();
    await db
      .insertInto('digital_key')
      .values({ ...row, id: sharedId, kind: 'shared', parent_key_id: key.id })
      .execute();
    for (const departureDate of ['2036-06-20', '2036-06-12']) {
      await tell({ departureDate });
      const end = `${departureDate}T09:00:00.000Z`;
      const keys = await desk.keys(bookingId);
      expect(keys.map((one) => [one.state, one.validUntil])).toEqual([
        ['issued', end],
        ['issued', end],
      ]);
      const [credential] = (await desk.wallet(phone)).keys.find((one) => one.keyId === key.id)?.credentials ?? [];
      expect(Date.parse(credential?.leaseUntil ?? '')).toBeLessThanOrEqual(Date.parse(end));
    }
    await tell({ status: 'checked_out' });
    expect((await desk.keys(bookingId)).map((one) => [one.kind, one.endReason]).toSorted()).toEqual([
      ['primary', 'checked_out'],
      ['shared', 'checked_out'],
    ]);
  });

  it('a departure that has passed ends the key though nobody checks out', async () => {
    const { bookingId, phone, key, tell } = await stay();
    const checkOutAt = new Date(site.hotel.clock.now + 1000);
    await tell({ checkOutAt });
    await expectTakenBack({ phone, bookingId, keyId: key.id, reason: 'expired' });
    await tell({ status: 'cancelled' });
  });
});
