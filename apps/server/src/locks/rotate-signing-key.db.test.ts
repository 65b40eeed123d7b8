// Changing a signing key: announced, confirmed by every lock's own journal, used, and the old one dropped after its last lease.
import { generateSigner, MAIL_TYPE, readDocument, readMail, verifyMail } from '@nightlatch/aliro';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { retireLock } from '../admin/rooms-and-doors.ts';
import type { SigningKeyClass } from '../db/schema.ts';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { appendJournal, appendMailJournal } from '../fixtures/lock-journal.fixture.ts';
import { acceptPage } from '../journal/accept-pages.ts';
import { commissionLock } from './commission-lock.ts';
import {
  forceRotation,
  readRotations,
  rotateAllSigningKeys,
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
const rotate = (cls: SigningKeyClass, emergency = false) =>
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
const accept = async (page: Uint8Array) => {
  const taken = await hotel.parts.db
    .transaction()
    .execute((trx) => acceptPage(trx, hotel.parts.signing, { ...of(), page }));
  await hotel.settle();
  return taken;
};
/** The lock says that it applied its newest announcement. */
const confirm = async (element: string) =>
  expect(await accept(await appendMailJournal(hotel, element, 'anchor'))).toMatchObject({ ok: true });
const confirmSeq = async (element: string, generation: number) =>
  expect(
    await accept(await appendJournal(hotel, element, { event: 'mail-applied', reason: MAIL_TYPE.anchor, generation })),
  ).toMatchObject({ ok: true });
/** Announcements that wait for the lock on this door, the newest last. */
const waitingAt = async (element: string) => {
  const rows = await hotel.parts.db
    .selectFrom('lock_mail')
    .select(['seq', 'item', 'anchor_class', 'anchor_epoch', 'anchor_min_epoch'])
    .where('lock_id', '=', hotel.doors.get(element)?.lockRowId ?? '')
    .where('anchor_class', 'is not', null)
    .where('confirmed_at', 'is', null)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...row, said: `${row.anchor_class} ${row.anchor_epoch} ≥${row.anchor_min_epoch}` }));
};
const verifiedBy = async (item: Buffer | undefined, point: Buffer | undefined) => {
  const mail = item && readMail(item);
  return mail?.ok && point !== undefined && (await verifyMail(mail.value, point));
};
const keys = (cls: SigningKeyClass) =>
  hotel.parts.db
    .selectFrom('signing_key')
    .select(['epoch', 'point', 'active_at', 'retired_at', 'sealed_private_key'])
    .where('class', '=', cls)
    .orderBy('epoch')
    .execute();
const signerPoint = async (cls: SigningKeyClass) =>
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

  it('a new root is told by the one before and signs from then on; the one before is destroyed when every lock has the new one', async () => {
    const [old] = await keys('root');
    expect(await rotate('root')).toEqual({ ok: true, epoch: 2 });
    await hotel.settle();
    const [first = '', ...others] = elements();
    const [mail] = await waitingAt(first);
    expect(mail?.said).toBe('root 2 ≥2');
    // Both have signed: the old one, which the lock trusts, and the new one for itself.
    const [, fresh] = await keys('root');
    expect(await verifiedBy(mail?.item, old?.point)).toBe(true);
    expect(await verifiedBy(mail?.item, fresh?.point)).toBe(false);
    const read = mail && readMail(mail.item);
    expect(read?.ok && read.value.body).toMatchObject({
      kind: 'anchor',
      class: 'root',
      newRootSignature: expect.anything(),
    });
    for (const element of others) await confirm(element);
    expect(await rotation()).toMatchObject({ class: 'root', stage: 'retiring', behind: { length: 1 } });

    // Without the last lock: what is announced later is signed by the new root, and the lock can follow as both wait for it, in order.
    expect(await force()).toEqual({ ok: true, epoch: 2 });
    expect((await keys('root')).map((key) => key.sealed_private_key.length > 0)).toEqual([false, true]);
    await rotate('credential');
    await hotel.settle();
    const waiting = await waitingAt(first);
    expect(waiting.map((one) => one.said)).toEqual(['root 2 ≥2', 'credential 2 ≥1']);
    expect(await verifiedBy(waiting[1]?.item, fresh?.point)).toBe(true);
  });

  it('journal pages open under the old and the new sealing key until every lock has the new one', async () => {
    const [first = '', ...others] = elements();
    const byOld = await appendJournal(hotel, first, { event: 'start' });
    await rotate('seal');
    await hotel.settle();
    expect((await waitingAt(first)).map((one) => one.said)).toEqual(['seal 2 ≥2']);
    expect(await accept(byOld)).toMatchObject({ ok: true, entries: 1 });
    for (const element of [...others, first]) await confirm(element);
    expect(await rotation()).toBeUndefined();
    expect((await keys('seal')).map((key) => key.sealed_private_key.length > 0)).toEqual([false, true]);
  });

  it('a new reader-issuer key: phones know both, then locks are commissioned anew, and none is left that no phone would open', async () => {
    const { db, signing } = hotel.parts;
    await rotate('reader_issuer');
    await hotel.settle();
    const [old, fresh] = await keys('reader_issuer');
    expect(await signerPoint('reader_issuer')).toBe(old?.point.toString('hex'));
    expect(await rotation()).toMatchObject({ class: 'reader_issuer', stage: 'announced', behind: [] });
    hotel.clock.advance(3_700_000);
    await settleRotation(db, signing, of());
    expect(await signerPoint('reader_issuer')).toBe(fresh?.point.toString('hex'));
    expect(await rotation()).toMatchObject({
      stage: 'active',
      behind: { length: elements().length },
      waitsUntil: null,
    });
    expect(await force()).toEqual({ ok: false, code: 'locks_need_commissioning' });
    // Each door gets another lock; the change ends by itself with the last one.
    for (const door of hotel.doors.values()) {
      hotel.clock.advance(1000);
      await db.transaction().execute(async (trx) => {
        await retireLock(trx, { ...of(), actor: ACTOR, doorId: door.doorId });
        const made = await commissionLock(trx, signing, {
          ...{
            ...of(),
            actor: ACTOR,
            doorId: door.doorId,
            simulated: true,
            lockPoint: (await generateSigner({ extractable: false })).point,
          },
        });
        expect(made.ok).toBe(true);
      });
    }
    await hotel.settle();
    expect(await rotation()).toBeUndefined();
    expect((await keys('reader_issuer')).map((key) => key.sealed_private_key.length > 0)).toEqual([false, true]);
  });

  it('a lock that was left behind hears again of what a later announcement has overtaken', async () => {
    const [first = '', ...others] = elements();
    await rotate('credential');
    await hotel.settle();
    for (const element of others) await confirm(element);
    await force();
    hotel.clock.advance(3_700_000);
    await settleRotation(hotel.parts.db, hotel.parts.signing, of());
    for (const element of others) await confirm(element);
    await force();
    expect(await rotation()).toBeUndefined();
    expect((await waitingAt(first)).map((one) => one.said)).toEqual(['credential 2 ≥2']);
    await rotate('mail');
    await hotel.settle();
    expect((await waitingAt(first)).map((one) => one.said)).toEqual(['credential 2 ≥2', 'mail 2 ≥1']);
    // Only the later one came through.
    await confirm(first);
    const again = await waitingAt(first);
    expect(again.map((one) => one.said)).toEqual(['credential 2 ≥2']);
    const { seq } = await hotel.parts.db
      .selectFrom('lock_mail')
      .select('seq')
      .where('lock_id', '=', hotel.doors.get(first)?.lockRowId ?? '')
      .where('anchor_class', '=', 'mail')
      .executeTakeFirstOrThrow();
    expect(Number(again[0]?.seq)).toBeGreaterThan(Number(seq));
  });

  it('in an emergency takes every key that could be stolen with the server, whatever else is under way', async () => {
    const [first = '', ...others] = elements();
    await rotate('mail');
    await hotel.settle();
    expect((await waitingAt(first)).map((one) => one.said)).toEqual(['mail 2 ≥1']);
    const { db, signing } = hotel.parts;
    const epochs = await db
      .transaction()
      .execute((trx) =>
        rotateAllSigningKeys(trx, signing, { ...of(), actor: ACTOR, reason: 'the server was broken into' }),
      );
    expect(epochs).toEqual({ root: 2, credential: 2, mail: 3, seal: 2 });
    await hotel.settle();
    // The root comes first, so that the lock can check what the new one signed.
    const waiting = await waitingAt(first);
    expect(waiting.map((one) => one.said)).toEqual(['root 2 ≥2', 'credential 2 ≥2', 'mail 3 ≥3', 'seal 2 ≥2']);
    const [, root] = await keys('root');
    expect(await verifiedBy(waiting[2]?.item, root?.point)).toBe(true);
    for (const element of [...others, first])
      for (const { seq } of await waitingAt(element)) await confirmSeq(element, Number(seq));
    expect(await readRotations(db, of())).toEqual([]);
    expect((await keys('mail')).map((key) => key.sealed_private_key.length > 0)).toEqual([false, false, true]);
  });
});
