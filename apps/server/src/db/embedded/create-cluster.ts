// Creates a PostgreSQL cluster once: beside its final place, then moved there whole, so that nobody ever sees half of one.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { DataHome } from './data-home.ts';
import {
  diskFull,
  EmbeddedPostgresError,
  endedByFullDisk,
  errnoOf,
  explainFileError,
} from './embedded-postgres-error.ts';
import type { Binaries } from './find-binaries.ts';
import { hasPasswdEntry, type RunAs, spawnIdentity } from './run-as.ts';

/** What proves that a running PostgreSQL is the one of this folder, and lets us in. Kept inside the cluster, mode 0600. */
export type ClusterSecrets = { readonly token: string; readonly password: string };

/** The superuser of the embedded cluster and the name of its one database. */
export const clusterUser = 'nightlatch';

/** The setting that carries the cluster's token; custom settings need a prefix. */
export const tokenSetting = 'nightlatch.cluster';

const secretsFile = 'nightlatch-secrets.json';

/** Reads the secrets of an existing cluster, or creates the cluster. Of several starts at once one wins and all use its work. */
export async function ensureCluster(options: {
  home: DataHome;
  binaries: Binaries;
  runAs: RunAs;
  durable: boolean;
  onProgress: (message: string) => void;
}): Promise<ClusterSecrets> {
  const { home, onProgress } = options;
  if (!existsSync(join(home.cluster, secretsFile))) {
    if (existsSync(home.cluster)) throw foreignCluster(home);
    onProgress('Creating the database (once)');
    await createCluster(options);
  }
  return readSecrets(home);
}

async function createCluster(options: {
  home: DataHome;
  binaries: Binaries;
  runAs: RunAs;
  durable: boolean;
}): Promise<void> {
  const { home, binaries, runAs } = options;
  if (!hasPasswdEntry()) {
    throw new EmbeddedPostgresError(
      'no_passwd_entry',
      `PostgreSQL can't create its data folder as uid ${process.getuid?.()}, which has no entry in /etc/passwd; add one, start as another user, or set DATABASE_URL.`,
    );
  }
  const temporary = join(home.root, `.new-${randomBytes(6).toString('hex')}`);
  const passwordFile = `${temporary}.password`;
  const secrets: ClusterSecrets = { token: randomUUID(), password: randomBytes(24).toString('base64url') };
  try {
    mkdirSync(temporary, { mode: 0o700 });
    writeFileSync(passwordFile, `${secrets.password}\n`, { mode: 0o600 });
    if (runAs) for (const path of [temporary, passwordFile]) chownSync(path, runAs.uid, runAs.gid);
    await runInitdb({
      program: binaries.initdb,
      folder: temporary,
      passwordFile,
      runAs,
      durable: options.durable,
      home,
    });
    appendFileSync(
      join(temporary, 'postgresql.conf'),
      `\n# Lets a later start recognise this cluster.\n${tokenSetting} = '${secrets.token}'\n`,
    );
    writeFileSync(join(temporary, secretsFile), JSON.stringify(secrets), { mode: 0o600 });
    if (runAs) chownSync(join(temporary, secretsFile), runAs.uid, runAs.gid);
    if (options.durable) for (const path of ['postgresql.conf', secretsFile, '.']) syncPath(join(temporary, path));
    renameSync(temporary, home.cluster);
    if (options.durable) syncPath(home.root);
  } catch (error) {
    // Another start finished first: its cluster is as good as ours, which we throw away.
    const lost = ['ENOTEMPTY', 'EEXIST'].includes(errnoOf(error)) && existsSync(join(home.cluster, secretsFile));
    if (!lost) throw explainFileError(error, home.root);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function runInitdb(options: {
  program: string;
  folder: string;
  passwordFile: string;
  runAs: RunAs;
  durable: boolean;
  home: DataHome;
}): Promise<void> {
  const result = await run(
    options.program,
    [
      `--pgdata=${options.folder}`,
      `--username=${clusterUser}`,
      `--pwfile=${options.passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The builtin provider sorts the same everywhere and needs no locale of the system.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(options.durable ? [] : ['--no-sync']),
    ],
    options.runAs,
  );
  if (result.status === 0) return;
  if (endedByFullDisk(result.output, options.home.root)) throw diskFull(options.home.root);
  const reason =
    result.output.split('\n').find((line) => /error|fatal/i.test(line)) ?? `initdb ended with ${result.status}`;
  throw new EmbeddedPostgresError('start_failed', `PostgreSQL could not create its data folder: ${reason.trim()}.`);
}

function run(program: string, args: string[], runAs: RunAs): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...spawnIdentity(runAs),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

function readSecrets(home: DataHome): ClusterSecrets {
  const parsed: unknown = JSON.parse(readFileSync(join(home.cluster, secretsFile), 'utf8'));
  if (parsed && typeof parsed === 'object' && 'token' in parsed && 'password' in parsed) {
    const { token, password } = parsed;
    if (typeof token === 'string' && typeof password === 'string') return { token, password };
  }
  throw foreignCluster(home);
}

function foreignCluster(home: DataHome): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'data_dir_busy',
    `${home.cluster} was not made by Nightlatch or is damaged; move it away or choose another folder with DATA_DIR.`,
  );
}

function syncPath(path: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
