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
    summary: 'Walk the location’s audit chain from its start',
    caller: 'staff',
    action: 'audit.read',
    params: atLocation,
    success: [200, AuditVerification],
  },
} as const satisfies OperationTable;
