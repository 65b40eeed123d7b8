// The four problems that hotels report first, each found by one question and mended with one action (docs/domain.md §7).
import type { DigitalKey, KeyDiagnosis } from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../fixtures/desk.fixture.ts';
import type { TestPhone } from '../fixtures/hotel.fixture.ts';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';

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
const newReference = (): string => {
  references += 1;
  return `WHY-${references}`;
};
const stay = async () => {
  const reference = newReference();
  const bookingId = await site.hotel.tell(reference, { status: 'checked_in' });
  const phone = await site.hotel.enrol(bookingId);
  const key = await desk.live(bookingId);
  const leave = () => site.hotel.tell(reference, { status: 'checked_out' });
  return { bookingId, phone, key, leave };
};
const ask = async (bookingId: string, query = ''): Promise<KeyDiagnosis> =>
  (await desk.get<KeyDiagnosis>(`/bookings/${bookingId}/diagnosis${query}`)).body;
const askAsGuest = async (phone: TestPhone, bookingId: string): Promise<KeyDiagnosis> =>
  (await desk.guest<KeyDiagnosis>(phone, 'GET', `/bookings/${bookingId}/diagnosis`)).body;
/** Both readers get the same verdict; each gets it in words for them. */
const verdict = async (phone: TestPhone, bookingId: string): Promise<string> => {
  const [staff, guest] = [await ask(bookingId), await askAsGuest(phone, bookingId)];
  expect([guest.code, guest.nextStep]).toEqual([staff.code, staff.nextStep]);
  expect(staff.title).not.toBe('');
  return `${staff.code}: ${staff.nextStep}`;
};
const NOTHING_FOUND = 'ask_front_desk: ask_front_desk';
const attempt = (phone: TestPhone, keyId: string, diagnosis: string | null) =>
  desk.guest(phone, 'POST', '/door-attempts', {
    attempts: [
      {
        keyId,
        doorId: site.doorId,
        at: new Date(site.hotel.clock.now).toISOString(),
        outcome: diagnosis === null ? 'opened' : 'refused',
        diagnosis,
      },
    ],
  });

describe('the key does not appear in the app', () => {
  it('because nobody checked the guest in; the check-in brings it', async () => {
    const reference = newReference();
    const bookingId = await site.hotel.tell(reference);
    expect(await ask(bookingId)).toMatchObject({ code: 'not_checked_in', nextStep: 'check_in', keyId: null });
    await site.hotel.tell(reference, { status: 'checked_in' });
    const waiting = await ask(bookingId);
    expect(waiting).toMatchObject({ code: 'waiting', nextStep: 'settle_conditions' });
    expect(waiting.evidence).toEqual([{ fact: 'key.waitingFor', value: 'guest_app_not_installed' }]);
    const phone = await site.hotel.enrol(bookingId);
    expect(await verdict(phone, bookingId)).toBe('not_downloaded: open_app_online');
    await site.hotel.tell(reference, { status: 'checked_out' });
  });

  it('because the app was not opened since; opening it brings it', async () => {
    const { bookingId, phone, leave } = await stay();
    const found = await ask(bookingId);
    expect(found).toMatchObject({ code: 'not_downloaded', deviceId: phone.deviceId });
    expect(found.evidence).toContainEqual({ fact: 'delivery.state', value: 'to_deliver' });
    await desk.confirm(phone);
    expect(await verdict(phone, bookingId)).toBe(NOTHING_FOUND);
    await leave();
  });
});

describe('the door does not open', () => {
  it('because Bluetooth is off; turning it on mends it', async () => {
    const { bookingId, phone, leave } = await stay();
    await desk.confirm(phone);
    await desk.guest(phone, 'POST', '/receipts', { receipts: [], bluetooth: 'off' });
    expect(await verdict(phone, bookingId)).toBe('bluetooth_off: turn_on_bluetooth');
    await desk.guest(phone, 'POST', '/receipts', { receipts: [], bluetooth: 'on' });
    expect(await verdict(phone, bookingId)).toBe(NOTHING_FOUND);
    await leave();
  });

  it('because the lock said so: what it said last counts until it opens', async () => {
    const { bookingId, phone, key, leave } = await stay();
    await desk.confirm(phone);
    site.hotel.clock.advance(1000);
    await attempt(phone, key.id, 'privacy_on');
    expect(await verdict(phone, bookingId)).toBe('privacy_on: knock_or_ask');
    site.hotel.clock.advance(1000);
    await attempt(phone, key.id, null);
    expect(await verdict(phone, bookingId)).toBe(NOTHING_FOUND);
    await leave();
  });

  it('because the lock’s battery is empty, whoever reports it', async () => {
    const { bookingId, phone, leave } = await stay();
    await desk.confirm(phone);
    const lock = (battery: 'critical' | 'low' | 'ok') =>
      site.hotel.parts.db
        .updateTable('lock')
        .set({ battery })
        .where('location_id', '=', site.hotel.locationId)
        .execute();
    await lock('critical');
    expect(await verdict(phone, bookingId)).toBe('lock_battery_low: replace_battery');
    await lock('low');
    expect(await verdict(phone, bookingId)).toBe(NOTHING_FOUND);
    await lock('ok');
    await leave();
  });
});

describe('the key expired early', () => {
  it('because its lease ended offline; going online once renews it', async () => {
    const { bookingId, phone, leave } = await stay();
    await desk.confirm(phone);
    site.hotel.clock.advance(25 * HOUR);
    expect(await verdict(phone, bookingId)).toBe('lease_ended: go_online_once');
    expect((await desk.guest(phone, 'POST', '/leases')).status).toBe(200);
    await desk.confirm(phone);
    expect(await verdict(phone, bookingId)).toBe(NOTHING_FOUND);
    await leave();
  });
});

describe('“key not valid”', () => {
  it('because staff revoked it; issuing again mends it', async () => {
    const { bookingId, phone, key, leave } = await stay();
    await desk.confirm(phone);
    await desk.post(`/keys/${key.id}/revoke`, { reason: 'other' });
    expect(await verdict(phone, bookingId)).toBe('revoked: issue_again');
    const again = await desk.post<DigitalKey>(`/bookings/${bookingId}/keys`);
    expect(again.status).toBe(201);
    await desk.confirm(phone);
    expect(await verdict(phone, bookingId)).toBe(NOTHING_FOUND);
    // The old key is still told apart when it is the one that is asked about.
    expect(await ask(bookingId, `?keyId=${key.id}`)).toMatchObject({ code: 'revoked', keyId: key.id });
    await leave();
  });
});

describe('what is not there, or not theirs', () => {
  it('is not found: other keys, phones and bookings', async () => {
    const { bookingId, phone, leave } = await stay();
    for (const query of [`?keyId=${newId()}`, `?deviceId=${newId()}`]) {
      expect((await desk.get(`/bookings/${bookingId}/diagnosis${query}`)).status).toBe(404);
    }
    const reference = newReference();
    const stranger = await site.hotel.tell(reference, { room: { number: '102' }, status: 'checked_in' });
    expect((await desk.guest(phone, 'GET', `/bookings/${stranger}/diagnosis`)).status).toBe(404);
    await site.hotel.tell(reference, { status: 'checked_out' });
    await leave();
  });
});
