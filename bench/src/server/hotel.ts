// The demo hotel that the server's figures share: the real processes, a way into its database, its desk and its PMS.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, createClient } from '@nightlatch/api';
import pg from 'pg';
// The launcher alone knows port and password of the embedded PostgreSQL; it joins the one that runs. The server has no
// public index, so this one file of its build is taken by path.
import { startEmbeddedPostgres } from '../../../apps/server/dist/db/embedded/start-embedded-postgres.js';
import { makeFolder } from '../make-folder.ts';
import { runStart } from '../run-start.ts';
import { atEnd } from '../stop-everything.ts';

export type Hotel = {
  readonly url: string;
  readonly corridorUrl: string;
  readonly pmsUrl: string;
  readonly locationId: string;
  readonly dataDir: string;
  /** Holds a password: never printed. */
  readonly connectionString: string;
  readonly pool: pg.Pool;
  /** Signed in at the front desk. */
  readonly desk: Client;
  /** That clerk's own sign-in, for a browser. */
  readonly clerk: { readonly email: string; readonly password: string };
  readonly serverPid: number;
};

/** Starts it on free ports with data of its own; everything ends with the run. */
export const startHotel = async (say: (text: string) => void): Promise<Hotel> => {
  say('starting a demo hotel for the server’s figures');
  const folder = await makeFolder('hotel');
  const { ready } = await runStart({
    dataDir: folder.path,
    // A rush has a stand-in PMS of its own, in this process.
    env: { NIGHTLATCH_OUTGOING_ALLOW: '127.0.0.1/32' },
  });
  const postgres = await startEmbeddedPostgres({ dataDir: folder.path });
  const leavePostgres = atEnd(() => postgres.stop());
  const pool = new pg.Pool({
    connectionString: postgres.connectionString,
    max: 4,
    application_name: 'nightlatch bench',
  });
  // The server's end takes the database along; a broken idle connection is no news then.
  pool.on('error', () => {});
  atEnd(async () => {
    await pool.end();
    await leavePostgres();
  });
  return {
    url: ready.url,
    corridorUrl: ready.addresses.corridor.replace(/\/$/, ''),
    pmsUrl: ready.addresses.pms.replace(/\/$/, ''),
    locationId: ready.demo.locationId,
    dataDir: folder.path,
    connectionString: postgres.connectionString,
    pool,
    desk: await signIn(ready.url, ready.demo.signIns),
    clerk: clerkOf(ready.demo.signIns),
    serverPid: serverOf(folder.path),
  };
};

/** The server's process, by the note that `nightlatch start` keeps. */
const serverOf = (dataDir: string): number => {
  const note = JSON.parse(readFileSync(join(dataDir, 'start.json'), 'utf8')) as { server: { pid: number } }; // written by start
  return note.server.pid;
};

const clerkOf = <T extends { readonly role: string }>(signIns: readonly T[]): T => {
  const clerk = signIns.find(({ role }) => role === 'front_desk');
  if (!clerk) throw new Error('the demo hotel offers no front desk sign-in');
  return clerk;
};

/** A client with the front desk's session. */
export const signIn = async (
  url: string,
  signIns: readonly { email: string; password: string; role: string }[],
): Promise<Client> => {
  let cookie = '';
  const client = createClient({
    baseUrl: url,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('origin', url);
      if (cookie) headers.set('cookie', cookie);
      const response = await fetch(input, { ...init, headers });
      const set = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
      if (set.length > 0) cookie = set.join('; ');
      return response;
    },
  });
  const clerk = clerkOf(signIns);
  await client.call('signIn', { body: { email: clerk.email, password: clerk.password } });
  return client;
};

/** Asks until the answer is there, at most two minutes. */
export const until = async <T>(what: string, ask: () => Promise<T | undefined>): Promise<T> => {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within 120 s`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
