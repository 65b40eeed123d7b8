// A stay at the door: phone and lock with their real brains over the simulated radio.
import { encodeMailList, fromHex, hex, sha256 } from '@nightlatch/aliro';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeskHotel, type DeskHotel, newOccupancy, triesOf } from './desk-hotel.fixture.ts';

const HOUR = 3_600_000;
let hotel: DeskHotel;

beforeEach(async () => {
  hotel = await createDeskHotel();
});
afterEach(() => hotel.close());

describe('opening', () => {
  test('the nearest door that the key fits opens, with the phone’s own name for it', async () => {
    const guest = await hotel.phone();
    await hotel.give(guest, [{ door: hotel.room.door }, { door: hotel.gym.door }]);
    const steps: string[] = [];
    const result = await guest.phone.unlock({ onProgress: ({ step }) => steps.push(step) });
    expect(result).toMatchObject({
      kind: 'opened',
      door: { name: 'Room 204', doorId: 'door-204' },
      cost: { attempts: 1 },
    });
    expect(steps).toEqual(['searching', 'connecting', 'proving', 'decided']);
    expect(hotel.room.opened).toBe(1);
    expect(triesOf(hotel.room)).toEqual(['opened 0000']);
    expect(await guest.phone.unlock({ doorId: 'door-gym' })).toMatchObject({ kind: 'opened', door: { name: 'Gym' } });
    expect(hotel.gym.opened).toBe(1);
  });

  test('doors whose adverts say nothing are asked one by one', async () => {
    const guest = await hotel.phone({ infoInAdverts: false });
    await hotel.give(guest, [{ door: hotel.gym.door }]);
    expect(await guest.phone.unlock()).toMatchObject({ kind: 'opened', door: { name: 'Gym' } });
    expect(hotel.room.opened).toBe(0);
  });

  test('X11: a door whose info names a lock that no key fits answers wrong_door without a word to it', async () => {
    const frames: string[] = [];
    const guest = await hotel.phone({ onFrame: (from) => frames.push(from) });
    await hotel.give(guest, [{ door: hotel.gym.door }]);
    expect(await guest.phone.unlock({ advertId: '204' })).toMatchObject({ kind: 'failed', diagnosis: 'wrong_door' });
    expect(frames.filter((from) => from === 'phone')).toEqual([]);
  });

  test('nothing in range is too_far', async () => {
    const guest = await hotel.phone({ inRange: () => [] });
    await hotel.give(guest, [{ door: hotel.gym.door }]);
    expect(await guest.phone.unlock()).toMatchObject({ kind: 'failed', diagnosis: 'too_far' });
  });

  test('P34: an act older than 10 s gets no AUTH1 answer', async () => {
    const guest = await hotel.phone();
    await hotel.give(guest, [{ door: hotel.room.door }]);
    const result = await guest.phone.unlock({ actedAt: hotel.clock.now() - 10_001 });
    expect(result).toMatchObject({ kind: 'failed', diagnosis: 'too_far' });
    expect(hotel.room.opened).toBe(0);
  });
});

describe('fast', () => {
  test('a door that allows it opens the second time after one exchange, and a dropped key makes it standard again', async () => {
    const lock = await hotel.newLock();
    const door = await hotel.location.commission(lock, {
      doorId: 'door-300',
      name: 'Room 300',
      kind: 'room',
      element: 'r300',
      configuration: { fast: true },
    });
    const guest = await hotel.phone({ inRange: () => [{ id: '300', name: '300', lock }] });
    await hotel.give(guest, [{ door }]);
    const first = await guest.phone.unlock();
    const second = await guest.phone.unlock();
    expect([first, second]).toMatchObject([{ kind: 'opened' }, { kind: 'opened' }]);
    expect(
      lock
        .status()
        .journal.tail.filter(({ event }) => event === 'opened')
        .map(({ fast }) => fast),
    ).toEqual([false, true]);
    expect(second.cost.commands).toBeLessThan(first.cost.commands);
    for (const { id } of await guest.store.all('fastKeys'))
      await guest.store.write([{ op: 'delete', collection: 'fastKeys', id }]);
    expect(await guest.phone.unlock()).toMatchObject({ kind: 'opened' });
    expect(lock.status().journal.tail.at(-1)?.fast).toBe(false);
    await lock.stop();
  });

  test('a list made for one lock keeps neither the fast phase nor the short visit away from other doors', async () => {
    const lock = await hotel.newLock();
    const door = await hotel.location.commission(lock, {
      doorId: 'door-300',
      name: 'Room 300',
      kind: 'room',
      element: 'r300',
      configuration: { fast: true },
    });
    const guest = await hotel.phone({ inRange: () => [{ id: '300', name: '300', lock }] });
    const own = `rv:${hex(door.lockId)}`;
    for (const [element, fast] of [
      [`rv:${'0'.repeat(16)}`, true],
      [own, false],
    ] as const) {
      const list = await hotel.location.revocation([], element);
      const [first] = hotel.location.wallet([]).locations;
      const location = { ...first, revocationDocument: Buffer.from(list).toString('base64url') };
      await hotel.give(guest, [{ door }], { wallet: { locations: [location] as never } });
      expect(await guest.phone.unlock()).toMatchObject({ kind: 'opened' });
      expect(await guest.phone.unlock()).toMatchObject({ kind: 'opened' });
      // This lock's element is the desk's own, so that a list under its own name is newer for ever and asks for the long way.
      expect(lock.status().journal.tail.at(-1)).toMatchObject({ event: 'opened', fast });
    }
    await lock.stop();
  });
});

describe('X01, X16: chunk sizes and carriers', () => {
  test('the same APDUs, decision and journal at c = 20, 23, 182, 244, 512 and in memory', async () => {
    const traces: string[] = [];
    const guestPerCarrier = new Map<string, string>();
    for (const carrier of ['memory', 20, 23, 182, 244, 512] as const) {
      const one = await createDeskHotel();
      const lengths: string[] = [];
      const guest = await one.phone({
        carrier,
        onFrame: (from, frame) => lengths.push(`${from}:${frame[0]}:${frame[1]}:${frame.length}`),
      });
      await one.give(guest, [{ door: one.room.door, generation: 17 }]);
      expect(await guest.phone.unlock()).toMatchObject({ kind: 'opened', cost: { attempts: 1 } });
      expect(one.room.lock.status().generation).toBe(17);
      const apdus = lengths.filter((line) => !line.includes(':4:0:'));
      traces.push(apdus.map(coarse).join(' '));
      guestPerCarrier.set(String(carrier), triesOf(one.room).join());
      await one.close();
    }
    expect(new Set(traces).size).toBe(1);
    expect(new Set(guestPerCarrier.values())).toEqual(new Set(['opened 0000']));
  });
});

/** DER signatures vary by a byte or two from lock to lock. */
function coarse(line: string): string {
  const [from, type, id, length] = line.split(':');
  return `${from}:${type}:${id}:${Math.round(Number(length) / 8)}`;
}

describe('refusals become diagnoses', () => {
  test('H01, invariant 4: the next guest’s first opening ends the last guest’s key (0104 superseded)', async () => {
    const first = await hotel.phone();
    const second = await hotel.phone();
    await hotel.give(first, [{ door: hotel.room.door, generation: 1 }], { occupancyId: newOccupancy() });
    await hotel.give(second, [{ door: hotel.room.door, generation: 2 }], { occupancyId: newOccupancy() });
    expect(await first.phone.unlock()).toMatchObject({ kind: 'opened' });
    expect(await second.phone.unlock()).toMatchObject({ kind: 'opened' });
    expect(await first.phone.unlock()).toMatchObject({
      kind: 'refused',
      reason: '0104',
      diagnosis: 'superseded',
      renew: true,
    });
    expect(await second.phone.unlock()).toMatchObject({ kind: 'opened' });
  });

  test('H03: a companion waits for the primary guest (0105 waiting)', async () => {
    const primary = await hotel.phone();
    const companion = await hotel.phone();
    await hotel.give(primary, [{ door: hotel.room.door, generation: 3 }]);
    await hotel.give(companion, [{ door: hotel.room.door, generation: 3, mode: 'join' }]);
    expect(await companion.phone.unlock()).toMatchObject({ kind: 'refused', reason: '0105', diagnosis: 'waiting' });
    expect(await primary.phone.unlock()).toMatchObject({ kind: 'opened' });
    expect(await companion.phone.unlock()).toMatchObject({ kind: 'opened' });
  });

  test('a lease that has ended and a key that is not valid yet', async () => {
    const guest = await hotel.phone();
    const now = hotel.clock.now();
    await hotel.give(guest, [{ door: hotel.room.door }], { signedAt: now - 2 * HOUR, validUntil: now - HOUR });
    expect(await guest.phone.unlock()).toMatchObject({
      kind: 'refused',
      reason: '0101',
      diagnosis: 'lease_ended',
      renew: true,
    });
    await hotel.give(guest, [{ door: hotel.room.door }], { validFrom: now + HOUR });
    expect(await guest.phone.unlock()).toMatchObject({
      kind: 'refused',
      reason: '0102',
      diagnosis: 'not_yet_valid',
      renew: false,
    });
    expect(hotel.room.opened).toBe(0);
  });

  test('privacy and an empty battery', async () => {
    const guest = await hotel.phone();
    await hotel.give(guest, [{ door: hotel.room.door }]);
    await hotel.room.lock.setPrivacy(true);
    expect(await guest.phone.unlock()).toMatchObject({ kind: 'refused', reason: '0202', diagnosis: 'privacy_on' });
    await hotel.room.lock.setPrivacy(false);
    hotel.room.lock.setBattery('critical');
    expect(await guest.phone.unlock()).toMatchObject({
      kind: 'refused',
      reason: '0302',
      diagnosis: 'lock_battery_low',
    });
    hotel.room.lock.setBattery('ok');
    expect(await guest.phone.unlock()).toMatchObject({ kind: 'opened' });
  });

  test('invariant 1: a document copied to another phone opens nothing (0107 wrong_phone)', async () => {
    const owner = await hotel.phone();
    const thief = await hotel.phone();
    await hotel.give(owner, [{ door: hotel.room.door }]);
    const [stolen] = await owner.store.all('credentials');
    if (!stolen) throw new Error('nothing to steal');
    await hotel.give(thief, [{ door: hotel.gym.door }]);
    await thief.store.write([
      { op: 'put', collection: 'credentials', record: { ...stolen, doorKeyId: thief.points[0] ?? '' } },
    ]);
    expect(await thief.phone.unlock({ doorId: 'door-204' })).toMatchObject({
      kind: 'refused',
      reason: '0107',
      diagnosis: 'wrong_phone',
    });
    expect(hotel.room.opened).toBe(0);
  });

  test('invariant 1: a key for the gym opens no room, even if the phone lies about it', async () => {
    const guest = await hotel.phone();
    await hotel.give(guest, [{ door: hotel.gym.door }]);
    const [own] = await guest.store.all('credentials');
    if (!own) throw new Error('no credential');
    const lie = { ...hotel.room.door, readerIdentifier: hex(hotel.room.door.readerIdentifier) };
    await guest.store.write([{ op: 'put', collection: 'credentials', record: { ...own, doors: [lie] } }]);
    const result = await guest.phone.unlock({ doorId: 'door-204' });
    expect(result.kind).toBe('refused');
    expect(hotel.room.opened).toBe(0);
  });

  test('P06: a lock of another location learns nothing and opens nothing', async () => {
    const elsewhere = await createDeskHotel();
    const guest = await hotel.phone({ inRange: () => [{ id: 'x', name: 'x', lock: elsewhere.room.lock }] });
    await hotel.give(guest, [{ door: hotel.room.door }]);
    const [own] = await guest.store.all('credentials');
    if (!own) throw new Error('no credential');
    // Even a phone that believes the foreign reader to be one of its doors asks it to prove that under its own location's key.
    const lie = { ...hotel.room.door, readerIdentifier: hex(elsewhere.room.door.readerIdentifier) };
    await guest.store.write([{ op: 'put', collection: 'credentials', record: { ...own, doors: [lie] } }]);
    expect(await guest.phone.unlock()).toMatchObject({ kind: 'failed', diagnosis: 'wrong_door' });
    expect(elsewhere.room.opened).toBe(0);
    await elsewhere.close();
  });
});

describe('revocation, mail and journal on the guest’s own way', () => {
  test('invariant 5: a phone that carries the list closes the door to the revoked one (0103), also to itself', async () => {
    const bad = await hotel.phone();
    const good = await hotel.phone();
    await hotel.give(bad, [{ door: hotel.room.door }]);
    expect(await bad.phone.unlock()).toMatchObject({ kind: 'opened' });
    const keyHash = await sha256(fromHex(bad.points[0] ?? ''));
    const list = await hotel.location.revocation([{ keyHash }]);
    const location = {
      ...hotel.location.wallet([]).locations[0],
      revocationDocument: Buffer.from(list).toString('base64url'),
    };
    await hotel.give(good, [{ door: hotel.room.door }], { wallet: { locations: [location] as never } });
    expect(await good.phone.unlock()).toMatchObject({ kind: 'opened' });
    expect(hotel.room.lock.status().revocationEntries).toBe(1);
    expect(await bad.phone.unlock()).toMatchObject({ kind: 'refused', reason: '0103', diagnosis: 'revoked' });
  });

  test('mail goes in and a sealed journal page comes out in the same touch', async () => {
    const guest = await hotel.phone();
    const floor = await hotel.location.mail(
      { kind: 'generation-floor', lockId: hotel.room.door.lockId, generation: 9 },
      hotel.room.door.lockId,
    );
    const mail = [{ lockId: hex(hotel.room.door.lockId), items: [Buffer.from(floor).toString('base64url')] }];
    await hotel.give(guest, [{ door: hotel.room.door, generation: 9 }], { wallet: { mail } });
    expect(await guest.phone.unlock()).toMatchObject({ kind: 'opened', cost: { commands: 4 } });
    const [page] = await guest.phone.pages();
    if (!page) throw new Error('no page was brought');
    const opened = await hotel.location.openPage(page.page, hotel.room.door);
    expect(opened.entries.map(({ event }) => event)).toContain('opened');
    await guest.phone.pagesSent([page.id]);
    expect(await guest.phone.pages()).toEqual([]);
    const applied = hotel.room.lock.status().journal.tail.filter(({ event }) => event === 'mail-applied');
    expect(applied.map(({ reason }) => reason)).toContain(6);
  });

  test('§7.8: a phone without mail brings the journal page home too, one until it is uploaded; the lock hears bit 3', async () => {
    const guest = await hotel.phone();
    await hotel.give(guest, [{ door: hotel.room.door }]);
    expect(await guest.phone.unlock()).toMatchObject({ kind: 'opened', cost: { commands: 4 } });
    const [page, ...others] = await guest.phone.pages();
    if (!page) throw new Error('no page was brought');
    expect(others).toEqual([]);
    const opened = await hotel.location.openPage(page.page, hotel.room.door);
    expect(opened.entries.map(({ event }) => event)).toContain('opened');
    const again = await guest.phone.unlock();
    expect(again).toMatchObject({ kind: 'opened' });
    expect(await guest.phone.pages()).toEqual([page]);
    await guest.phone.pagesSent([page.id]);
    expect(await guest.phone.unlock()).toMatchObject({ kind: 'opened' });
    const [next] = await guest.phone.pages();
    const entries = next ? (await hotel.location.openPage(next.page, hotel.room.door)).entries : [];
    expect(entries.length).toBeGreaterThan(opened.entries.length);
  });

  test('H15: after a power cut nobody opens (0301) until a phone that is online brings the time, in the same touch', async () => {
    const offline = await hotel.phone();
    await hotel.give(offline, [{ door: hotel.room.door }]);
    await hotel.room.restart({ keptOverPowerLoss: false });
    expect(await offline.phone.unlock()).toMatchObject({
      kind: 'refused',
      reason: '0301',
      diagnosis: 'lock_clock_unknown',
    });
    const online = await hotel.phone({
      askTime: ({ nonce }) =>
        hotel.location.mail(
          { kind: 'time-answer', at: hotel.clock.now(), nonce: fromHex(nonce) },
          hotel.room.door.lockId,
        ),
    });
    await hotel.give(online, [{ door: hotel.room.door }]);
    expect(await online.phone.unlock()).toMatchObject({ kind: 'opened' });
    expect(await offline.phone.unlock()).toMatchObject({ kind: 'opened' });
  });

  test('invariant 6: a restarted lock remembers generation and revocations', async () => {
    const guest = await hotel.phone();
    await hotel.give(guest, [{ door: hotel.room.door, generation: 5 }]);
    expect(await guest.phone.unlock()).toMatchObject({ kind: 'opened' });
    const list = await hotel.location.revocation([{ keyHash: await sha256(fromHex(guest.points[0] ?? '')) }]);
    const item = await hotel.location.mail({ kind: 'revocation', document: list }, hotel.room.door.lockId);

    expect(await hotel.room.lock.applyMail(encodeMailList([item]))).toMatchObject([{ outcome: 'applied' }]);
    await hotel.room.restart();
    expect(hotel.room.lock.status()).toMatchObject({ generation: 5, revocationEntries: 1 });
    expect(await guest.phone.unlock()).toMatchObject({ kind: 'refused', reason: '0103' });
  });
});
