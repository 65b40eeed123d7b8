// Answers get lost between phones, locks and the server: asking the same again must give the same, to the same asker only.
import { createHash } from 'node:crypto';
import { concat, generateSigner, type Signer, utf8 } from '@nightlatch/aliro';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEnrolmentLink } from './delivery/create-enrolment-link.ts';
import { makeChallenge, openSession } from './delivery/device-session.ts';
import { enrolDevice } from './delivery/enrol-device.ts';
import { readWallet } from './delivery/read-wallet.ts';
import { createTestHotel, offerOf, type TestHotel } from './fixtures/hotel.fixture.ts';
import { commissionLock } from './locks/commission-lock.ts';

let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel();
});
afterAll(() => hotel?.close());

const now = (): Date => new Date(hotel.clock.now);
const ACTOR = { id: 'staff:test', name: 'Test' };

const makeLink = async (bookingId: string): Promise<string> => {
  const { locationId } = hotel;
  const link = await hotel.parts.db
    .transaction()
    .execute((trx) => createEnrolmentLink(trx, { locationId, bookingId, now: now(), actor: ACTOR }));
  return link?.secret ?? '';
};

const redeem = async (secret: string, signIn: Signer) => {
  const hashed = createHash('sha256').update(secret).digest();
  const enrol = {
    secret,
    signInPoint: Buffer.from(signIn.point).toString('hex'),
    proof: Buffer.from(await signIn.sign(concat(utf8('nightlatch-enrol-1'), hashed))).toString('base64url'),
    deviceName: 'Phone',
    doorKeys: [await offerOf(await generateSigner({ extractable: false }))],
  };
  return hotel.parts.db.transaction().execute((trx) => enrolDevice(trx, { enrol, now: now() }));
};

describe('a lost answer', () => {
  it('invariant 8: one link makes one device, whoever races; the phone that made it gets the same device again', async () => {
    const bookingId = await hotel.tell('lost-1');
    const secret = await makeLink(bookingId);
    const phones = await Promise.all([1, 2, 3, 4].map(() => generateSigner({ extractable: false })));
    const outcomes = await Promise.all(phones.map((phone) => redeem(secret, phone)));
    const winners = outcomes.filter((outcome) => outcome.ok);
    expect(winners).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.code === 'link_used')).toHaveLength(3);
    const winner = phones[outcomes.findIndex((outcome) => outcome.ok)];
    if (!winner) throw new Error('nobody won');
    const again = await redeem(secret, winner);
    expect(again).toMatchObject({ ok: true, session: { deviceId: winners[0]?.ok && winners[0].session.deviceId } });
    const devices = await hotel.parts.db.selectFrom('device').select('id').execute();
    expect(devices).toHaveLength(1);
  });

  it('an expired, a withdrawn and an unknown link make nothing', async () => {
    const bookingId = await hotel.tell('lost-2');
    const phone = await generateSigner({ extractable: false });
    const first = await makeLink(bookingId);
    const second = await makeLink(bookingId);
    expect(await redeem(first, phone)).toEqual({ ok: false, code: 'link_expired' });
    hotel.clock.advance(73 * 3_600_000);
    expect(await redeem(second, phone)).toEqual({ ok: false, code: 'link_expired' });
    expect(await redeem('x'.repeat(32), phone)).toEqual({ ok: false, code: 'not_found' });
  });

  it('a lock that asks again is commissioned to the same identity; another lock is not', async () => {
    const door = hotel.doors.get('r101');
    if (!door) throw new Error('no door');
    const commission = (point: Uint8Array) =>
      hotel.parts.db.transaction().execute((trx) =>
        commissionLock(trx, hotel.parts.signing, {
          locationId: hotel.locationId,
          doorId: door.doorId,
          lockPoint: point,
          simulated: true,
          now: now(),
          actor: ACTOR,
        }),
      );
    const again = await commission(door.lockSigner.point);
    expect(again).toMatchObject({ ok: true, lockRowId: door.lockRowId });
    const other = await generateSigner({ extractable: false });
    expect(await commission(other.point)).toEqual({ ok: false, code: 'lock_already_commissioned' });
  });

  it('a removed phone that proves itself is told that it was removed; anyone else learns nothing', async () => {
    const bookingId = await hotel.tell('lost-3');
    const signIn = await generateSigner({ extractable: false });
    const enrolled = await redeem(await makeLink(bookingId), signIn);
    if (!enrolled.ok) throw new Error(enrolled.code);
    const { deviceId } = enrolled.session;
    const answer = async (signer: Signer) => {
      const { challenge } = await hotel.parts.db
        .transaction()
        .execute((trx) => makeChallenge(trx, { deviceId, now: now() }));
      const signature = await signer.sign(concat(utf8('nightlatch-session-1'), challenge, utf8(deviceId)));
      return hotel.parts.db
        .transaction()
        .execute((trx) => openSession(trx, { deviceId, challenge, signature, now: now() }));
    };
    expect(await answer(signIn)).toMatchObject({ ok: true });
    await hotel.parts.db.updateTable('device').set({ removed_at: now() }).where('id', '=', deviceId).execute();
    expect(await answer(signIn)).toEqual({ ok: false, code: 'device_removed' });
    expect(await answer(await generateSigner({ extractable: false }))).toEqual({ ok: false, code: 'not_signed_in' });
  });

  it('a stay is told until its key is there, then by its key only', async () => {
    const bookingId = await hotel.tell('lost-4', { status: 'confirmed', room: { number: '102' } });
    const phone = await hotel.enrol(bookingId);
    const read = () =>
      readWallet(hotel.parts.db, hotel.parts.signing, {
        locationId: hotel.locationId,
        ...phone,
        now: now(),
        virtualRadioUrl: null,
      });
    expect((await read()).stays.map((stay) => stay.bookingId)).toEqual([bookingId]);
    await hotel.tell('lost-4', { status: 'checked_in', room: { number: '102' }, departureDate: '2036-12-30' });
    const wallet = await read();
    expect(wallet.stays).toEqual([]);
    expect(wallet.keys).toMatchObject([{ state: 'issued' }]);
  });
});
