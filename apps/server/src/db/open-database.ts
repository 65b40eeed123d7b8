// Opens the one pool of database connections and the query builder on it.
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { crashPoint, crashPointsArmed } from '../crash-point.ts';
import { backendOf } from './backend-of.ts';
import { DatabaseError } from './database-error.ts';
import { checkDatabaseUrl, describeDatabase, explainConnectError } from './explain-connect-error.ts';
import { named } from './name-statements.ts';
import { valueTypes } from './value-types.ts';

/** PostgreSQL 15: `unique nulls not distinct`, `merge`, `security_invoker` views. */
const oldestServerVersion = 15;

/** A transaction whose process stands still (paused, cut off) is ended by the database: others may wait for its rows. */
const idleInTransactionMs = 15_000;
/** Nobody waits longer for a row: a pool whose every connection waits answers nobody. */
const lockWaitMs = 8_000;

export type OpenDatabase<Schema> = {
  readonly pool: pg.Pool;
  readonly db: Kysely<Schema>;
  /** Waits for running queries, then closes every connection. */
  readonly close: () => Promise<void>;
};

export type OpenDatabaseOptions = {
  readonly connectionString: string;
  /** What the database calls our sessions; default `nightlatch`. */
  readonly sessionName?: string;
  /** Default 16: PostgreSQL does more work with few connections than with many. */
  readonly maxConnections?: number;
  /** Default 10,000 ms for a connection to be made or to become free. */
  readonly connectTimeoutMs?: number;
  /** Called when a connection breaks that nobody is using; the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
};

/** Connects once to prove that the database is there and new enough. Throws `DatabaseError`. */
export async function openDatabase<Schema>(options: OpenDatabaseOptions): Promise<OpenDatabase<Schema>> {
  const { connectionString } = options;
  checkDatabaseUrl(connectionString);
  const pool = new pg.Pool({
    connectionString,
    // Statements that do not wait for each other travel together (db/ask.ts).
    pipeline: true,
    max: options.maxConnections ?? 16,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    application_name: options.sessionName ?? 'nightlatch',
    keepAlive: true,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    lock_timeout: lockWaitMs,
    types: valueTypes,
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  // A connection that breaks while it is lent out fails its query, and would end the process as well if nobody listened.
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await checkVersion(pool, connectionString);
  } catch (error) {
    await pool.end();
    throw error instanceof DatabaseError ? error : explainConnectError(error, connectionString);
  }
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: withNamedStatements(pool) }) });
  // Destroying Kysely ends the pool below it.
  return { pool, db, close: () => db.destroy() };
}

async function checkVersion(pool: pg.Pool, connectionString: string): Promise<void> {
  const result = await pool.query<{ version: number }>(`select current_setting('server_version_num')::int as version`);
  const major = Math.floor((result.rows[0]?.version ?? 0) / 10_000);
  if (major >= oldestServerVersion) return;
  throw new DatabaseError(
    'too_old',
    `The PostgreSQL at ${describeDatabase(connectionString)} is version ${major}; Nightlatch needs ${oldestServerVersion} or newer.`,
  );
}

/** Gives Kysely connections whose statements are named. */
function withNamedStatements(pool: pg.Pool): PostgresPool {
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const known = wrapped.get(client) ?? nameStatements(client);
      wrapped.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function nameStatements(client: pg.PoolClient): PostgresPoolClient {
  const query = (statement: unknown, parameters: readonly unknown[] = []): unknown => {
    // Not text: a cursor, which by Kysely's contract is something that `pg` can run itself.
    if (typeof statement !== 'string') return client.query(statement as pg.Submittable);
    if (crashPointsArmed) {
      crashPoint('statement', backendOf(client));
      if (statement === 'commit') return commitWithCrashPoints(client);
    }
    return client.query(named(statement, parameters));
  };
  // One function behind Kysely's two overloads: TypeScript can't see that the result follows the argument.
  return { query: query as PostgresPoolClient['query'], release: () => client.release() };
}

async function commitWithCrashPoints(client: pg.PoolClient): Promise<unknown> {
  crashPoint('commit.before', backendOf(client));
  const committed = client.query('commit');
  crashPoint('commit.sent', backendOf(client));
  const result = await committed;
  crashPoint('commit.after', backendOf(client));
  return result;
}
