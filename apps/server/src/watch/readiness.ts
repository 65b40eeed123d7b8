// Whether this process should be given requests, and if not, why: for load balancers and whoever is called at night.
import { sql } from 'kysely';
import { projectMigrations } from '../db/migrate.ts';
import type { ServerParts } from '../server-parts.ts';

export type ReadinessCheck = {
  readonly name: 'database' | 'migrations' | 'worker' | 'signing_keys';
  readonly ok: boolean;
  /** One sentence, without names or secrets; null when all is well. */
  readonly reason: string | null;
};

export type Readiness = { readonly ready: boolean; readonly checks: readonly ReadinessCheck[] };

const check = async (name: ReadinessCheck['name'], look: () => Promise<string | null>): Promise<ReadinessCheck> => {
  const reason = await look().catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    return `It could not be looked at (${code}).`;
  });
  return { name, ok: reason === null, reason };
};

/** Looks at everything anew. */
export const readReadiness = async (parts: ServerParts): Promise<Readiness> => {
  const { db, processId, signing } = parts;
  const database = await check('database', async () => {
    await sql`select 1`.execute(db);
    return null;
  });
  const rest = database.ok
    ? await Promise.all([
        check('migrations', async () => {
          const applied = await sql<{ number: number }>`select number from nightlatch_migration`.execute(db);
          const numbers = new Set(applied.rows.map((row) => row.number));
          const missing = projectMigrations().filter((migration) => !numbers.has(migration.number));
          return missing.length === 0 ? null : `Not applied: ${missing.map((one) => one.name).join(', ')}.`;
        }),
        check('worker', async () => {
          const row = await sql<{ fresh: boolean }>`select seen_at > now() - interval '30 seconds' as fresh
            from server_process where id = ${processId}`.execute(db);
          return row.rows[0]?.fresh ? null : 'The worker of this process has not said for 30 s that it is there.';
        }),
        check('signing_keys', async () => {
          const location = await db.selectFrom('location').select('id').limit(1).executeTakeFirst();
          if (location) await signing.signer(db, location.id, 'credential');
          return null;
        }),
      ])
    : [];
  const checks = [database, ...rest];
  return { ready: checks.every((one) => one.ok), checks };
};
