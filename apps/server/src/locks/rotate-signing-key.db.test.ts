// Changing a signing key: announced, confirmed by every lock's own journal, used, and the old one dropped after its last lease.
import { readDocument, readMail } from '@nightlatch/aliro';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { appendMailJournal } from '../fixtures/lock-journal.fixture.ts';
import { acceptPage } from '../journal/accept-pages.ts';
import {
  forceRotation,
  type RotatedClass,
  readRotations,
  rotateSigningKey,
  settleRotation,
} from './rotate-signing-key.ts';

const ACTOR = { id: 'staff:admin', name: 'Admin' };
let hotel: TestHotel;
beforeEach(async () => {
  hotel = await createTestHotel({ policies: { leaseSeconds: 3600 } });
  await hotel.enrol(await hotel.tell('ROT-1', { status: 'checked_in' }));
});
afterEach(() => hotel?.close());

const of = () => ({ locationId: hotel.locationId, now: new Date(hotel.clock.now) });
const rotate = (cls: RotatedClass, emergency = false) =>
  hotel.parts.db
    .transaction()
    .execute((trx) =>
      rotateSigningKey(trx, hotel.parts.signing, { ...of(), actor: ACTOR, reason: 'yearly', class: cls, emergency }),
    );
const force = () =>
  hotel.parts.db
    .transaction()
    .execute((trx) => forceRotation(trx, { ...of(), actor: ACTOR, reason: 'lock is broken' }));
const rotation = async () => (await readRotations(hotel.parts.db, of()))[0];
const confirm = async (element: string) => {
  const page = await appendMailJournal(hotel, element, 'anchor');
  const taken = await hotel.parts.db
    .transaction()
    .execute((trx) => acceptPage(trx, hotel.parts.signing, { ...of(), page }));
  expect(taken).toMatchObject({ ok: true });
  await hotel.settle();
};
const keys = (cls: RotatedClass) =>
  hotel.parts.db
    .selectFrom('signing_key')
    .select(['epoch', 'point', 'active_at', 'retired_at', 'sealed_private_key'])
    .where('class', '=', cls)
    .orderBy('epoch')
    .execute();
const signerPoint = async (cls: RotatedClass) =>
  Buffer.from((await hotel.parts.signing.signer(hotel.parts.db, hotel.locationId, cls)).point).toString('hex');
const elements = () => [...hotel.doors.keys()];

describe('a signing key', () => {
  it('is used only when every lock has confirmed it, and the old one goes after its last lease', async () => {
    const [old] = await keys('credential');
    expect(await rotate('credential')).toEqual({ ok: true, epoch: 2 });
    expect(await rotate('mail')).toEqual({ ok: false, code: 'rotation_under_way' });
    await hotel.settle();
    expect(await rotation()).toMatchObject({
      stage: 'announced',
      oldEpoch: 1,
      newEpoch: 2,
      behind: { length: elements().length },
    });
    const mail = await hotel.parts.db
      .selectFrom('lock_mail')
      .select('item')
      .where('anchor_class', '=', 'credential')
      .execute();
    expect(mail).toHaveLength(elements().length);
    for (const { item } of mail) {
      const read = readMail(item);
      expect(read.ok && read.value.body).toMatchObject({ kind: 'anchor', class: 'credential', epoch: 2, minEpoch: 1 });
    }
    const [first, ...others] = elements();
    for (const element of others) await confirm(element);
    expect(await signerPoint('credential')).toBe(old?.point.toString('hex'));
    expect(await rotation()).toMatchObject({ stage: 'announced', behind: { length: 1 } });
    await confirm(first ?? '');
    expect(await signerPoint('credential')).not.toBe(old?.point.toString('hex'));
    expect(await rotation()).toMatchObject({ stage: 'active', behind: [] });

    // The guest's document is by the new key now; one by the old key may run until the last lease.
    const { document } = await hotel.parts.db
      .selectFrom('credential')
      .select('document')
      .where('wanted', '=', true)
      .executeTakeFirstOrThrow();
    expect(document && readDocument(document)).not.toBeNull();
    hotel.clock.advance(3_500_000);
    await settleRotation(hotel.parts.db, hotel.parts.signing, of());
    expect(await rotation()).toMatchObject({ stage: 'active' });
    hotel.clock.advance(200_000);
    await settleRotation(hotel.parts.db, hotel.parts.signing, of());
    expect(await rotation()).toMatchObject({ stage: 'retiring', behind: { length: elements().length } });
    for (const element of elements()) await confirm(element);
    expect(await rotation()).toBeUndefined();
    const after = await keys('credential');
    expect(after.map((key) => [key.epoch, key.retired_at !== null, key.sealed_private_key.length > 0])).toEqual([
      [1, true, false],
      [2, false, true],
    ]);
    const told = await hotel.parts.db
      .selectFrom('audit_entry')
      .select('action')
      .where('action', 'like', 'signing_key.%')
      .orderBy('at')
      .execute();
    expect(told.map((entry) => entry.action)).toEqual([
      'signing_key.announced',
      'signing_key.active',
      'signing_key.retired',
    ]);
  });

  it('can go on without locks that are behind, which are named; one that comes late still hears of it', async () => {
    expect(await force()).toEqual({ ok: false, code: 'no_rotation' });
    await rotate('mail');
    await hotel.settle();
    const [first, ...others] = elements();
    for (const element of others) await confirm(element);
    expect(await force()).toEqual({ ok: true, epoch: 2 });
    expect(await rotation()).toMatchObject({ class: 'mail', stage: 'active' });
    const entry = await hotel.parts.db
      .selectFrom('audit_entry')
      .select(['actor_name', 'reason', 'after'])
      .where('action', '=', 'signing_key.forced')
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({
      actor_name: 'Admin',
      reason: 'lock is broken',
      after: { stage: 'announced', behind: { length: 1 } },
    });
    const waiting = await hotel.parts.db
      .selectFrom('lock_mail')
      .select('anchor_epoch')
      .where('lock_id', '=', hotel.doors.get(first ?? '')?.lockRowId ?? '')
      .where('anchor_class', '=', 'mail')
      .where('confirmed_at', 'is', null)
      .execute();
    expect(waiting).toEqual([{ anchor_epoch: 2 }]);
  });

  it('in an emergency signs at once, and the locks drop the old one with the first mail', async () => {
    const [old] = await keys('credential');
    await rotate('credential', true);
    expect(await signerPoint('credential')).not.toBe(old?.point.toString('hex'));
    await hotel.settle();
    expect(await rotation()).toMatchObject({ stage: 'retiring', behind: { length: elements().length } });
    for (const element of elements()) await confirm(element);
    expect(await rotation()).toBeUndefined();
  });
});
