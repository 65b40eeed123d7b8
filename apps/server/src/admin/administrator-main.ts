// A process of its own: reads what `nightlatch admin create` or `recover` asks as JSON on stdin, does it, says what was made as one JSON line.
import { text } from 'node:stream/consumers';
import { readConfig } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import type { Schema } from '../db/schema.ts';
import { createAdministrator, type NewAdministrator } from './create-administrator.ts';
import { type RecoveredSignIn, recoverSignIn } from './recover-sign-in.ts';

try {
  const config = readConfig(process.env);
  if (config.databaseUrl === null) throw new Error('Set DATABASE_URL: the demo makes its own staff.');
  const connectionString = config.databaseUrl;
  await migrate({ connectionString });
  // Written by our own command, which checked it.
  const wanted = JSON.parse(await text(process.stdin)) as NewAdministrator | { readonly recover: RecoveredSignIn };
  const { db, close } = await openDatabase<Schema>({ connectionString, maxConnections: 1 });
  try {
    const parts = { db, now: Date.now };
    if ('recover' in wanted) {
      await recoverSignIn(parts, wanted.recover);
      process.stdout.write('{}\n');
    } else {
      const made = await createAdministrator(parts, wanted);
      const link = made.secret === null ? null : `${config.publicUrl}/console/#invitation=${made.secret}`;
      process.stdout.write(`${JSON.stringify({ brandId: made.brandId, link })}\n`);
    }
  } finally {
    await close();
  }
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'admin_failed';
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${JSON.stringify({ fatal: { code, message } })}\n`);
  process.exitCode = 1;
}
