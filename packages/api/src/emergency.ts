// Emergencies: asked for by one administrator, carried out once a second one confirms (docs/domain.md §2).
import { Type } from 'typebox';
import { Id, Instant, pageOf } from './scalars.ts';

const nullable = <T extends Type.TSchema>(schema: T, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description });

export const Emergency = Type.Object(
  {
    id: Id,
    kind: Type.Enum(['revoke_all', 'rotate_signing_keys']),
    reason: Type.String(),
    state: Type.Enum(['waiting', 'expired', 'withdrawn', 'confirmed', 'done']),
    requestedBy: Type.String(),
    byYou: Type.Boolean({ description: 'You asked for it: somebody else must confirm' }),
    requestedAt: Instant,
    expiresAt: Instant,
    confirmedBy: nullable(Type.String()),
    confirmedAt: nullable(Instant),
    doneAt: nullable(Instant),
    revokedKeys: nullable(Type.Integer(), 'revoke_all, once it is done'),
  },
  { $id: 'Emergency' },
);
export type Emergency = Type.Static<typeof Emergency>;
export const EmergencyPage = pageOf(Emergency);
export const RequestEmergency = Type.Object(
  {
    kind: Type.Enum(['revoke_all', 'rotate_signing_keys']),
    reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' }),
  },
  { additionalProperties: false },
);

/** What a location signs by, which locks trust it, and how far a change is. */
export const SigningKeys = Type.Object(
  {
    keys: Type.Array(
      Type.Object({
        class: Type.Enum(['reader_issuer', 'credential', 'mail', 'root', 'seal']),
        epoch: Type.Integer({ description: 'Its number within the class' }),
        state: Type.Enum(['announced', 'active', 'retiring', 'retired'], {
          description: 'announced: told, signs nothing yet · retiring: locks drop it · retired: destroyed',
        }),
        createdAt: Instant,
        activeAt: nullable(Instant),
        retiredAt: nullable(Instant),
        locks: Type.Integer({ description: 'Locks in service that trust it; 0 for reader_issuer, which phones trust' }),
      }),
    ),
    rotations: Type.Array(
      Type.Object({
        class: Type.Enum(['reader_issuer', 'credential', 'mail', 'root', 'seal']),
        stage: Type.Enum(['announced', 'active', 'retiring']),
        oldEpoch: Type.Integer(),
        newEpoch: Type.Integer(),
        since: Instant,
        waitsUntil: nullable(Instant, 'Waits for the leases of phones, at least until then'),
        behind: Type.Array(Type.String(), {
          description:
            'Doors whose locks have not confirmed the stage; for reader_issuer: that have to be commissioned anew',
        }),
      }),
    ),
  },
  { $id: 'SigningKeys' },
);
export type SigningKeys = Type.Static<typeof SigningKeys>;
