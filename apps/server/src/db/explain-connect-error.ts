// Explains a wrong DATABASE_URL in one sentence, without the password in it.
import { DatabaseError } from './database-error.ts';
import { errnoOf } from './embedded/embedded-postgres-error.ts';

/** Where a connection string leads, without user and password: `host:port/database`. */
export function describeDatabase(connectionString: string): string {
  const url = parseUrl(connectionString);
  if (!url) return 'DATABASE_URL';
  const host = url.searchParams.get('host') ?? url.hostname;
  const port = url.searchParams.get('port') ?? (url.port || '5432');
  return `${host}:${port}${url.pathname}`;
}

/** Throws `DatabaseError` (`invalid_url`) for anything that is no PostgreSQL address at all. */
export function checkDatabaseUrl(connectionString: string): void {
  const url = parseUrl(connectionString);
  if (url && ['postgres:', 'postgresql:'].includes(url.protocol)) return;
  throw new DatabaseError(
    'invalid_url',
    'DATABASE_URL is not a PostgreSQL address; it looks like postgresql://user:password@host:5432/database.',
  );
}

function parseUrl(connectionString: string): URL | undefined {
  try {
    // A URL may not have an empty host, yet that is how an address over a Unix socket is written.
    return new URL(connectionString.replace(/@\//, '@socket/'));
  } catch {
    return undefined;
  }
}

/** Turns a failed connection into one of ours. */
export function explainConnectError(error: unknown, connectionString: string): DatabaseError {
  const where = describeDatabase(connectionString);
  const code = errnoOf(error);
  if (code.startsWith('28')) {
    return new DatabaseError(
      'sign_in_refused',
      `The PostgreSQL at ${where} refused the user or password of DATABASE_URL.`,
      { cause: error },
    );
  }
  if (code === '3D000') {
    return new DatabaseError('no_such_database', `There is no such database: ${where} (see DATABASE_URL).`, {
      cause: error,
    });
  }
  const reason = code || (error instanceof Error ? error.message : 'unknown reason');
  return new DatabaseError('unreachable', `No PostgreSQL answers at ${where} (${reason}); check DATABASE_URL.`, {
    cause: error,
  });
}
