// What can go wrong with a backup or a restore, in one sentence for the operator.

export type BackupErrorCode =
  | 'backup_key_missing'
  | 'backup_key_wrong'
  | 'backup_key_invalid'
  | 'backup_unreadable'
  | 'backup_damaged'
  | 'backup_newer'
  | 'backup_exists'
  | 'backup_unwritable'
  | 'database_not_empty'
  | 'tables_in_a_circle';

/** `message` names what to do; no secrets in it. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: BackupErrorCode;
  constructor(code: BackupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
