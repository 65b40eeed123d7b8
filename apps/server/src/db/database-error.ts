// Why a database can't be used: wrong DATABASE_URL, or migrations that do not fit it; one sentence each for the operator.

/** `invalid_url` … `too_old` come from opening, the `migration_` codes from migrating. */
export type DatabaseErrorCode =
  | 'invalid_url'
  | 'unreachable'
  | 'sign_in_refused'
  | 'no_such_database'
  | 'too_old'
  | 'migration_files'
  | 'migration_edited'
  | 'migration_unknown'
  | 'migration_failed'
  | 'restore_unfinished';

/** Thrown when the database can't be opened or migrated; `message` is fit to be shown and holds no password. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseError';
    this.code = code;
  }
}
