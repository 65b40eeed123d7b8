// The key that a backup file is encrypted with: from a passphrase (scrypt) or 32 random bytes, never from the command line.
import { createHash, hkdfSync, randomBytes, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BackupError } from './backup-error.ts';

/** Where the operator keeps it. Without any of them a backup is refused, unless it may lie in the clear. */
export type BackupKeySource =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'key'; readonly key: Buffer }
  | { readonly kind: 'none' };

/** What the file's first line says of its key. */
export type KeyHeader =
  | { readonly kind: 'passphrase'; readonly salt: string; readonly n: number; readonly r: number; readonly p: number }
  | { readonly kind: 'key'; readonly salt: string; readonly fingerprint: string }
  | { readonly kind: 'none' };

/** scrypt as OWASP's password storage page asks for it: 128 MB and about half a second. */
const SCRYPT = { n: 2 ** 17, r: 8, p: 1 } as const;
const SCRYPT_MOST_MEMORY = 256 * 1024 * 1024;

export const fingerprintOf = (key: Uint8Array): string =>
  createHash('sha256').update('nightlatch-key-fingerprint').update(key).digest('hex').slice(0, 16);

/** Reads `--passphrase-file`, `--key-file`, or their variables. */
export const readBackupKey = (options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly passphraseFile?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly unencrypted?: boolean | undefined;
}): BackupKeySource => {
  const { env } = options;
  const passphrase = options.passphraseFile ? textOf(options.passphraseFile) : env.NIGHTLATCH_BACKUP_PASSPHRASE;
  const key = options.keyFile ? textOf(options.keyFile) : env.NIGHTLATCH_BACKUP_KEY;
  if (passphrase) {
    if (passphrase.length < 12)
      throw new BackupError('backup_key_invalid', 'The passphrase must have at least 12 characters.');
    return { kind: 'passphrase', passphrase };
  }
  if (key) {
    const bytes = Buffer.from(key, 'base64');
    if (bytes.length !== 32)
      throw new BackupError(
        'backup_key_invalid',
        'The backup key must be 32 bytes in base64 (openssl rand -base64 32).',
      );
    return { kind: 'key', key: bytes };
  }
  if (options.unencrypted) return { kind: 'none' };
  throw new BackupError(
    'backup_key_missing',
    'A backup holds names and contact data: give --passphrase-file FILE or --key-file FILE (or NIGHTLATCH_BACKUP_PASSPHRASE, NIGHTLATCH_BACKUP_KEY), or say --unencrypted.',
  );
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new BackupError('backup_key_invalid', `The file ${file} can't be read (${reason}).`, { cause });
  }
};

/** A key of its own for each file, with what the file has to say of it. */
export const newFileKey = (source: BackupKeySource): { header: KeyHeader; fileKey: Buffer | null } => {
  const salt = randomBytes(32);
  if (source.kind === 'none') return { header: { kind: 'none' }, fileKey: null };
  const header: KeyHeader =
    source.kind === 'passphrase'
      ? { kind: 'passphrase', salt: salt.toString('base64'), ...SCRYPT }
      : { kind: 'key', salt: salt.toString('base64'), fingerprint: fingerprintOf(source.key) };
  return { header, fileKey: openFileKey(header, source) };
};

/** The same key again, from the file's first line. Throws `BackupError` when it was made with something else. */
export const openFileKey = (header: KeyHeader, source: BackupKeySource): Buffer | null => {
  if (header.kind === 'none') return null;
  const salt = Buffer.from(header.salt, 'base64');
  if (header.kind === 'passphrase') {
    if (source.kind !== 'passphrase')
      throw new BackupError(
        'backup_key_missing',
        'This backup was encrypted with a passphrase: give --passphrase-file FILE.',
      );
    const { n, r, p } = header;
    if (n > 2 ** 18 || r > 16 || p > 4)
      throw new BackupError('backup_damaged', 'The first line of the file is damaged.');
    return scryptSync(source.passphrase.normalize('NFC'), salt, 32, { N: n, r, p, maxmem: SCRYPT_MOST_MEMORY });
  }
  if (source.kind !== 'key')
    throw new BackupError('backup_key_missing', 'This backup was encrypted with a key: give --key-file FILE.');
  if (fingerprintOf(source.key) !== header.fingerprint)
    throw new BackupError(
      'backup_key_wrong',
      `This backup was encrypted with another key (fingerprint ${header.fingerprint}; the one given has ${fingerprintOf(source.key)}).`,
    );
  return Buffer.from(hkdfSync('sha256', source.key, salt, 'nightlatch-backup-1', 32));
};
