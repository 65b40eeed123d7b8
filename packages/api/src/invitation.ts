// Invitations of companions: made by the primary guest, redeemed once on the companion's own phone.
import { KEY_STATES } from '@nightlatch/domain';
import { Type } from 'typebox';
import { Id, Instant } from './scalars.ts';

/** How an invitation stands. `redeemed`: it made its one key. */
export const COMPANION_INVITATION_STATES = ['open', 'redeemed', 'withdrawn', 'expired'] as const;
export type CompanionInvitationState = (typeof COMPANION_INVITATION_STATES)[number];

export const CompanionInvitation = Type.Object(
  {
    id: Id,
    keyId: Type.String({ description: 'The primary key that it shares' }),
    name: Type.String({ description: 'What the primary guest calls the companion' }),
    state: Type.Enum([...COMPANION_INVITATION_STATES]),
    doorIds: Type.Union([Type.Array(Id), Type.Null()], { description: 'null: every door of the primary key' }),
    validUntil: Type.Union([Instant, Type.Null()], { description: 'null: with the primary key' }),
    createdAt: Instant,
    expiresAt: Instant,
    sharedKey: Type.Union([
      Type.Object({ id: Id, state: Type.Enum([...KEY_STATES]), validUntil: Type.Union([Instant, Type.Null()]) }),
      Type.Null(),
    ]),
  },
  { $id: 'CompanionInvitation' },
);
export type CompanionInvitation = Type.Static<typeof CompanionInvitation>;

export const CompanionInvitationList = Type.Object(
  {
    items: Type.Array(CompanionInvitation),
    companionsLeft: Type.Integer({ description: 'How many more may be invited now' }),
  },
  { $id: 'CompanionInvitationList' },
);
export type CompanionInvitationList = Type.Static<typeof CompanionInvitationList>;

export const InviteCompanion = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    doorIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 64, uniqueItems: true })),
    validUntil: Type.Optional(Instant),
  },
  { $id: 'InviteCompanion', additionalProperties: false },
);
export type InviteCompanion = Type.Static<typeof InviteCompanion>;

export const CreatedCompanionInvitation = Type.Object(
  {
    invitation: CompanionInvitation,
    url: Type.String({ description: 'One-time link; the secret stands in its fragment and is shown only here' }),
  },
  { $id: 'CreatedCompanionInvitation' },
);
export type CreatedCompanionInvitation = Type.Static<typeof CreatedCompanionInvitation>;
