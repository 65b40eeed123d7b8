// kill -9 at bad moments: an acknowledged command is there and was done once; doors and phones remember.
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiProblem, ApiUnreachable, type Client, createClient } from '@nightlatch/api';
import { createVirtualGuest } from '@nightlatch/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { type HotelProcess, startHotel } from '../hotel-process.fixture.ts';

const hotels: HotelProcess[] = [];
afterEach(async () => {
  for (const hotel of hotels.splice(0)) await hotel.remove();
});

/** Signs in and keeps the cookie; sessions live in the database, so they outlive the server. */
const clerkOf = async (hotel: HotelProcess): Promise<Client> => {
  let cookie = '';
  const client = createClient({
    baseUrl: hotel.url,
    timeoutMs: 5000,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('origin', hotel.url);
      if (cookie) headers.set('cookie', cookie);
      const response = await fetch(input, { ...init, headers });
      const set = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
      if (set.length > 0) cookie = set.join('; ');
      return response;
    },
  });
  const clerk = hotel.signIns.find((one) => one.role === 'front_desk');
  await client.call('signIn', { body: { email: clerk?.email ?? '', password: clerk?.password ?? '' } });
  return client;
};

/** Repeats a command, same idempotency key, until the server answers. */
const insist = async <T>(command: () => Promise<T>): Promise<T> => {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await command();
    } catch (error) {
      const passing = error instanceof ApiUnreachable || (error instanceof ApiProblem && error.problem.status >= 500);
      const inProgress = error instanceof ApiProblem && error.problem.code === 'idempotency_in_progress';
      if ((!passing && !inProgress) || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const until = async (condition: () => Promise<boolean> | boolean): Promise<void> => {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited 30 s in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** The embedded PostgreSQL's first process. */
const postmasterPid = async (hotel: HotelProcess): Promise<number> => {
  const cluster = join(hotel.dataDir, 'postgres', 'cluster');
  expect(await readdir(cluster)).toContain('postmaster.pid');
  return Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
};

describe('kill -9', () => {
  it('invariant 13: of the server, in the middle of commands: each acknowledged one is there exactly once', async () => {
    const hotel = await startHotel();
    hotels.push(hotel);
    const desk = await clerkOf(hotel);
    const { locationId } = hotel;
    const params = { locationId };
    let bookings: readonly { id: string }[] = [];
    await until(async () => {
      bookings = (await desk.call('listBookings', { params })).items;
      return bookings.length >= 10;
    });
    const commands = bookings
      .slice(0, 6)
      .flatMap((booking) => [1, 2, 3, 4].map(() => ({ booking: booking.id, key: randomUUID() })));
    let killed = 0;
    const answered: { id: string; booking: string }[] = [];
    const work = commands.map(async ({ booking, key }, index) => {
      const answer = await insist(() =>
        desk.call('createEnrolmentLink', { params: { locationId, bookingId: booking }, idempotencyKey: key }),
      );
      answered.push({ id: answer.id, booking });
      // Three kills, while others are under way.
      if (index % 8 === 3 && killed < 3) {
        killed += 1;
        const pid = await hotel.serverPid();
        if (alive(pid)) process.kill(pid, 'SIGKILL');
      }
      // The same command told once more gives the same answer.
      const again = await insist(() =>
        desk.call('createEnrolmentLink', { params: { locationId, bookingId: booking }, idempotencyKey: key }),
      );
      expect(again).toEqual(answer);
    });
    await Promise.all(work);
    expect(killed).toBe(3);
    expect(new Set(answered.map((one) => one.id)).size).toBe(commands.length);
    const entries: string[] = [];
    for (const booking of new Set(commands.map((one) => one.booking))) {
      const page = await insist(() =>
        desk.call('listAuditEntries', { params, query: { bookingId: booking, limit: 100 } }),
      );
      entries.push(...page.items.filter((entry) => entry.action === 'link.created').map((entry) => entry.id));
    }
    expect(entries).toHaveLength(commands.length);
  });

  it('invariant 13, 6: of everything at once: a new start has every booking, key and door, and the phone still opens', async () => {
    const hotel = await startHotel();
    hotels.push(hotel);
    const desk = await clerkOf(hotel);
    const params = { locationId: hotel.locationId };
    let inHouse: readonly { id: string; roomNumber: string | null; departureDate: string }[] = [];
    await until(async () => {
      inHouse = (await desk.call('listBookings', { params, query: { status: 'checked_in' } })).items;
      return inHouse.length > 0;
    });
    // Who leaves last: whoever leaves today has no key after the check-out hour.
    const [booking] = inHouse
      .filter((one) => one.roomNumber !== null)
      .toSorted((a, b) => b.departureDate.localeCompare(a.departureDate));
    if (!booking) throw new Error('nobody is in the house');
    const link = await desk.call('createEnrolmentLink', { params: { ...params, bookingId: booking.id } });
    const guest = await createVirtualGuest({ baseUrl: hotel.url, enrolmentLink: link.url, radio: hotel.corridorUrl });
    await guest.waitForKeys((keys) => keys.some((key) => key.doors.length > 0), 20_000);
    const door = (await guest.keys()).flatMap((key) => key.doors.map((one) => ({ keyId: key.keyId, ...one })));
    const room = door.find((one) => one.kind === 'room');
    if (!room) throw new Error('no room on the phone');
    expect((await guest.unlock({ keyId: room.keyId, doorId: room.doorId })).kind).toBe('opened');

    const pids = [hotel.child.pid ?? 0, await hotel.serverPid(), await postmasterPid(hotel)];
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await until(() => pids.every((pid) => !alive(pid)));

    const port = Number(new URL(hotel.url).port);
    const again = await startHotel({ dataDir: hotel.dataDir, port });
    hotels.splice(0, 1, again);
    const clerk = await clerkOf(again);
    const after = await clerk.call('getBooking', { params: { ...params, bookingId: booking.id } });
    expect(after.keys.map((key) => [key.id, key.state])).toEqual([[room.keyId, 'issued']]);
    const doors = await clerk.call('listDoors', { params, query: { limit: 100 } });
    expect(doors.items.every((one) => one.lock !== null)).toBe(true);
    expect(await guest.unlock({ keyId: room.keyId, doorId: room.doorId })).toMatchObject({ kind: 'opened' });
    await guest.close();
    expect(await again.stop()).toBe(0);
  });
});
