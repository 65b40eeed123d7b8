// Two servers on one database, one paused (SIGSTOP) and resumed: the other takes its work over, nothing is lost, nothing is done twice.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ApiProblem, ApiUnreachable, type Client, createClient } from '@nightlatch/api';
import { afterEach, expect, it } from 'vitest';
import { type HotelProcess, startHotel } from '../hotel-process.fixture.ts';

const program = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));

const hotels: HotelProcess[] = [];
const servers: ChildProcess[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    if (server.exitCode === null) server.kill('SIGTERM');
    if (server.exitCode === null) await new Promise((resolve) => server.once('exit', resolve));
  }
  for (const hotel of hotels.splice(0)) await hotel.remove();
});

/** A second server on the hotel's database. */
const startSecond = async (hotel: HotelProcess): Promise<{ url: string; lines: string[] }> => {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [program], {
    env: { ...env, DATA_DIR: hotel.dataDir, PORT: '0', PUBLIC_URL: hotel.url, NIGHTLATCH_DEMO: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  servers.push(child);
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const said = JSON.parse(line) as { msg?: string; address?: string }; // our own log
      if (said.msg === 'ready' && said.address) resolve(said.address);
    });
    child.once('exit', (code) => reject(new Error(`the second server ended with ${code}`)));
  });
  return { url, lines };
};

const deskAt = async (hotel: HotelProcess, url: string, role: string): Promise<Client> => {
  let cookie = '';
  const client = createClient({
    baseUrl: url,
    timeoutMs: 4000,
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
  const who = hotel.signIns.find((one) => one.role === role);
  await client.call('signIn', { body: { email: who?.email ?? '', password: who?.password ?? '' } });
  return client;
};

const insist = async <T>(command: () => Promise<T>): Promise<T> => {
  const deadline = Date.now() + 90_000;
  for (;;) {
    try {
      return await command();
    } catch (error) {
      const passing = error instanceof ApiUnreachable || (error instanceof ApiProblem && error.problem.status >= 500);
      const later =
        error instanceof ApiProblem && ['idempotency_in_progress', 'too_many_requests'].includes(error.problem.code);
      if ((!passing && !later) || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
};

it('invariant 13: a paused server’s commands and jobs go on elsewhere, and count once', async () => {
  const hotel = await startHotel();
  hotels.push(hotel);
  const second = await startSecond(hotel);
  const [deskA, deskB] = [await deskAt(hotel, hotel.url, 'front_desk'), await deskAt(hotel, second.url, 'front_desk')];
  const { locationId } = hotel;
  const params = { locationId };
  await expect
    .poll(async () => (await deskB.call('listBookings', { params })).items.length, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(10);
  const { items } = await deskB.call('listBookings', { params, query: { limit: 100 } });
  const bookings = items.slice(0, 4);
  const commands = bookings.flatMap((booking) =>
    [1, 2, 3, 4].map(() => ({ bookingId: booking.id, key: randomUUID() })),
  );
  const link = (desk: Client, one: { bookingId: string; key: string }) =>
    desk.call('createEnrolmentLink', { params: { locationId, bookingId: one.bookingId }, idempotencyKey: one.key });

  // Under way at A when it is paused: some answered, some cut off in the middle, some not begun.
  const pid = await hotel.serverPid();
  let answered = 0;
  const first = commands.map(async (one) => {
    const answer = await link(deskA, one).catch(() => undefined);
    answered += 1;
    return answer;
  });
  while (answered < 6) await new Promise((resolve) => setTimeout(resolve, 2));
  process.kill(pid, 'SIGSTOP');
  const pausedAt = Date.now();
  const early = await Promise.all(first);

  // The clients turn to B with the same idempotency keys: each gets its answer, those that A holds up too.
  const answers = await Promise.all(commands.map((one) => insist(() => link(deskB, one))));
  for (const [index, answer] of early.entries()) if (answer) expect(answers[index]).toEqual(answer);
  await expect
    .poll(() => second.lines.some((line) => line.includes('took over the jobs')), { timeout: 60_000 })
    .toBe(true);
  expect(Date.now() - pausedAt).toBeLessThan(75_000);

  process.kill(pid, 'SIGCONT');
  // A serves again, tells the same, and whatever it had begun changed nothing.
  const later = await Promise.all(commands.map((one) => insist(() => link(deskA, one))));
  expect(later).toEqual(answers);
  const ids: string[] = [];
  for (const booking of bookings) {
    const query = { bookingId: booking.id, limit: 100 };
    const page = await insist(() => deskB.call('listAuditEntries', { params, query }));
    ids.push(...page.items.filter((entry) => entry.action === 'link.created').map((entry) => entry.id));
    const { keys } = await insist(() => deskB.call('getBooking', { params: { ...params, bookingId: booking.id } }));
    expect(keys.filter((key) => key.state === 'issued').length).toBeLessThanOrEqual(1);
  }
  expect(ids).toHaveLength(commands.length);
  expect(new Set(ids).size).toBe(commands.length);
  expect(new Set(answers.map((one) => one.id)).size).toBe(commands.length);
});
