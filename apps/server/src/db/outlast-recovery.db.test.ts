// A start beside a PostgreSQL that recovers: the real one, behind a door that first answers as PostgreSQL does while it starts.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DatabaseError } from './database-error.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { outlastRecovery } from './outlast-recovery.ts';
import { createEmptyDatabase } from './test-database.ts';

/** ErrorResponse of the wire protocol ("Message Formats"): severity, code and message, each with its letter. */
const errorResponse = (code: string, message: string): Buffer => {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeUInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
};

let server: Server;
let through: string;
let refusals: { left: number; how: 'starting' | 'recovery' | 'break' };
let seen = 0;
const open = new Set<Socket>();
beforeEach(async () => {
  const { connectionString } = await createEmptyDatabase();
  // A URL may not have an empty host, yet that is how an address over a Unix socket is written.
  const url = new URL(connectionString.replace(/@\//, '@socket/'));
  const folder = url.searchParams.get('host');
  const port = Number(url.searchParams.get('port') ?? (url.port || '5432'));
  refusals = { left: 0, how: 'starting' };
  seen = 0;
  server = createServer((client) => {
    open.add(client);
    client.on('error', () => {});
    seen += 1;
    if (refusals.left > 0) {
      refusals.left -= 1;
      client.once('data', () => {
        if (refusals.how === 'break') client.destroy();
        else {
          const state = refusals.how === 'recovery' ? 'in recovery mode' : 'starting up';
          client.end(errorResponse('57P03', `the database system is ${state}`));
        }
      });
      return;
    }
    const upstream = folder === null ? connect(port, url.hostname) : connect(`${folder}/.s.PGSQL.${port}`);
    upstream.on('error', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('no port');
  through = `postgresql://${url.username}:${url.password}@127.0.0.1:${at.port}${url.pathname}`;
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

it.each(['starting', 'recovery', 'break'] as const)(
  'migrates once the database is back (%s), and says once that it waits',
  async (how) => {
    refusals = { left: 4, how };
    const said: string[] = [];
    const start = () => migrate({ connectionString: through });
    const { applied } = await outlastRecovery(start, { onWaiting: (line) => said.push(line), pauseMs: 1 });
    expect(applied.length).toBeGreaterThan(6);
    expect(said).toEqual([expect.stringContaining('120 s at most')]);
    expect(seen).toBe(5);
  },
);

it('opens its pool once the database is back', async () => {
  refusals = { left: 2, how: 'recovery' };
  const start = () => openDatabase({ connectionString: through });
  const { close } = await outlastRecovery(start, { onWaiting: () => {}, pauseMs: 1 });
  await close();
  expect(seen).toBe(3);
});

it('gives up after its limit with the sentence of the refusal', async () => {
  refusals = { left: 1_000_000, how: 'recovery' };
  const start = () => migrate({ connectionString: through });
  const late = outlastRecovery(start, { onWaiting: () => {}, limitMs: 100, pauseMs: 10 });
  await expect(late).rejects.toMatchObject({ name: 'DatabaseError', code: 'unreachable' });
  expect(seen).toBeGreaterThan(2);
});

it('does not wait for what does not pass by itself', async () => {
  let tries = 0;
  const wrong = outlastRecovery(
    async () => {
      tries += 1;
      throw new DatabaseError('sign_in_refused', 'Refused.');
    },
    { onWaiting: () => {} },
  );
  await expect(wrong).rejects.toMatchObject({ code: 'sign_in_refused' });
  expect(tries).toBe(1);
});
