// A whole demo hotel for a journey: `nightlatch start` as its users start it, in a folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url));

const wipeProgram = fileURLToPath(new URL('../apps/server/dist/db/embedded/wipe-main.js', import.meta.url));

export type HotelProcess = {
  readonly url: string;
  readonly corridorUrl: string;
  readonly pmsUrl: string;
  readonly dataDir: string;
  readonly signIns: readonly { readonly email: string; readonly password: string; readonly role: string }[];
  readonly locationId: string;
  /** The process that starts and watches the server, and holds the doors. */
  readonly child: ChildProcess;
  serverPid(): Promise<number>;
  /** Stops everything as Ctrl-C does; the folder stays for another start. */
  stop(): Promise<number | null>;
  /** Stops and deletes the folder. */
  remove(): Promise<void>;
};

type Ready = {
  event: 'ready';
  url: string;
  addresses: { corridor: string; pms: string };
  demo: { locationId: string; signIns: HotelProcess['signIns'] };
};

/** Starts it; with `dataDir`, on the data of an earlier start. Rejects with the program's own sentence when it does not get ready. */
export const startHotel = async (
  options: { dataDir?: string; port?: number; env?: Readonly<Record<string, string>> } = {},
): Promise<HotelProcess> => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'nightlatch-journey-')));
  const { DATABASE_URL: _, PUBLIC_URL: __, ...env } = process.env;
  const child = spawn(process.execPath, [program, 'start', '--json'], {
    env: { ...env, DATA_DIR: dataDir, PORT: String(options.port ?? 0), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let complaints = '';
  child.stderr.on('data', (part: Buffer) => {
    complaints = (complaints + part.toString()).slice(-2000);
  });
  const ready = await new Promise<Ready>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as Ready | { event: 'error'; message: string } | { event: 'stopped' }; // our own program's lines
      if (said.event === 'ready') resolve(said);
      if (said.event === 'error') reject(new Error(said.message));
    });
    child.once('exit', (code) => reject(new Error(`nightlatch start ended with ${code}: ${complaints}`)));
  });
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    return exited;
  };
  return {
    url: ready.url,
    corridorUrl: ready.addresses.corridor.replace(/\/$/, ''),
    pmsUrl: ready.addresses.pms.replace(/\/$/, ''),
    dataDir,
    signIns: ready.demo.signIns,
    locationId: ready.demo.locationId,
    child,
    serverPid: async () => {
      const note = JSON.parse(await readFile(join(dataDir, 'start.json'), 'utf8')) as { server?: { pid: number } }; // written by the program
      if (!note.server) throw new Error('the program has noted no server');
      return note.server.pid;
    },
    stop,
    remove: async () => {
      await stop();
      // The database may live outside of the folder (docs/operations.md): it wipes itself.
      await new Promise((resolve) => spawn(process.execPath, [wipeProgram, dataDir]).once('exit', resolve));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
