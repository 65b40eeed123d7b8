// What every room of the server is given: the database, the clock, the log, the configuration and the signing keys.
import type pg from 'pg';
import type { Logger } from 'pino';
import type { ServerConfig } from './config.ts';
import type { Db } from './db/schema.ts';
import type { LiveHub } from './http/live-hub.ts';
import type { SharedCounter } from './limits/shared-counter.ts';
import type { StaffSignIn } from './sign-in/staff-sign-in.ts';
import type { Signing } from './signing/signing.ts';
import type { Metrics } from './watch/metrics.ts';

export type ServerParts = {
  /** Of this process, on this start. */
  readonly processId: string;
  readonly db: Db;
  readonly pool: pg.Pool;
  /** UTC ms; the only clock that rooms may read. */
  readonly now: () => number;
  readonly log: Logger;
  readonly config: ServerConfig;
  readonly signing: Signing;
  readonly staffSignIn: StaffSignIn;
  /** The database's address, for parts that keep connections of their own (worker, live events). Holds a password: never log it. */
  readonly connectionString: string;
  /** Live events from every server process on this database; see `db/notify-live.ts` for the sending side. */
  readonly live: LiveHub;
  readonly metrics: Metrics;
  /** Counts requests for the limits, together with every other server process on this database. */
  readonly limits: SharedCounter;
  /** Calls that come close together are done together (docs/decisions/0037); false only in tests that choose who goes first. */
  readonly gathers: boolean;
  /** For addresses that administrators typed; see `outside/guarded-fetch.ts`. */
  readonly fetchOutside: typeof globalThis.fetch;
  /** Tests only: push services may be plain HTTP on this machine. */
  readonly localCallsAllowed: boolean;
};
