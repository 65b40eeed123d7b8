// Emergencies: asked for by one administrator, carried out once a second one confirms (docs/domain.md §2).
import { Type } from 'typebox';
import { Id, Instant, pageOf } from './scalars.ts';

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const Emergency = Type.Object(
  {
    id: Id,
    kind: Type.Enum(['revoke_all', 'rotate_signing_keys']),
    reason: Type.String(),
    state: Type.Enum(['waiting', 'expired', 'withdrawn', 'confirmed', 'done']),
    requestedBy: Type.String(),
    requestedAt: Instant,
    expiresAt: Instant,
    confirmedBy: nullable(Type.String()),
    confirmedAt: nullable(Instant),
    doneAt: nullable(Instant),
    revokedKeys: nullable(Type.Integer()),
  },
  { $id: 'Emergency' },
);
export type Emergency = Type.Static<typeof Emergency>;
export const EmergencyPage = pageOf(Emergency);
export const RequestEmergency = Type.Object(
  { kind: Type.Enum(['revoke_all']), reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' }) },
  { additionalProperties: false },
);
