// Makes what every room of the server is given, from the configuration and a migrated database.
import { useCrypto } from '@nightlatch/aliro';
import { nodeCrypto } from '@nightlatch/node-crypto';
import type { Logger } from 'pino';
import type { ServerConfig, StartConfig } from './config.ts';
import { openDatabase } from './db/open-database.ts';
import type { Schema } from './db/schema.ts';
import { startLiveHub } from './http/live-hub.ts';
import { newId } from './ids.ts';
import { sessionName } from './jobs/server-presence.ts';
import { createSharedCounter } from './limits/shared-counter.ts';
import { createGuardedFetch } from './outside/guarded-fetch.ts';
import type { ServerParts } from './server-parts.ts';
import { createStaffSignIn } from './sign-in/staff-sign-in.ts';
import { openSealingKey } from './signing/sealing-key.ts';
import { createSigning } from './signing/signing.ts';
import { createMetrics } from './watch/metrics.ts';

export type OpenedParts = {
  readonly parts: ServerParts;
  /** Ends live streams and closes every database connection. */
  readonly close: () => Promise<void>;
};

/** Throws `DatabaseError` when the database can't be reached, `KeyServiceError` when its keys can't be opened. */
export async function createServerParts(options: {
  readonly config: StartConfig;
  readonly connectionString: string;
  readonly log: Logger;
  readonly now?: () => number;
  readonly localCallsAllowed?: boolean;
  readonly gathers?: boolean;
  /** Tests only: a PMS inside this process. */
  readonly fetchOutside?: typeof globalThis.fetch;
}): Promise<OpenedParts> {
  // Documents, mail and pages are made by OpenSSL in place: WebCrypto's way through the thread pool costs several times as much.
  useCrypto(nodeCrypto);
  const { connectionString, log } = options;
  const processId = newId();
  const database = await openDatabase<Schema>({
    connectionString,
    sessionName: sessionName('requests', processId),
    onIdleError: (error) => log.warn({ code: 'code' in error ? error.code : undefined }, 'a database connection broke'),
  });
  const { db, pool } = database;
  const now = options.now ?? Date.now;
  const settings = options.config.keys;
  const config: ServerConfig = {
    ...options.config,
    masterKey: await openSealingKey(db, { settings, now: new Date(now()) }).catch(async (error: unknown) => {
      await database.close();
      throw error;
    }),
  };
  const live = await startLiveHub({ connectionString, log }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const limits = createSharedCounter({ db, now, log });
  const parts: ServerParts = {
    processId,
    db,
    pool,
    now,
    log,
    config,
    connectionString,
    signing: createSigning({ masterKey: config.masterKey }),
    staffSignIn: createStaffSignIn({ config, db }),
    live,
    metrics: createMetrics({ db, pool }),
    limits,
    gathers: options.gathers ?? true,
    fetchOutside:
      options.fetchOutside ?? createGuardedFetch({ allowed: config.outgoingAllow, own: config.corridorUrl }),
    localCallsAllowed: options.localCallsAllowed ?? false,
  };
  return {
    parts,
    close: async () => {
      await live.close();
      await limits.close();
      await database.close();
    },
  };
}
