// What an administrative change may answer instead of doing it; values, as everywhere.
import { sqlStateOf } from '../db/sql-state.ts';

/** A refusal: its code, and where it helps one sentence without personal data. */
export type AdminRefusal =
  | { readonly ok: false; readonly code: 'not_found' | 'last_administrator' }
  | { readonly ok: false; readonly code: 'conflict' | 'too_many_openings'; readonly detail: string }
  | { readonly ok: false; readonly code: 'invalid_request'; readonly path: string; readonly message: string };

export type AdminOutcome<T> = { readonly ok: true; readonly value: T } | AdminRefusal;

export const done = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const notFound: AdminRefusal = { ok: false, code: 'not_found' };
export const conflict = (detail: string): AdminRefusal => ({ ok: false, code: 'conflict', detail });
export const invalid = (path: string, message: string): AdminRefusal => ({
  ok: false,
  code: 'invalid_request',
  path,
  message,
});

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/** Runs a write that the schema may refuse: what exists already, or is still referred to. The transaction is over then. */
export async function unlessTaken<T>(write: Promise<T>, detail: string): Promise<AdminOutcome<T>> {
  try {
    return done(await write);
  } catch (error) {
    if ([UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION].includes(sqlStateOf(error))) return conflict(detail);
    throw error;
  }
}
