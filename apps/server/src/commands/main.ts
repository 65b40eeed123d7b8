// A process of its own for each command of the operator: `node commands/main.js <command> <options as JSON>`. Speaks JSON lines on
// stdout: progress, then one result or one fatal; the command line (apps/cli) makes words of them.
import pino from 'pino';
import { BackupError } from '../backup/backup-error.ts';
import { ConfigError, readConfig } from '../config.ts';
import { createServerParts, type OpenedParts } from '../create-server-parts.ts';
import { DatabaseError } from '../db/database-error.ts';
import { EmbeddedPostgresError } from '../db/embedded/embedded-postgres-error.ts';
import { startEmbeddedPostgres } from '../db/embedded/start-embedded-postgres.ts';
import { migrate } from '../db/migrate.ts';
import { prepareJobs } from '../jobs/run-worker.ts';
import { KeyServiceError } from '../signing/key-service.ts';
import { auditVerify } from './audit-commands.ts';
import { backup, quarantineLift, quarantineResync, quarantineStatus, restore } from './backup-commands.ts';
import { type Command, CommandError, type CommandOptions } from './command.ts';
import { guestErase, guestExport, guestFind, retentionSweep } from './guest-commands.ts';
import { keysForce, keysRotate, keysStatus } from './key-commands.ts';
import { keysReseal } from './reseal-command.ts';
import { keysRewrap } from './rewrap-command.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  backup,
  restore,
  'quarantine-status': quarantineStatus,
  'quarantine-resync': quarantineResync,
  'quarantine-lift': quarantineLift,
  'audit-verify': auditVerify,
  'keys-status': keysStatus,
  'keys-rotate': keysRotate,
  'keys-force': keysForce,
  'keys-rewrap': keysRewrap,
  'keys-reseal': keysReseal,
  'guest-find': guestFind,
  'guest-export': guestExport,
  'guest-erase': guestErase,
  'retention-sweep': retentionSweep,
};

const say = (value: object): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

/** What was opened, closed last first. */
const undo: (() => Promise<unknown>)[] = [];
const endNow = (): void => {
  void close().then(() => process.exit(1));
};
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, endNow);

try {
  const result = await run(process.argv[2] ?? '', process.argv[3] ?? '{}');
  say({ result });
  process.exitCode = result.ok ? 0 : 1;
} catch (error) {
  say({ fatal: explain(error) });
  process.exitCode = 1;
} finally {
  await close();
}

async function run(name: string, optionsText: string) {
  const command = COMMANDS[name];
  if (!command) throw new CommandError('unknown_command', `There is no command ${name}.`);
  const options = JSON.parse(optionsText) as CommandOptions; // written by our own command line
  const progress = (message: string): void => say({ progress: message });
  const config = readConfig(process.env, { keepFolder: true });
  const connectionString = config.databaseUrl ?? (await startDatabase(config.dataDir, progress));
  let opened: OpenedParts | undefined;
  return command({
    config,
    connectionString,
    env: process.env,
    options,
    now: new Date(),
    progress,
    parts: async () => {
      if (opened) return opened.parts;
      await migrate({ connectionString, onProgress: progress });
      await prepareJobs({ connectionString });
      opened = await createServerParts({ config, connectionString, log: pino({ level: 'silent' }) });
      undo.push(opened.close);
      return opened.parts;
    },
  });
}

/** Joins the embedded PostgreSQL of a running server, or starts it for the time of the command. */
async function startDatabase(dataDir: string, progress: (message: string) => void): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir, onProgress: progress });
  undo.push(postgres.stop);
  return postgres.connectionString;
}

async function close(): Promise<void> {
  for (let next = undo.pop(); next !== undefined; next = undo.pop()) await next().catch(() => {});
}

function explain(error: unknown): { code: string; message: string } {
  if (
    error instanceof CommandError ||
    error instanceof BackupError ||
    error instanceof ConfigError ||
    error instanceof DatabaseError ||
    error instanceof KeyServiceError ||
    error instanceof EmbeddedPostgresError
  ) {
    return { code: error.code, message: error.message };
  }
  return { code: 'unexpected', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
