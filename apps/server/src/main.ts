// The server's process: environment, database, migrations, jobs, HTTP; up in this order, down in the reverse.
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';
import { tendPmsConnections } from './catch-up-with-pms.ts';
import { ConfigError, readConfig, type StartConfig } from './config.ts';
import { createServerParts } from './create-server-parts.ts';
import { DatabaseError } from './db/database-error.ts';
import { EmbeddedPostgresError } from './db/embedded/embedded-postgres-error.ts';
import { startEmbeddedPostgres } from './db/embedded/start-embedded-postgres.ts';
import { migrate } from './db/migrate.ts';
import { outlastRecovery } from './db/outlast-recovery.ts';
import { sweepEveryMs, sweepExpired } from './db/sweep-expired.ts';
import { ensureDemo } from './demo/ensure-demo.ts';
import { buildApp } from './http/build-app.ts';
import { prepareJobs, startWorker } from './jobs/run-worker.ts';
import { sweepRetention } from './retention/sweep-retention.ts';
import type { ServerParts } from './server-parts.ts';
import { KeyServiceError } from './signing/key-service.ts';
import { sweepIdChecks } from './verification/sweep-id-checks.ts';
import { serveMetrics } from './watch/serve-metrics.ts';

/** A start that can't go on, in one sentence. */
class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What was started, in order; stopped last first. */
type Undo = { readonly what: string; readonly stop: () => Promise<unknown> };

const stopDeadlineMs = 25_000;
/** Requests take milliseconds; whoever needs longer is answered by the next start. */
const drainDeadlineMs = 5_000;

const undo: Undo[] = [];
let stopping: Promise<void> | undefined;
const log = createLog(process.env.LOG_LEVEL || 'info');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0));
process.on('uncaughtException', (error) => giveUp(error));
process.on('unhandledRejection', (error) => giveUp(error));

await run().catch(giveUp);

async function run(): Promise<void> {
  const config = readConfig(process.env);
  const connectionString = config.databaseUrl ?? (await startDatabase(config));
  const onWaiting = progress;
  await outlastRecovery(() => migrate({ connectionString, onProgress: progress }), { onWaiting });
  await outlastRecovery(() => prepareJobs({ connectionString }), { onWaiting });
  const opened = await outlastRecovery(() => createServerParts({ config, connectionString, log }), { onWaiting });
  undo.push({ what: 'database connections', stop: opened.close });
  const { parts } = opened;
  const app = await buildApp(parts);
  const running = countRequests(app);
  undo.push({ what: 'HTTP', stop: () => closeHttp(app, running, parts.live.endStreams) });
  if (stopping) return;
  if (config.demo) {
    progress('Looking after the demo hotel');
    await ensureDemo(parts, { serverUrl: localUrl(config, config.port) });
  }
  await outlastRecovery(() => tendPmsConnections(parts), { onWaiting });
  const worker = await outlastRecovery(() => startWorker(parts), { onWaiting });
  undo.push({ what: 'jobs', stop: worker.stop });
  undo.push(startSweeping(parts));
  if (config.metricsPort !== null) {
    const watch = await serveMetrics(parts, config.metricsPort);
    undo.push({ what: 'metrics', stop: watch.stop });
    log.info({ port: watch.port }, 'metrics');
  }
  if (stopping) return;
  const address = await listen(app, config);
  log.info({ address }, 'ready');
}

function startSweeping({ db, now }: ServerParts): Undo {
  const sweep = (): void => {
    const swept = sweepExpired(db, now())
      .then(() => sweepIdChecks(db, new Date(now())))
      .then(() => sweepRetention(db, now()));
    swept.catch((error: unknown) => log.warn({ type: nameOf(error) }, 'sweeping failed'));
  };
  const timer = setInterval(sweep, sweepEveryMs);
  sweep();
  return { what: 'sweeping', stop: async () => clearInterval(timer) };
}

async function startDatabase(config: StartConfig): Promise<string> {
  const postgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    onProgress: progress,
    onLost: () => giveUp(new Error('the embedded PostgreSQL went away')),
  });
  undo.push({ what: 'PostgreSQL', stop: postgres.stop });
  return postgres.connectionString;
}

async function listen(app: FastifyInstance, config: StartConfig): Promise<string> {
  try {
    return await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason =
      code === 'EADDRINUSE'
        ? `Port ${config.port} on ${config.host} is in use; choose another with PORT.`
        : code === 'EACCES'
          ? `Port ${config.port} needs rights that this user does not have; choose another with PORT.`
          : undefined;
    throw reason === undefined ? error : new StartError('port_unusable', reason, { cause: error });
  }
}

/**
 * Stops accepting, ends the streams (they would hold the server open), lets running requests finish, then cuts what is
 * left: browsers and fetch keep spare connections open that never sent a request, and Node waits for those for ever.
 */
async function closeHttp(app: FastifyInstance, running: () => number, endStreams: () => void): Promise<void> {
  const closed = app.close();
  endStreams();
  const deadline = Date.now() + drainDeadlineMs;
  while (running() > 0 && Date.now() < deadline) await wait(20);
  app.server.closeAllConnections();
  await closed;
}

/** How many requests of the server are being answered right now. */
function countRequests(app: FastifyInstance): () => number {
  let running = 0;
  app.server.on('request', (_request, response) => {
    running += 1;
    response.once('close', () => {
      running -= 1;
    });
  });
  return () => running;
}

/** Where another process on this machine reaches us. */
function localUrl({ host }: StartConfig, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** Stops what was started, last first, and ends the process. Every part gets its turn, whatever another one does. */
function stop(exitCode: number): Promise<void> {
  stopping ??= (async () => {
    const tooLong = setTimeout(() => process.exit(exitCode || 1), stopDeadlineMs);
    for (let next = undo.pop(); next !== undefined; next = undo.pop()) {
      const { what } = next;
      await next.stop().catch((error: unknown) => log.error({ type: nameOf(error) }, `${what} did not stop cleanly`));
    }
    clearTimeout(tooLong);
    process.exit(exitCode);
  })();
  return stopping;
}

/** One JSON line that whoever started us can show, then the end. */
function giveUp(error: unknown): void {
  if (stopping) {
    log.error({ type: nameOf(error) }, 'failed while stopping');
    return;
  }
  const { code, message } = explain(error);
  if (code === 'server_failed') log.fatal({ err: error }, 'unexpected');
  process.stderr.write(`${JSON.stringify({ fatal: { code, message } })}\n`);
  void stop(1);
}

/** Our own errors speak to the operator in one sentence; anything else is a fault and says so. */
function explain(error: unknown): { code: string; message: string } {
  if (
    error instanceof StartError ||
    error instanceof ConfigError ||
    error instanceof DatabaseError ||
    error instanceof KeyServiceError ||
    error instanceof EmbeddedPostgresError
  ) {
    return { code: error.code, message: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'server_failed', message: `The server failed: ${message}` };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function progress(message: string): void {
  process.stdout.write(`${JSON.stringify({ progress: message })}\n`);
}

function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.authorization', '*.cookie', '*.password', '*.secret', '*.token', '*.email', '*.phone', '*.url', 'url'],
      censor: '(hidden)',
    },
  });
}
