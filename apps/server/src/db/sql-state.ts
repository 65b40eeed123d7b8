// What PostgreSQL's error codes mean for who should try again.

/** PostgreSQL's five-character code of an error, or ''. */
export function sqlStateOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * serialization_failure, deadlock_detected, and division_by_zero, by which `EMIT_MANY` says that a job slipped away: nothing was
 * written, the same transaction may be tried again.
 */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01', '22012'].includes(sqlStateOf(error));

/**
 * unique_violation: a batch does not ask first whether a door key or an idempotency key is still free, it finds out. Tried again, it
 * reads what the other one wrote.
 */
export const isTaken = (error: unknown): boolean => sqlStateOf(error) === '23505';

/** The database refused something of what was sent: tried one by one, the rest may go through. Not so where it is out of reach or full. */
export const isAboutContent = (error: unknown): boolean => /^(?!08|53|57|58|XX)[0-9A-Z]{5}$/.test(sqlStateOf(error));
