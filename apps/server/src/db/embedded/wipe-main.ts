// A process of its own: `node wipe-main.js <DATA_DIR>` deletes the embedded PostgreSQL there (`nightlatch start --reset`).
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { wipeEmbeddedPostgres } from './wipe-embedded-postgres.ts';

const dataDir = process.argv[2];
try {
  if (!dataDir) throw new Error('which DATA_DIR?');
  await wipeEmbeddedPostgres({ dataDir });
} catch (error) {
  const code = error instanceof EmbeddedPostgresError ? error.code : 'wipe_failed';
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${JSON.stringify({ fatal: { code, message } })}\n`);
  process.exitCode = 1;
}
