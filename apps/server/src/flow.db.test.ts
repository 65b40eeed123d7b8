// One stay on a real database: from the PMS's word to credentials on phones, refusals for locks, and proofs.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWallet } from './delivery/read-wallet.ts';
import { settleRevocation } from './delivery/settle-revocation.ts';
import { takeReceipts } from './delivery/take-receipts.ts';
import { createTestHotel, type TestHotel, type TestPhone } from './fixtures/hotel.fixture.ts';
import { issueNow } from './fixtures/issue.fixture.ts';
import { appendMailJournal } from './fixtures/lock-journal.fixture.ts';
import { acceptPage } from './journal/accept-pages.ts';
import { reissueKey, revokeKey } from './keys/act-on-keys.ts';

let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel();
});
afterAll(() => hotel?.close());

const now = (): Date => new Date(hotel.clock.now);
const STAFF = { id: 'staff:desk', name: 'Desk' };

const wallet = (phone: TestPhone) =>
  readWallet(hotel.parts.db, hotel.parts.signing, {
    locationId: hotel.locationId,
    ...phone,
    now: now(),
    virtualRadioUrl: null,
  });

const keysOf = (bookingId: string) =>
  hotel.parts.db
    .selectFrom('digital_key')
    .selectAll()
    .where('location_id', '=', hotel.locationId)
    .where('booking_id', '=', bookingId)
    .orderBy('requested_at')
    .orderBy('id')
    .execute();

const revocationOf = (keyId: string) =>
  hotel.parts.db.selectFrom('revocation').selectAll().where('key_id', '=', keyId).executeTakeFirst();

const confirm = (phone: TestPhone, credentialId: string, state: 'delivered' | 'removed') =>
  hotel.parts.db.transaction().execute((trx) =>
    takeReceipts(trx, {
      locationId: hotel.locationId,
      deviceId: phone.deviceId,
      receipts: { receipts: [{ credentialId, state }] },
      now: now(),
    }),
  );

const revoke = async (keyId: string, reason: 'security_concern' | 'other' = 'security_concern') => {
  const outcome = await hotel.parts.db
    .transaction()
    .execute((trx) =>
      revokeKey(trx, { locationId: hotel.locationId, keyId, reason, note: null, now: now(), actor: STAFF }),
    );
  await hotel.settle();
  return outcome;
};

describe('one stay', () => {
  it('waits for what is missing, issues by itself, delivers, revokes with proof, reissues and ends at check-out', async () => {
    const bookingId = await hotel.tell('stay-1', { status: 'checked_in' });
    expect(await keysOf(bookingId)).toMatchObject([{ state: 'waiting', waiting_for: ['guest_app_not_installed'] }]);

    const phone = await hotel.enrol(bookingId);
    const [key] = await keysOf(bookingId);
    expect(key).toMatchObject({ state: 'issued', requested_by: 'check_in', validity_source: 'pms' });
    // 11:00 in Vienna on the departure date.
    expect(key?.valid_until?.toISOString()).toBe('2036-06-12T09:00:00.000Z');

    const first = await wallet(phone);
    const [credential] = first.keys[0]?.credentials ?? [];
    expect(credential?.doors.map((door) => door.element)).toEqual(['r101', 'c:entrance']);
    expect(credential?.leaseUntil).toBe(new Date(hotel.clock.now + 86_400_000).toISOString());
    await confirm(phone, credential?.credentialId ?? '', 'delivered');

    expect(await revoke(key?.id ?? '')).toEqual({ ok: true, keyId: key?.id });
    // A trigger never undoes a staff decision.
    await hotel.tell('stay-1', { status: 'checked_in', departureDate: '2036-06-13' });
    expect((await keysOf(bookingId)).map((one) => one.state)).toEqual(['ended']);
    expect((await wallet(phone)).keys[0]).toMatchObject({ state: 'ended', endReason: 'revoked', credentials: [] });

    const requested = await revocationOf(key?.id ?? '');
    expect(requested).toMatchObject({ enforced_at: null, proof: null });
    expect(requested?.listed_in_version).not.toBeNull();

    await confirm(phone, credential?.credentialId ?? '', 'removed');
    await hotel.settle();
    expect(await revocationOf(key?.id ?? '')).toMatchObject({ proof: 'deleted_on_device', enforced_at: now() });

    hotel.clock.advance(1000);
    const reissued = await hotel.parts.db.transaction().execute((trx) =>
      reissueKey(trx, hotel.parts.signing, {
        locationId: hotel.locationId,
        keyId: key?.id ?? '',
        now: now(),
        actor: STAFF,
        by: 'staff',
        reason: null,
        note: null,
      }),
    );
    expect(reissued.ok).toBe(true);
    await hotel.settle();
    const second = await wallet(phone);
    const renewed = second.keys.find((one) => one.state === 'issued')?.credentials[0];
    expect(renewed?.doorKeyPoint).toBeDefined();
    expect(renewed?.doorKeyPoint).not.toBe(credential?.doorKeyPoint);

    hotel.clock.advance(1000);
    await hotel.tell('stay-1', { status: 'checked_out' });
    expect((await keysOf(bookingId)).map((one) => [one.state, one.end_reason])).toEqual([
      ['ended', 'revoked'],
      ['ended', 'checked_out'],
    ]);
    expect((await wallet(phone)).keys.every((one) => one.credentials.length === 0)).toBe(true);
  });

  it('invariant 16: an ended key never comes back, not even by a direct write', async () => {
    await expect(
      hotel.parts.db
        .updateTable('digital_key')
        .set({ state: 'issued', end_reason: null, ended_at: null })
        .where('state', '=', 'ended')
        .execute(),
    ).rejects.toThrow(/never comes back/);
  });

  it('invariant 17: "enforced" is never written from a request alone; every lock concerned must confirm', async () => {
    const bookingId = await hotel.tell('stay-2', { status: 'checked_in', room: { number: '102' } });
    const phone = await hotel.enrol(bookingId);
    const [key] = await keysOf(bookingId);
    const keyId = key?.id ?? '';
    expect((await wallet(phone)).keys[0]?.credentials).toHaveLength(1);
    hotel.clock.advance(2000);
    await revoke(keyId);
    expect(await revocationOf(keyId)).toMatchObject({ enforced_at: null, proof: null });

    hotel.clock.advance(60_000);
    await settleRevocation(hotel.parts.db, { locationId: hotel.locationId, keyId, now: now() });
    expect((await revocationOf(keyId))?.enforced_at).toBeNull();

    for (const [element, expected] of [
      ['r102', null],
      ['c:entrance', 'confirmed_by_locks'],
    ] as const) {
      const page = await appendMailJournal(hotel, element);
      const accepted = await hotel.parts.db
        .transaction()
        .execute((trx) => acceptPage(trx, hotel.parts.signing, { locationId: hotel.locationId, page, now: now() }));
      expect(accepted).toMatchObject({ ok: true });
      await hotel.settle();
      expect((await revocationOf(keyId))?.proof).toBe(expected);
    }
  });

  it('invariant 3: a second booking can not take an occupied room, and gets its key when the room is free', async () => {
    const first = await hotel.tell('stay-3', { status: 'checked_in', room: { number: '101' } });
    await hotel.enrol(first);
    const second = await hotel.tell('stay-4', { status: 'checked_in', room: { number: '101' } });
    await hotel.enrol(second);
    expect(await keysOf(second)).toMatchObject([{ state: 'waiting', waiting_for: ['room_occupied'] }]);
    await hotel.tell('stay-3', { status: 'checked_out', room: { number: '101' } });
    expect(await keysOf(second)).toMatchObject([{ state: 'issued' }]);
    const generations = await hotel.parts.db
      .selectFrom('occupancy')
      .select('generation')
      .where('booking_id', 'in', [first, second])
      .orderBy('generation')
      .execute();
    expect(new Set(generations.map((row) => row.generation)).size).toBe(2);
  });

  it('refuses a manual issue with the whole list of unmet conditions, and keeps it waiting when asked', async () => {
    const bookingId = await hotel.tell('stay-5', { room: null });
    const issue = (waitForConditions: boolean) =>
      issueNow(hotel, bookingId, { by: 'staff', waitForConditions, now: now(), actor: STAFF });
    expect(await issue(false)).toEqual({
      ok: false,
      code: 'conditions_unmet',
      unmet: ['not_checked_in', 'room_not_assigned', 'guest_app_not_installed'],
    });
    expect(await issue(true)).toMatchObject({ ok: true });
    expect(await keysOf(bookingId)).toMatchObject([{ state: 'waiting', requested_by: 'staff' }]);
  });
});
