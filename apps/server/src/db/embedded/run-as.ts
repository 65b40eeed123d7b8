// Chooses the system user PostgreSQL runs as: ourselves, or, because PostgreSQL refuses root, `postgres` or else `nobody`.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { EmbeddedPostgresError, errnoOf } from './embedded-postgres-error.ts';

/** The identity of PostgreSQL's processes; absent ids mean "the same as ours". */
export type RunAs = { readonly name: string; readonly uid: number; readonly gid: number } | undefined;

/** One line of /etc/passwd: as much of it as we need. */
type PasswdEntry = { name: string; uid: number; gid: number };

/**
 * Whom to run PostgreSQL as. For root the owner of the cluster when there is one already (it may have been made by an
 * ordinary user). Throws `no_system_user` for root on a system with neither `postgres` nor `nobody`.
 */
export function chooseRunAs(cluster: string): RunAs {
  if (process.getuid?.() !== 0) return undefined;
  const owner = ownerOf(cluster);
  if (owner && owner.uid > 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const entries = readPasswd();
  const chosen = ['postgres', 'nobody'].map((name) => entries.find((e) => e.name === name)).find((e) => e && e.uid > 0);
  if (!chosen) {
    throw new EmbeddedPostgresError(
      'no_system_user',
      'PostgreSQL does not run as root and /etc/passwd has neither a user "postgres" nor "nobody"; start as an ordinary user or set DATABASE_URL.',
    );
  }
  return chosen;
}

/** Whether our own uid has a passwd entry; `initdb` refuses without one (`docker run -u 12345`). */
export function hasPasswdEntry(): boolean {
  const uid = process.getuid?.();
  if (uid === undefined || process.platform !== 'linux') return true;
  if (readPasswd().some((e) => e.uid === uid)) return true;
  // The user may come from a directory service instead of the file.
  return spawnSync('getent', ['passwd', String(uid)], { stdio: 'ignore' }).status === 0;
}

/** Options for `spawn` that switch to the chosen user, away from a folder it may not be able to enter. */
export function spawnIdentity(runAs: RunAs): { uid?: number; gid?: number; cwd: string } {
  return runAs ? { uid: runAs.uid, gid: runAs.gid, cwd: '/' } : { cwd: '/' };
}

/** Whether the chosen user can enter `folder` and write there. Asked of the kernel, so that ACLs and mounts count. */
export function canWrite(runAs: RunAs, folder: string): boolean {
  if (!runAs) return true;
  const asked = spawnSync('/bin/sh', ['-c', 'test -x "$1" && test -w "$1"', 'sh', folder], {
    ...spawnIdentity(runAs),
    stdio: 'ignore',
  });
  throwIfNoSwitch(asked.error, runAs);
  return asked.status === 0;
}

/** Whether the chosen user can reach `folder` at all. */
export function canEnter(runAs: RunAs, folder: string): boolean {
  if (!runAs) return true;
  const asked = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], {
    ...spawnIdentity(runAs),
    stdio: 'ignore',
  });
  throwIfNoSwitch(asked.error, runAs);
  return asked.status === 0;
}

function throwIfNoSwitch(error: Error | undefined, runAs: NonNullable<RunAs>): void {
  if (errnoOf(error) !== 'EPERM') return;
  throw new EmbeddedPostgresError(
    'cannot_switch_user',
    `PostgreSQL does not run as root and this container may not switch to the user "${runAs.name}"; start as an ordinary user or set DATABASE_URL.`,
    { cause: error },
  );
}

function ownerOf(path: string): { uid: number; gid: number } | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file in the place of a folder on the way: making the folders explains that.
    if (errnoOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function readPasswd(): PasswdEntry[] {
  let text: string;
  try {
    text = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}
