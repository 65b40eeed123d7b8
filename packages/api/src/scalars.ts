// The scalar shapes that all resources share: ids, instants, wall-clock dates, cursors.
import { Type } from 'typebox';

/** A UUID's pattern, to be put between others. */
export const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** UUIDv7 as text. */
export const Id = Type.String({
  pattern: `^${UUID}$`,
  description: 'UUIDv7',
  examples: ['01890a5d-ac96-774b-bcce-b302099a8057'],
});

/** An instant, RFC 3339 in UTC with milliseconds. */
export const Instant = Type.String({ format: 'date-time', description: 'Instant, UTC', maxLength: 32 });

/** A calendar date at the location. */
export const WallDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Date at the location' });

/** A wall-clock time at the location, 24 h. */
export const WallTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'Wall-clock time' });

/** 65-byte P-256 point, hex, uncompressed. */
export const PointHex = Type.String({ pattern: '^04[0-9a-f]{128}$', description: 'P-256 point, 65 bytes, hex' });

/** 64-byte ECDSA signature r ‖ s, base64url. */
export const SignatureText = Type.String({ pattern: '^[A-Za-z0-9_-]{86}$', description: 'ECDSA r‖s, base64url' });

/** Bytes as base64url without padding. */
export const Bytes = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength });

/** Query of every list: opaque cursor and page size. */
export const PageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 400, description: 'nextCursor of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
};

/** Query of lists of what happened: from this instant on, and before that one. */
export const TimeRange = {
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
};

/** A list's envelope. */
export const pageOf = <T extends Type.TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) });

/** Rules of the week by the location's wall clock; open while any holds (docs/domain.md §2). */
export const DoorHours = Type.Array(
  Type.Object(
    {
      days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
        minItems: 1,
        maxItems: 7,
        description: '1 Monday … 7 Sunday',
      }),
      from: WallTime,
      to: Type.String({ ...WallTime, description: 'Not after `from`: on the next day; the same: a whole day' }),
    },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: 14, description: 'Open to guests while any rule holds, by the location’s wall clock' },
);
