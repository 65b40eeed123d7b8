// The one error class of the embedded PostgreSQL: a closed union of codes, each with one sentence an operator can act on.
import { statfsSync } from 'node:fs';

/** Why the embedded PostgreSQL could not be started, wiped or stopped. */
export type EmbeddedPostgresErrorCode =
  | 'missing_binary'
  | 'no_system_user'
  | 'no_passwd_entry'
  | 'cannot_switch_user'
  | 'folder_not_ours'
  | 'folder_unreachable'
  | 'data_dir_busy'
  | 'data_version'
  | 'disk_full'
  | 'unsafe_settings'
  | 'start_failed'
  | 'stop_failed';

/** Thrown by everything in this folder; `message` is a single sentence fit to be shown as it is. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}

/** Turns a failed file operation into one of ours, or gives back what it got when it is none that we explain. */
export function explainFileError(error: unknown, folder: string): unknown {
  const code = errnoOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new EmbeddedPostgresError(
      'folder_not_ours',
      `The data folder ${folder} can't be written by this user; start as its owner or choose another with DATA_DIR.`,
      { cause: error },
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new EmbeddedPostgresError(
      'folder_not_ours',
      `The data folder ${folder} is not a folder; choose another with DATA_DIR.`,
      { cause: error },
    );
  }
  return error;
}

/**
 * Whether a program of PostgreSQL ended because the disk is full: by its words, or, when it could not even write those,
 * by what is left of the disk.
 */
export function endedByFullDisk(output: string, folder: string): boolean {
  if (/No space left on device|Disk quota exceeded|Check free disk space|wrote only \d+ of \d+ bytes/i.test(output))
    return true;
  const disk = statfsSync(folder);
  return disk.bavail * disk.bsize < 256 * 1024;
}

/** The sentence for a full disk, the same wherever it is noticed. */
export function diskFull(folder: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'disk_full',
    `The disk that holds ${folder} is full; free some space or choose another folder with DATA_DIR.`,
  );
}

/** The `code` of a system or driver error (`ENOENT`, `28P01`), or an empty string when there is none. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
