// What a gateway carries between the server and the locks of a location.
import { Type } from 'typebox';
import { Bytes, Instant } from './scalars.ts';

export const LockMail = Type.Object(
  {
    lockId: Type.String({ description: '8 bytes, hex' }),
    items: Type.Array(Bytes(8192), { description: 'docs/protocol §7.8, in order of seq' }),
  },
  { $id: 'LockMail' },
);
export type LockMail = Type.Static<typeof LockMail>;

export const LockMailList = Type.Object({ now: Instant, locks: Type.Array(LockMail) }, { $id: 'LockMailList' });
export type LockMailList = Type.Static<typeof LockMailList>;

/** Sealed journal pages (docs/protocol §7.9), from any carrier. */
export const JournalPages = Type.Object({ pages: Type.Array(Bytes(8192), { maxItems: 16 }) });
export const JournalPagesResult = Type.Object({
  accepted: Type.Integer(),
  results: Type.Array(
    Type.Object({ ok: Type.Boolean(), code: Type.Union([Type.String(), Type.Null()]), entries: Type.Integer() }),
  ),
});

/** How the locks say they are, over their local interface: what a lock never shows by radio (docs/protocol §6.4). */
export const LockReports = Type.Object(
  {
    reports: Type.Array(
      Type.Object(
        {
          lockId: Type.String({ pattern: '^[0-9a-f]{16}$' }),
          battery: Type.Enum(['ok', 'low', 'critical']),
          clockKnown: Type.Boolean(),
          hardwareFault: Type.Boolean(),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 500 },
    ),
  },
  { $id: 'LockReports', additionalProperties: false },
);
export type LockReports = Type.Static<typeof LockReports>;
export const LockReportsResult = Type.Object({
  taken: Type.Integer(),
  unknown: Type.Array(Type.String(), { description: 'Lock ids that are no lock of this location' }),
});
