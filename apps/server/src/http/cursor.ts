// Opaque cursors of lists: where the page before ended, checked before it reaches SQL.
import { ProblemError } from './problem-error.ts';

/** A place in a list that is sorted by `key`, then `id`. */
export type Place = { readonly key: string; readonly id: string };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The cursor that continues after this place. It names rows of a location only to who may read them: every page is checked anew. */
export function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify([place.key, place.id])).toString('base64url');
}

/** The place, or undefined for the first page. `key` is the pattern of this list's sort key. Throws `invalid_request`. */
export function readCursor(cursor: string | undefined, key: RegExp): Place | undefined {
  if (cursor === undefined) return undefined;
  const parsed = parse(cursor);
  if (Array.isArray(parsed) && parsed.length === 2) {
    const [first, id]: unknown[] = parsed;
    if (typeof first === 'string' && key.test(first) && typeof id === 'string' && uuid.test(id))
      return { key: first, id };
  }
  throw new ProblemError('invalid_request', {
    fields: [{ path: 'query.cursor', message: 'must be the nextCursor of the page before' }],
  });
}

/** Sort keys: an instant with milliseconds, a calendar date, a whole number. */
export const cursorKeys = {
  instant: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  integer: /^-?\d{1,9}$/,
  /** The day a search was made on, how far a booking is from the house, days between. */
  nearness: /^\d{4}-\d{2}-\d{2} [0-2] \d{1,7}$/,
  /** Names and numbers as staff write them. */
  text: /^.{0,400}$/su,
} as const;

/** Cuts the row that was read beyond the page and says where to go on. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Place,
): { rows: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last !== undefined ? writeCursor(placeOf(last)) : null };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
