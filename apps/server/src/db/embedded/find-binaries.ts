// Finds PostgreSQL's programs in the npm package for this platform, makes the links npm may not have made, and copies the
// programs where the user that runs them can reach them.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError, errnoOf, explainFileError } from './embedded-postgres-error.ts';
import { type RunAs, spawnIdentity } from './run-as.ts';

/** Absolute paths of the programs we start. */
export type Binaries = { readonly initdb: string; readonly postgres: string };

/** Where root puts what an unprivileged PostgreSQL can't reach inside the project folder. */
export const systemFolder = '/var/lib/nightlatch';

type PlatformPackage = { root: string; version: string };

/**
 * The programs, proven to run as `runAs`. `fallbackFolder` is where an ordinary user may keep a copy when the installed
 * package is not usable in place. Throws `missing_binary`.
 */
export function findBinaries(options: { runAs: RunAs; fallbackFolder: string; packageName?: string }): Binaries {
  const { runAs, fallbackFolder } = options;
  const found = findPackage(options.packageName ?? platformPackageName());
  const installed = join(found.root, 'native');
  if (makeLinks(found.root) && runs(installed, runAs)) return binariesIn(installed);
  const copies = runAs ? systemFolder : fallbackFolder;
  const copy = join(copies, `postgresql-${found.version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) copyPackage(found.root, copy);
  if (runs(copy, runAs)) return binariesIn(copy);
  throw new EmbeddedPostgresError(
    'missing_binary',
    `The PostgreSQL that npm installed does not run on this system (it needs glibc); set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

function platformPackageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function findPackage(name: string): PlatformPackage {
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(entry));
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const version = manifest && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : '0';
    if (!existsSync(join(root, 'native', 'bin'))) throw new Error(`${name} holds no programs`);
    return { root, version };
  } catch (error) {
    throw new EmbeddedPostgresError(
      'missing_binary',
      `The package ${name} with PostgreSQL inside is not installed (run "npm ci" without --omit=optional), or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

/** Makes the links of pg-symlinks.json (npm with `ignore-scripts` does not). False when the folder can't be written. */
function makeLinks(packageRoot: string): boolean {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  if (!Array.isArray(links)) return true;
  for (const { source, target } of links) {
    const from = join(packageRoot, String(source));
    const to = join(packageRoot, String(target));
    if (existsSync(to)) continue;
    try {
      symlinkSync(relative(dirname(to), from), to);
    } catch (error) {
      // Another start made the same link in between: that is what we wanted.
      if (errnoOf(error) !== 'EEXIST') return false;
    }
  }
  return true;
}

function copyPackage(packageRoot: string, copy: string): void {
  const temporary = join(dirname(copy), `.${basename(copy)}-${randomBytes(6).toString('hex')}`);
  try {
    mkdirSync(join(temporary), { recursive: true });
    chmodSync(dirname(copy), 0o755);
    chmodSync(temporary, 0o755);
    cpSync(join(packageRoot, 'native'), join(temporary, 'native'), { recursive: true, verbatimSymlinks: true });
    makeLinks(temporary);
    openToAll(join(temporary, 'native'));
    renameSync(join(temporary, 'native'), copy);
  } catch (error) {
    // Two starts may copy at once: whoever renames second finds the folder filled with the same files.
    if (!existsSync(join(copy, 'bin', 'postgres'))) throw explainFileError(error, dirname(copy));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Readable and enterable by everyone, whatever umask npm ran under. */
function openToAll(folder: string): void {
  if (process.platform === 'win32') return;
  spawnSync('chmod', ['-R', 'a+rX', folder]);
}

function binariesIn(native: string): Binaries {
  const end = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${end}`), postgres: join(native, 'bin', `postgres${end}`) };
}

/** Whether both programs start as the user that is to run them, and their share folder can be read. */
function runs(native: string, runAs: RunAs): boolean {
  if (!existsSync(join(native, 'bin')) || !statSync(native).isDirectory()) return false;
  const { initdb, postgres } = binariesIn(native);
  return [initdb, postgres].every(
    (program) => spawnSync(program, ['--version'], { ...spawnIdentity(runAs), stdio: 'ignore' }).status === 0,
  );
}
