// Lets several clients of the server run at once, one database statement at a time, in an order that the caller chooses: the same choices give
// the same interleaving again. A statement that waits for another client's lock is found in PostgreSQL's own view, and others go on meanwhile.
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** Statements take well under a millisecond; one that takes longer may be waiting for a lock. */
const SUSPICIOUS_AFTER_MS = 4;
/** Nothing in a sequence takes this long; whoever does hangs. */
const HANGS_AFTER_MS = 20_000;

type Statement = { readonly go: () => void; readonly ended: Promise<unknown>; readonly backend: number | null };

/** One command or job under way, with the statements that it wants to run next. */
type Client = {
  readonly waiting: Statement[];
  /** The statement that runs now, maybe behind another client's lock. */
  running: Statement | null;
  done: boolean;
  /** Settles when the client wants another statement, or is done. */
  moved: () => void;
};

const current = new AsyncLocalStorage<Client>();

/** Holds the statement back until it is this client's turn; outside of `interleave`, runs it at once. */
const gated = <T>(run: () => Promise<T>, backend: number | null): Promise<T> => {
  const client = current.getStore();
  if (!client) return run();
  return new Promise<T>((resolve, reject) => {
    let settled: () => void = () => undefined;
    const ended = new Promise<void>((done) => {
      settled = done;
    });
    const go = (): void => {
      run().then(resolve, reject).finally(settled);
    };
    client.waiting.push({ go, ended, backend });
    client.moved();
  });
};

/** A point outside of the database at which another client may go first: what a network call is. */
export const yieldToOthers = (): Promise<void> => gated(async () => undefined, null);

/** Makes every statement of the pool wait for its client's turn. */
export const controlPool = (pool: pg.Pool): void => {
  const known = new WeakSet<pg.PoolClient>();
  type Connect = (callback?: unknown) => Promise<pg.PoolClient>;
  type Query = (...statement: unknown[]) => Promise<unknown>;
  // `as`: the forms with a callback, which `pool.query` uses, go by uncontrolled.
  const connect = pool.connect.bind(pool) as Connect;
  const controlled: Connect = async (callback) => {
    if (callback !== undefined) return connect(callback);
    const client = await connect();
    if (known.has(client)) return client;
    known.add(client);
    const query = client.query.bind(client) as Query;
    // `processID` is pg's own name for the backend; its types leave it out.
    const { processID } = client as unknown as { processID: number };
    const gatedQuery: Query = (...statement) =>
      statement.length === 1 ? gated(() => query(...statement), processID) : query(...statement);
    client.query = gatedQuery as typeof client.query;
    return client;
  };
  pool.connect = controlled as typeof pool.connect;
};

/** Runs clients in chosen orders; one per database. */
export class ControlledClients {
  readonly #monitor: pg.Client;

  private constructor(monitor: pg.Client) {
    this.#monitor = monitor;
  }

  static async open(connectionString: string): Promise<ControlledClients> {
    const monitor = new pg.Client({ connectionString });
    await monitor.connect();
    return new ControlledClients(monitor);
  }

  /** Runs all at once. Whose statement comes next is `tape`'s next number modulo how many could; gives every outcome. */
  async interleave<T>(
    tasks: readonly (() => Promise<T>)[],
    tape: readonly number[],
  ): Promise<PromiseSettledResult<T>[]> {
    const clients: Client[] = [];
    const outcomes = tasks.map((task) => {
      const client: Client = { waiting: [], running: null, done: false, moved: () => undefined };
      clients.push(client);
      return current
        .run(client, task)
        .finally(() => {
          client.done = true;
          client.moved();
        })
        .then(
          (value): PromiseSettledResult<T> => ({ status: 'fulfilled', value }),
          (reason: unknown): PromiseSettledResult<T> => ({ status: 'rejected', reason }),
        );
    });
    for (const client of clients) await arrived(client);
    for (let turn = 0; clients.some((client) => !client.done); turn += 1) {
      const ready = clients.filter((client) => client.running === null && client.waiting.length > 0);
      const chosen = ready[(tape[turn % Math.max(tape.length, 1)] ?? 0) % Math.max(ready.length, 1)];
      if (chosen) await this.#step(chosen);
      else await this.#someMovement(clients);
      // Whoever waited for a lock that is free now goes on before the next choice is made.
      for (const client of clients) if (client !== chosen && client.running) await this.#follow(client);
    }
    return Promise.all(outcomes);
  }

  async #step(client: Client): Promise<void> {
    const statement = client.waiting.shift();
    if (!statement) return;
    client.running = statement;
    statement.go();
    await this.#follow(client);
  }

  /** Waits until the running statement is over and the client has come to its next one, or the statement is found waiting for a lock. */
  async #follow(client: Client): Promise<void> {
    const { running } = client;
    if (!running) return;
    for (;;) {
      const over = await Promise.race([running.ended.then(() => true), wait(SUSPICIOUS_AFTER_MS, false)]);
      if (over) break;
      if (running.backend !== null && (await this.#waitsForLock(running.backend))) return;
    }
    client.running = null;
    await arrived(client);
  }

  async #waitsForLock(backend: number): Promise<boolean> {
    const { rows } = await this.#monitor.query<{ blocked: boolean }>({
      name: 'blocked',
      text: 'select cardinality(pg_blocking_pids($1)) > 0 as blocked',
      values: [backend],
    });
    return rows[0]?.blocked ?? false;
  }

  /** Everyone waits for a lock: PostgreSQL finds the deadlock and ends one of them. */
  async #someMovement(clients: readonly Client[]): Promise<void> {
    const running = clients.flatMap((client) => (client.running ? [client.running.ended] : []));
    const moved = await Promise.race([...running.map((ended) => ended.then(() => true)), wait(HANGS_AFTER_MS, false)]);
    if (!moved) throw new Error('every client hangs');
  }

  async close(): Promise<void> {
    await this.#monitor.end();
  }
}

/** Waits until the client wants a statement, or is done. */
const arrived = async (client: Client): Promise<void> => {
  // Statements sent together are all here after one turn of the event loop; their order is the order they were sent in.
  while (client.waiting.length === 0 && !client.done) {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('a client neither ends nor asks the database')), HANGS_AFTER_MS);
      client.moved = () => {
        clearTimeout(late);
        resolve();
      };
      if (client.waiting.length > 0 || client.done) client.moved();
    });
    client.moved = () => undefined;
  }
};
