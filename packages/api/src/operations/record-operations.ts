// The records that a hotel answers for: what is stored about a guest, taking it out, and whether the audit is as it was written.
import { Type } from 'typebox';
import { Id, Instant } from '../scalars.ts';
import { atBooking, atLocation, type OperationTable } from './operation-schema.ts';

/** Everything about one guest, by table; columns have the database's own names. */
export const GuestData = Type.Object(
  {
    guestId: Id,
    exportedAt: Instant,
    data: Type.Record(Type.String(), Type.Array(Type.Unknown())),
  },
  { $id: 'GuestData' },
);

/** What a walk along the location's hash chain found. */
export const AuditVerification = Type.Object(
  {
    entries: Type.Integer({ description: 'Entries whose place was verified' }),
    broken: Type.Union([
      Type.Object({
        seq: Type.Integer(),
        entryId: Type.Union([Id, Type.Null()]),
        why: Type.Enum(['missing', 'changed', 'personal_part_changed']),
      }),
      Type.Null(),
    ]),
    unsealed: Type.Integer({ description: 'Written, but without a place yet' }),
    personalPartsErased: Type.Integer(),
    head: Type.Union([Type.Object({ seq: Type.Integer(), hash: Type.String() }), Type.Null()], {
      description: 'Note it down elsewhere: whoever writes the chain anew can’t give it back',
    }),
    complete: Type.Boolean({
      description: 'The walk came to the end, or to where the chain is broken; else go on behind the head',
    }),
  },
  { $id: 'AuditVerification' },
);
export type AuditVerification = Type.Static<typeof AuditVerification>;

export const recordOperations = {
  getGuestData: {
    tag: 'Operations',
    summary: 'Everything that is stored about the booking’s guest',
    caller: 'staff',
    action: 'guests.export',
    params: atBooking,
    success: [200, GuestData],
    problems: ['not_found'],
  },
  eraseGuest: {
    tag: 'Operations',
    summary: 'Take the booking’s guest out of everything; the audit stays, without them',
    caller: 'staff',
    action: 'guests.erase',
    params: atBooking,
    body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),
    success: [200, Type.Object({ rows: Type.Integer({ description: 'Rows deleted or emptied' }) })],
    problems: ['not_found', 'conflict'],
    idempotent: true,
  },
  verifyAudit: {
    tag: 'Operations',
    summary:
      'Walk the location’s audit chain, from its start or behind the head of the piece before, until it is complete',
    caller: 'staff',
    action: 'audit.read',
    params: atLocation,
    query: Type.Object({
      afterSeq: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
      afterHash: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
      most: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 50_000, default: 50_000, description: 'Entries to walk at most' }),
      ),
    }),
    success: [200, AuditVerification],
  },
} as const satisfies OperationTable;
