// Runs a command in one transaction; tries again when PostgreSQL says that another one was in the way.
import type { Trx } from '../db/schema.ts';
import { isRetryable } from '../db/sql-state.ts';
import type { ServerParts } from '../server-parts.ts';

const mostTries = 4;

/** `run` may be called several times; only the last call's effects stay. */
export async function runCommand<T>(parts: Pick<ServerParts, 'db'>, run: (trx: Trx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await parts.db.transaction().execute(run);
    } catch (error) {
      if (tries >= mostTries || !isRetryable(error)) throw error;
    }
  }
}
