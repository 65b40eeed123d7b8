// What staff and integrations read: search, filters, pages, masking, conditions, revocation progress, timeline.
import type { AccessEvent, AuditEntry, Booking, BookingPage, DigitalKey, Door } from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
  const guest = (firstName: string, lastName: string, email: string | null = null, phone: string | null = null) => ({
    firstName,
    lastName,
    email,
    phone,
    language: null,
  });
  await site.hotel.tell('LIST-1', {
    room: null,
    arrivalDate: '2036-06-10',
    guest: guest('Änne', 'O’Hara-Müller', 'anne@mail.example.com', '+43 660 1234567'),
  });
  await site.hotel.tell('LIST-2', {
    room: null,
    status: 'cancelled',
    arrivalDate: '2036-06-11',
    guest: guest('100%', 'Under_score'),
  });
  await site.hotel.tell('LIST-3', {
    room: null,
    arrivalDate: '2036-06-12',
    departureDate: '2036-06-14',
    guest: guest('Bo', 'Later'),
  });
});
afterAll(() => site?.close());

const at = (path: string): string => `/v1/locations/${site.hotel.locationId}${path}`;
const read = async <T>(path: string, who: Who = site.staff.front_desk): Promise<T> => {
  const answer = await site.ask({ method: 'GET', url: at(path), who });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
};
const list = (query: string) => read<BookingPage>(`/bookings${query}`);
const references = async (query: string): Promise<string[]> => (await list(query)).items.map((item) => item.reference);

describe('the list of bookings', () => {
  it.each([
    ['müller', ['LIST-1']],
    ['MÜLLER änne', ['LIST-1']],
    ['anne@mail', ['LIST-1']],
    ['list-2', ['LIST-2']],
    ['%', ['LIST-2']],
    ['under_score', ['LIST-2']],
    ['underXscore', []],
    ['102', ['SITE-2']],
    ['later bo', ['LIST-3']],
    ['later nobody', []],
    ['   ', ['LIST-3', 'LIST-2', 'LIST-1', 'SITE-2', 'SITE-1']],
  ])('finds by words: %j', async (search, expected) => {
    expect((await references(`?search=${encodeURIComponent(search)}`)).sort()).toEqual([...expected].sort());
  });

  it('filters by status, keys and day', async () => {
    expect(await references('?status=cancelled')).toEqual(['LIST-2']);
    expect(await references('?keys=waiting')).toEqual(['SITE-1']);
    expect(await references('?day=in_house')).toEqual(['SITE-1']);
    // Noon in UTC on 10 June 2036 is the same day in Vienna.
    expect((await references('?day=arriving')).sort()).toEqual(['LIST-1', 'SITE-1', 'SITE-2']);
    expect(await references('?day=departing&status=confirmed')).toEqual([]);
  });

  it('says what a key waits for', async () => {
    const [item] = (await list('?keys=waiting')).items;
    expect(item?.waitingFor.map((condition) => condition.code)).toEqual(['guest_app_not_installed']);
    expect(item?.waitingFor[0]?.message).toMatch(/Guest App/);
  });

  it('pages without losing or repeating any', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 10; pages += 1) {
      const page: BookingPage = await list(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((item) => item.reference));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(await references(''));
    expect(new Set(seen).size).toBe(5);
  });

  it('gives of a search who is in the house first, then who comes next, in pages that lose and repeat none', async () => {
    const nearest = ['SITE-1', 'SITE-2', 'LIST-1', 'LIST-3', 'LIST-2'];
    // Every booking of this hotel has an i in its reference.
    const whole = await references('?search=i');
    expect(whole.filter((one) => one !== 'SITE-2' && one !== 'LIST-1')).toEqual(['SITE-1', 'LIST-3', 'LIST-2']);
    expect([...whole].sort()).toEqual([...nearest].sort());
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 10; pages += 1) {
      const page: BookingPage = await list(`?search=i&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map((item) => item.reference));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(whole);
  });

  it('a cursor of the whole list is none of a search', async () => {
    const { nextCursor } = await list('?limit=1');
    const answer = await site.ask({
      method: 'GET',
      url: at(`/bookings?search=i&cursor=${nextCursor}`),
      who: site.staff.viewer,
    });
    expect(answer.statusCode).toBe(400);
  });

  it.each([
    'x',
    'W10',
    Buffer.from('["2036-06-10","x"]').toString('base64url'),
    Buffer.from('["x","01890a5d-ac96-774b-bcce-b302099a8057"]').toString('base64url'),
  ])('refuses the made-up cursor %s', async (cursor) => {
    const answer = await site.ask({ method: 'GET', url: at(`/bookings?cursor=${cursor}`), who: site.staff.viewer });
    expect(answer.statusCode).toBe(400);
  });
});

describe('one booking', () => {
  it('masks contact data for viewers only', async () => {
    const id = (await list('?search=list-1')).items[0]?.id;
    const open = await read<Booking>(`/bookings/${id}`);
    expect(open.guest).toMatchObject({ email: 'anne@mail.example.com', phone: '+43 660 1234567' });
    const masked = await site.ask({ method: 'GET', url: at(`/bookings/${id}`), who: site.staff.viewer });
    expect(masked.json<Booking>().guest).toMatchObject({
      email: 'a•••@•••.com',
      phone: '••• 67',
      lastName: 'O’Hara-Müller',
    });
    expect(masked.body).not.toContain('anne@');
    expect(masked.body).not.toContain('1234567');
  });

  it('shows every condition with its state, the proposed validity, and its version as ETag', async () => {
    const answer = await site.ask({ method: 'GET', url: at(`/bookings/${site.bookingId}`), who: site.staff.viewer });
    const booking = answer.json<Booking>();
    expect(booking.conditions).toHaveLength(10);
    expect(
      booking.conditions.filter((condition) => condition.state === 'unmet').map((condition) => condition.code),
    ).toEqual(['guest_app_not_installed']);
    expect(booking.proposedValidity).toEqual({
      validFrom: '2036-06-10T12:00:00.000Z',
      validUntil: '2036-06-12T09:00:00.000Z',
    });
    expect(booking.checkOutAt).toBe('2036-06-12T09:00:00.000Z');
    expect(answer.headers.etag).toBe(`"${booking.version}"`);
    expect(booking.keys.map((key) => key.state)).toEqual(['waiting']);
    expect(booking.timeline.length).toBeGreaterThan(0);
    expect(booking.timeline.map((entry) => entry.at)).toEqual(
      booking.timeline
        .map((entry) => entry.at)
        .sort()
        .reverse(),
    );
    expect(new Set(booking.timeline.map((entry) => entry.id)).size).toBe(booking.timeline.length);
  });

  it('without a room does not judge what depends on it', async () => {
    const id = (await list('?search=list-1')).items[0]?.id;
    const { conditions } = await read<Booking>(`/bookings/${id}`);
    const lock = conditions.find((condition) => condition.code === 'no_compatible_lock');
    expect(lock).toMatchObject({ state: 'not_judged', message: expect.stringContaining('Depends on the room') });
  });

  it('keeps keys and timeline from an API key without their scopes', async () => {
    const who = await site.addApiKey(site.hotel.locationId, ['bookings:read']);
    const booking = await read<Booking>(`/bookings/${site.bookingId}`, who);
    expect(booking.keys).toEqual([]);
    expect(booking.timeline).toEqual([]);
  });
});

describe('keys', () => {
  it('invariant 17: shows how far a revocation has come, and "enforced" only with proof', async () => {
    const bookingId = await site.hotel.tell('KEYS-1', { status: 'checked_in', room: { number: '102' } });
    const phone = await site.hotel.enrol(bookingId);
    const [issued] = (await read<{ items: DigitalKey[] }>(`/bookings/${bookingId}/keys`)).items;
    expect(issued).toMatchObject({ state: 'issued', roomNumber: '102', revocation: null });
    expect(issued?.deliveries).toMatchObject([{ deviceId: phone.deviceId, state: 'to_deliver' }]);
    expect(await references('?keys=to_deliver')).toEqual(['KEYS-1']);

    // As the phone's receipt leaves it.
    const now = new Date(site.hotel.clock.now);
    await site.hotel.parts.db
      .updateTable('credential')
      .set({ state: 'delivered', sent_at: now, delivered_at: now })
      .where('key_id', '=', issued?.id ?? '')
      .execute();
    expect(await references('?keys=delivered')).toEqual(['KEYS-1']);

    const revoked = await site.ask({
      method: 'POST',
      url: at(`/keys/${issued?.id}/revoke`),
      who: site.staff.front_desk,
      json: { reason: 'guest_request', note: 'As asked' },
    });
    expect(revoked.statusCode).toBe(200);
    await site.hotel.settle();
    const open = await read<DigitalKey>(`/keys/${issued?.id}`);
    expect(open.state).toBe('ended');
    expect(open.revocation).toMatchObject({
      state: 'requested',
      reason: 'guest_request',
      note: 'As asked',
      proof: null,
      enforcedAt: null,
      couldOpenDoors: expect.arrayContaining(['Room 102']),
    });
    expect(Date.parse(open.revocation?.couldOpenUntil ?? '')).toBeGreaterThan(site.hotel.clock.now);
    expect(await references('?keys=could_still_open')).toEqual(['KEYS-1']);

    await site.hotel.parts.db
      .updateTable('credential')
      .set({ state: 'removed', removed_at: now })
      .where('key_id', '=', issued?.id ?? '')
      .execute();
    const proved = await read<DigitalKey>(`/keys/${issued?.id}`);
    expect(proved.revocation).toMatchObject({
      state: 'enforced',
      proof: 'deleted_on_device',
      couldOpenUntil: null,
      couldOpenDoors: [],
    });
    expect(await references('?keys=ended')).toContain('KEYS-1');
    const { timeline } = await read<Booking>(`/bookings/${bookingId}`);
    expect(timeline.map((entry) => entry.kind)).toEqual(expect.arrayContaining(['key', 'delivery']));
  });

  it('answers 404 for a key or booking that is not there', async () => {
    for (const path of [`/keys/${newId()}`, `/bookings/${newId()}`, `/bookings/${newId()}/keys`]) {
      expect((await site.ask({ method: 'GET', url: at(path), who: site.staff.viewer })).statusCode).toBe(404);
    }
  });
});

describe('doors, access events and audit', () => {
  it('shows each door with its lock, in pages', async () => {
    const all = await read<{ items: Door[]; nextCursor: null }>('/doors', site.apiKey);
    expect(all.items.map((door) => door.name).sort()).toEqual(['Entrance', 'Room 101', 'Room 102']);
    for (const { lock } of all.items) {
      expect(lock?.readerIdentifier).toMatch(/^[0-9a-f]{64}$/);
      expect(lock?.lockId).toBe(lock?.readerIdentifier.slice(-16));
    }
    const first = await read<{ items: Door[]; nextCursor: string }>('/doors?limit=2');
    const rest = await read<{ items: Door[]; nextCursor: null }>(`/doors?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items].map((door) => door.id)).toEqual(all.items.map((door) => door.id));
  });

  it('lists access events by door and booking', async () => {
    const { db } = site.hotel.parts;
    const door = site.hotel.doors.get('r101');
    const base = {
      location_id: site.hotel.locationId,
      lock_id: door?.lockRowId ?? '',
      door_id: door?.doorId ?? '',
      confirmed: true,
      event: 'granted',
    };
    for (let seq = 1; seq <= 3; seq += 1) {
      const received = new Date(site.hotel.clock.now + seq);
      await db
        .insertInto('access_event')
        .values({
          ...base,
          id: newId(),
          seq,
          at: received,
          received_at: received,
          ...(seq === 2 ? { booking_id: site.bookingId, key_id: site.keyId } : {}),
          ...(seq === 3 ? { event: 'refused' } : {}),
        })
        .execute();
    }
    const page = await read<{ items: AccessEvent[]; nextCursor: string }>('/access-events?limit=2');
    expect(page.items.map((event) => Date.parse(event.receivedAt) - site.hotel.clock.now)).toEqual([3, 2]);
    const next = await read<{ items: AccessEvent[] }>(`/access-events?limit=2&cursor=${page.nextCursor}`);
    expect(next.items).toHaveLength(1);
    const ofBooking = await read<{ items: AccessEvent[] }>(`/access-events?bookingId=${site.bookingId}`);
    expect(ofBooking.items).toMatchObject([{ doorName: 'Room 101', guestName: 'Test Guest', event: 'granted' }]);
    expect((await read<{ items: AccessEvent[] }>(`/access-events?doorId=${newId()}`)).items).toEqual([]);
  });

  it('filters access events by guest, outcome and time', async () => {
    const events = async (query: string) =>
      (await read<{ items: AccessEvent[] }>(`/access-events?limit=100&${query}`)).items;
    const all = await events('');
    const key = await site.hotel.parts.db
      .selectFrom('digital_key')
      .select('guest_id')
      .where('id', '=', site.keyId)
      .executeTakeFirstOrThrow();
    const ofGuest = await events(`guestId=${key.guest_id}`);
    expect(ofGuest.map((event) => event.guestName)).toEqual(['Test Guest']);
    expect(await events(`guestId=${newId()}`)).toEqual([]);
    const granted = await events('event=granted');
    expect(granted).toHaveLength(2);
    expect(granted).toEqual(all.filter((event) => event.event === 'granted'));
    expect(await events('event=reset')).toEqual([]);
    const times = all.map((event) => event.at ?? event.receivedAt).sort();
    const [first = '', second = ''] = times;
    // From: the instant itself belongs to it; to: it does not.
    expect(await events(`from=${second}`)).toHaveLength(all.length - 1);
    expect((await events(`to=${second}`)).map((event) => event.at ?? event.receivedAt)).toEqual([first]);
    const wrong = await site.ask({ method: 'GET', url: at('/access-events?event=opened'), who: site.staff.front_desk });
    expect(wrong.statusCode).toBe(400);
  });

  it('filters the audit by actor, action, subject and time', async () => {
    const entries = async (query: string) =>
      (await read<{ items: AuditEntry[] }>(`/audit-entries?limit=100&${query}`)).items;
    const all = await entries('');
    const [one] = all.filter((entry) => entry.action.startsWith('key.'));
    if (!one) throw new Error('no entry about a key');
    const expecting = (right: (entry: AuditEntry) => boolean) => {
      const some = all.filter(right);
      expect(some.length).toBeGreaterThan(0);
      expect(some.length).toBeLessThan(all.length);
      return some;
    };
    const by = encodeURIComponent(one.actorId);
    expect(await entries(`actorId=${by}`)).toEqual(expecting((entry) => entry.actorId === one.actorId));
    expect(await entries(`action=${one.action}`)).toEqual(expecting((entry) => entry.action === one.action));
    expect(await entries('action=key')).toEqual(expecting((entry) => entry.action.startsWith('key.')));
    expect(await entries(`subject=${one.subject}`)).toEqual(expecting((entry) => entry.subject === one.subject));
    expect(await entries(`subject=door:${one.subject.split(':')[1]}`)).toEqual([]);
    const last = all[0]?.at ?? '';
    expect(await entries(`to=${last}`)).toEqual(all.filter((entry) => entry.at < last));
    expect(await entries(`from=${last}`)).toEqual(all.filter((entry) => entry.at >= last));
    expect(await entries(`action=${one.action}&actorId=nobody`)).toEqual([]);
  });

  it('lists audit entries of one booking, newest first', async () => {
    const { items } = await read<{ items: AuditEntry[] }>(`/audit-entries?bookingId=${site.bookingId}&limit=100`);
    expect(items.length).toBeGreaterThan(0);
    expect(items.every((entry) => entry.actor !== '' && /^\w+:[0-9a-f-]{36}$/.test(entry.subject))).toBe(true);
  });
});
