// `server.memory.*`: what the server holds at rest, and what each open live stream of a phone adds.

import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, type ClientRequest, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Family, Figure } from '../figure.ts';
import { loopback } from './call.ts';
import type { Hotel } from './hotel.ts';
import { openSessions, stockBookings } from './issue-stock.ts';

const STREAMS = 1000;
const AT_ONCE = 8;
const SETTLE_MS = 3000;

/** Resident memory of a process, in MB. */
const residentMb = (pid: number): number => {
  const kb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kb === undefined) throw new Error('this system does not tell a process’s memory');
  return Number(kb) / 1024;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Opens a stream and resolves with it once its first event came. */
const openStream = (url: string, of: { token: string; agent: Agent; from: string }): Promise<ClientRequest> =>
  new Promise((resolve, reject) => {
    const sent = request(url, {
      agent: of.agent,
      localAddress: of.from,
      headers: { authorization: `Bearer ${of.token}`, accept: 'text/event-stream' },
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      if (response.statusCode !== 200) return reject(new Error(`a stream answered ${response.statusCode}`));
      response.once('data', () => resolve(sent));
      response.on('error', () => undefined);
      response.resume();
    });
    sent.end();
  });

/** Opens as many streams as there are tokens; gives the way to close them. */
const openAll = async (url: string, tokens: readonly string[]): Promise<() => void> => {
  const agent = new Agent({ keepAlive: false });
  const open: ClientRequest[] = [];
  const waiting = tokens.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [n, token] of waiting) open.push(await openStream(url, { token, agent, from: loopback(n) }));
    }),
  );
  return () => {
    for (const one of open) one.on('error', () => undefined).destroy();
    agent.destroy();
  };
};

/** A process with nothing but Node's HTTP server that keeps every answer open. */
const bareServer = async (): Promise<{ url: string; pid: number; stop: () => void }> => {
  const child = fork(fileURLToPath(import.meta.url), ['bare-streams'], { stdio: 'ignore' });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', () => reject(new Error('the bare server ended')));
  });
  return { url: `http://127.0.0.1:${port}/`, pid: child.pid ?? 0, stop: () => void child.kill() };
};

const growth = async (pid: number, url: string, tokens: readonly string[]): Promise<{ rest: number; full: number }> => {
  await pause(SETTLE_MS);
  const rest = residentMb(pid);
  const close = await openAll(url, tokens);
  await pause(SETTLE_MS);
  const full = residentMb(pid);
  close();
  return { rest, full };
};

const sessionsFor = async ({ pool, locationId }: Hotel, count: number): Promise<string[]> => {
  const stock = await stockBookings(pool, { locationId, count });
  return openSessions(pool, { locationId, deviceIds: stock.map(({ deviceId }) => deviceId) });
};

export const serverMemoryFigures: Family = {
  group: 'server',
  names: ['server.memory.rest', 'server.memory.streams'],
  limit: 'resident memory of a bare Node HTTP server: at rest, and with as many answers held open',
  measure: async function* (bench): AsyncIterable<Figure> {
    const hotel = await bench.hotel();
    const count = bench.runs(STREAMS);
    bench.say(`memory at rest and with ${count} live streams`);
    const tokens = await sessionsFor(hotel, count);
    const ours = await growth(hotel.serverPid, `${hotel.url}/v1/guest/live`, tokens);
    const bare = await bareServer();
    const theirs = await growth(bare.pid, bare.url, tokens);
    bare.stop();
    yield { name: 'server.memory.rest', value: ours.rest, unit: 'MB', limit: theirs.rest, runs: 1 };
    yield { name: 'server.memory.streams', value: ours.full, unit: 'MB', limit: theirs.full, runs: count };
  },
};

if (process.argv[2] === 'bare-streams' && process.send) {
  const server = createServer((_request, response) => response.writeHead(200).write('event: wallet\n\n'));
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port)); // it listens on a port
  process.once('disconnect', () => process.exit());
}
