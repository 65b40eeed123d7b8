// Connections for graphile-worker, which ends for good when the database goes away while it notes down how a job ended, unless it is told that
// trying again helps: then it tries for minutes. A database that restarts must not end the server.
import pg from 'pg';

/** What PostgreSQL and the network say of a connection that is gone or can't be made now; another one may do. */
const GONE: ReadonlySet<string> = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08003',
  '08006',
  'ECONNRESET',
  'ECONNREFUSED',
  'ENOENT',
  'EPIPE',
]);
/** serialization_failure: the code that graphile-worker tries again soonest after. */
const TRY_AGAIN = '40001';

const isGone = (error: Error): boolean =>
  ('code' in error && GONE.has(String(error.code))) ||
  /^(Connection terminated|Client has encountered)/.test(error.message);

const asRetryable = (error: unknown): never => {
  if (error instanceof Error && isGone(error))
    throw Object.assign(new Error(error.message, { cause: error }), { code: TRY_AGAIN });
  throw error;
};

type Loose = (...args: unknown[]) => unknown;

/** Wraps a method that gives a promise, or is given a callback, which stays as it is. */
const patient =
  (method: Loose): Loose =>
  (...args) => {
    const result = method(...args);
    return result instanceof Promise ? result.catch(asRetryable) : result;
  };

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: pg.PoolClient['release'],
) => void;

/** Lends a connection only once `ready` has let it pass, by promise or by callback as the pool does; one that can't pass is closed. */
const guarded = (
  connect: () => Promise<pg.PoolClient>,
  ready: (client: pg.PoolClient) => Promise<void>,
): ((callback?: Callback) => Promise<pg.PoolClient> | undefined) => {
  const lend = async (): Promise<pg.PoolClient> => {
    const client = await connect();
    try {
      await ready(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
    return client;
  };
  return (callback) => {
    if (!callback) return lend();
    void lend().then(
      (client) => callback(undefined, client, client.release.bind(client)),
      (error: Error) => callback(error, undefined, () => {}),
    );
    return undefined;
  };
};

/**
 * The pool, with errors of lost connections marked as worth another try. `ready` is asked each time before a connection is lent.
 */
export const createPatientPool = (
  config: pg.PoolConfig,
  ready: (client: pg.PoolClient) => Promise<void> = async () => {},
): pg.Pool => {
  const pool = new pg.Pool(config);
  // `as`: the overloads of both stay what they are.
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  pool.connect = patient(guarded(connect, ready) as Loose) as typeof pool.connect;
  pool.on('connect', (client) => {
    client.query = patient(client.query.bind(client) as Loose) as typeof client.query;
  });
  return pool;
};
