// `nightlatch start`: server and corridor up, until a signal; everything down again, nothing lost, nobody left behind.
import { resolve } from 'node:path';
import { createClient, type Demo } from '@nightlatch/api';
import { CliProblem } from '../cli-problem.ts';
import { styleFor } from '../style.ts';
import { choosePort } from './check-ports.ts';
import { claimDataFolder, type DataFolderClaim } from './claim-data-folder.ts';
import { ensureMasterKey } from './master-key.ts';
import { npmAbove } from './npm-above.ts';
import { resetData } from './reset-data.ts';
import { startServer } from './server-process.ts';
import { startCorridor } from './start-corridor.ts';
import { untilAskedToStop } from './until-asked-to-stop.ts';
import { addressesOf, welcomeText } from './welcome.ts';

export type StartOptions = { readonly reset: boolean; readonly json: boolean; readonly verbose: boolean };

/** What one start knows about itself once ports and folders are chosen. */
type Plan = {
  readonly env: NodeJS.ProcessEnv;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly demo: boolean;
  readonly serverUrl: string;
  readonly publicUrl: string;
  readonly corridorUrl: string | undefined;
};

/** Resolves after a clean stop; throws `CliProblem` when something prevents the start or ends it. */
export async function start(options: StartOptions, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const demo = !env.DATABASE_URL;
  if (options.reset && !demo) {
    throw new CliProblem(
      'reset_refused',
      '--reset deletes only the embedded database; DATABASE_URL is set, so empty that database yourself.',
    );
  }
  const dataDir = resolve(env.DATA_DIR || 'data');
  const host = env.HOST || '127.0.0.1';
  const npm = npmAbove(env);
  const stopAsked = untilAskedToStop(npm);
  const url = env.PUBLIC_URL || `http://localhost:${env.PORT || 4080}`;
  const claim = await claimDataFolder({ dataDir, url, npm });
  try {
    const port = await choosePort({ wanted: env.PORT, host, pair: demo });
    const plan = planOf({ env, demo, dataDir, host, port });
    const say = talker(options);
    if (options.reset) {
      say.progress(`Deleting the data in ${dataDir}`);
      await resetData(dataDir);
    }
    await run(plan, { options, claim, stopAsked, say });
  } finally {
    stopAsked.forget();
    claim.release();
  }
}

type Talker = { progress: (message: string) => void; warn: (message: string) => void; event: (value: object) => void };

async function run(
  plan: Plan,
  context: {
    options: StartOptions;
    claim: DataFolderClaim;
    stopAsked: ReturnType<typeof untilAskedToStop>;
    say: Talker;
  },
): Promise<void> {
  const { options, claim, stopAsked, say } = context;
  let gone: (problem: CliProblem) => void = () => {};
  const serverGone = new Promise<CliProblem>((resolveGone) => {
    gone = resolveGone;
  });
  const server = await startServer({
    stopAsked: stopAsked.now,
    env: serverEnvironment(plan),
    dataDir: plan.dataDir,
    healthUrl: `${plan.serverUrl}/health`,
    onStarted: claim.noteServer,
    onProgress: say.progress,
    ...(options.verbose ? { onLine: (line: string) => process.stderr.write(`${line}\n`) } : {}),
    onRestart: (how) => say.warn(`The server ended (${how}); starting it again.`),
    onGone: gone,
  });
  if (!server) return;
  try {
    const corridor = plan.demo
      ? await startCorridor({ host: plan.host, port: plan.port + 1, dataDir: plan.dataDir, serverUrl: plan.serverUrl })
      : undefined;
    try {
      await welcome(plan, options, say);
      const problem = await Promise.race([stopAsked.promise, serverGone]);
      if (problem) throw problem;
      say.progress('Stopping');
    } finally {
      await corridor?.stop();
    }
  } finally {
    await server.stop();
    say.event({ event: 'stopped' });
  }
}

function planOf(given: { env: NodeJS.ProcessEnv; demo: boolean; dataDir: string; host: string; port: number }): Plan {
  const { env, demo, host, port } = given;
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const address = reachable.includes(':') ? `[${reachable}]` : reachable;
  return {
    ...given,
    serverUrl: `http://${address}:${port}`,
    publicUrl: (env.PUBLIC_URL || `http://localhost:${port}`).replace(/\/$/, ''),
    corridorUrl: demo ? (env.CORRIDOR_URL || `http://${address}:${port + 1}`).replace(/\/$/, '') : undefined,
  };
}

function serverEnvironment(plan: Plan): NodeJS.ProcessEnv {
  return {
    ...plan.env,
    PORT: String(plan.port),
    HOST: plan.host,
    DATA_DIR: plan.dataDir,
    PUBLIC_URL: plan.publicUrl,
    ...(plan.corridorUrl ? { CORRIDOR_URL: plan.corridorUrl, NIGHTLATCH_DEMO: '1' } : { NIGHTLATCH_DEMO: '0' }),
    ...(plan.demo || plan.env.NIGHTLATCH_VAULT_KEY
      ? {}
      : { NIGHTLATCH_MASTER_KEY: plan.env.NIGHTLATCH_MASTER_KEY || ensureMasterKey(plan.dataDir) }),
  };
}

async function welcome(plan: Plan, options: StartOptions, say: Talker): Promise<void> {
  const addresses = addressesOf(plan.publicUrl, plan.corridorUrl);
  const demo = plan.demo ? await readDemo(plan.serverUrl) : undefined;
  say.event({ event: 'ready', url: plan.publicUrl, addresses, dataDir: plan.dataDir, demo });
  if (!options.json) {
    process.stdout.write(welcomeText({ addresses, demo, dataDir: plan.dataDir, style: styleFor(process.stdout) }));
  }
}

async function readDemo(serverUrl: string): Promise<Demo | undefined> {
  try {
    return await createClient({ baseUrl: serverUrl }).call('getDemo', {});
  } catch {
    // The sign-ins are a courtesy of the start; the server itself is healthy.
    return undefined;
  }
}

function talker(options: StartOptions): Talker {
  const style = styleFor(process.stderr);
  return {
    progress: (message) => {
      if (!options.json) process.stdout.write(`  ${message} …\n`);
    },
    warn: (message) => {
      process.stderr.write(`${style.strong(message)}\n`);
    },
    event: (value) => {
      if (options.json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
  };
}
