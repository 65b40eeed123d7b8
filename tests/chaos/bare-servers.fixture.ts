// Bare server processes on one embedded PostgreSQL, killed again and again: by themselves at a named point, at random moments, and with their database.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));

/** Where a server dies by itself (apps/server/src/crash-point.ts), with how many times it may pass there at most. */
const POINTS: readonly (readonly [name: string, most: number])[] = [
  ['statement', 300],
  ['commit.before', 30],
  ['commit.sent', 30],
  ['commit.after', 30],
  ['job.before', 20],
  ['job.after', 20],
  ['answer.before', 25],
  ['answer.after', 25],
];

/** Where a server has its database die, and after how many times again. */
const DATABASE_POINTS = [
  ['statement', 500],
  ['commit.before', 40],
  ['commit.sent', 40],
  ['commit.after', 40],
] as const;

type Running = { readonly child: ChildProcess; url: string | null; readonly diesAt: string | null };

export type Deaths = Record<string, number>;

/** Two servers: one dies by itself again and again, the other lets the database die. */
export class BareServers {
  readonly #env: Readonly<Record<string, string>>;
  readonly #random: (below: number) => number;
  readonly #points: readonly (readonly [name: string, most: number])[] | undefined;
  readonly #slots: (Running | undefined)[] = [undefined, undefined];
  #databaseUrl: string;
  /** How often each kind of death of a server came. */
  readonly deaths: Deaths = {};
  #armed = true;
  #stopped = false;
  /** What servers said that ended by themselves, and whether they had been ready. */
  readonly complaints: string[] = [];

  constructor(options: {
    env: Readonly<Record<string, string>>;
    databaseUrl: string;
    random: (below: number) => number;
    /** Where both servers die, instead of one everywhere and the other's database. */
    points?: readonly (readonly [name: string, most: number])[];
  }) {
    this.#env = options.env;
    this.#random = options.random;
    this.#databaseUrl = options.databaseUrl;
    this.#points = options.points;
    for (const slot of this.#slots.keys()) this.#start(slot);
  }

  #start(slot: number): void {
    if (this.#stopped) return;
    const own = slot === 0 || this.#points !== undefined;
    const points = this.#points ?? (slot === 0 ? POINTS : DATABASE_POINTS);
    const [point, most] = points[this.#random(points.length)] ?? ['statement', 300];
    const count = own ? 1 + this.#random(most) : Math.ceil(most / 4) + this.#random(most);
    const diesAt = this.#armed ? `${point}:${count}${own ? '' : ':database'}` : null;
    const child = spawn(process.execPath, [program], {
      env: {
        ...process.env,
        ...this.#env,
        DATABASE_URL: this.#databaseUrl,
        ...(diesAt === null ? {} : { NIGHTLATCH_CRASH_AT: diesAt }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const running: Running = { child, url: null, diesAt };
    this.#slots[slot] = running;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { msg?: string; address?: string }; // our own log
      if (said.msg === 'ready' && said.address) running.url = said.address;
    });
    let complaint = '';
    child.stderr.on('data', (part: Buffer) => {
      complaint = (complaint + part.toString()).slice(-500);
    });
    child.once('exit', (code, signal) => {
      // SIGKILL without us: its own point. With an exit code: it was starting and found no database.
      const what = signal === 'SIGKILL' ? (running.diesAt?.split(':')[0] ?? 'killed') : `ended with ${code}`;
      if (signal !== 'SIGKILL') this.complaints.push(`${running.url ? 'ready' : 'starting'}: ${complaint}`);
      this.deaths[what] = (this.deaths[what] ?? 0) + 1;
      this.#start(slot);
    });
  }

  /** The database has another address: every server is killed and starts anew. */
  moveTo(databaseUrl: string): void {
    this.#databaseUrl = databaseUrl;
    for (const one of this.#slots) {
      Object.assign(one ?? {}, { diesAt: 'with its database' });
      one?.child.kill('SIGKILL');
    }
  }

  /** Servers killed by `kill -9` until now. */
  get kills(): number {
    return Object.entries(this.deaths).reduce((sum, [what, times]) => sum + (what.startsWith('ended') ? 0 : times), 0);
  }

  /** Addresses of the servers that are ready now. */
  urls(): string[] {
    return this.#slots.flatMap((one) => (one?.url && one.child.exitCode === null ? [one.url] : []));
  }

  /** Kills the server that dies anyway at this very moment. */
  killOne(): void {
    const [found] = this.#slots;
    if (!found?.url) return;
    Object.assign(found, { diesAt: 'any moment' });
    found.child.kill('SIGKILL');
  }

  /** From now on nobody dies by itself; resolves when a server is ready. */
  async calm(): Promise<void> {
    this.#armed = false;
    for (const one of this.#slots) {
      Object.assign(one ?? {}, { diesAt: 'last' });
      one?.child.kill('SIGKILL');
    }
    const deadline = Date.now() + 60_000;
    while (!this.#slots.every((one) => one?.diesAt === null && one.url)) {
      if (Date.now() > deadline) throw new Error(`no server becomes ready: ${this.complaints.at(-1)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(
      this.#slots.map(async (one) => {
        if (!one || one.child.exitCode !== null || one.child.signalCode !== null) return;
        const gone = new Promise((resolve) => one.child.once('exit', resolve));
        one.child.kill('SIGTERM');
        await gone;
      }),
    );
  }
}
