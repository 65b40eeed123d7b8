// Sharing a key: the primary guest's phone invites, lists, withdraws and revokes; staff see, invite on the guest's behalf and withdraw.
import { Type } from 'typebox';
import * as invitation from '../invitation.ts';
import { WithNote } from '../key.ts';
import { Id } from '../scalars.ts';
import { atBooking, type OperationTable } from './operation-schema.ts';

const ofKey = Type.Object({ keyId: Id });

export const sharingOperations = {
  inviteCompanion: {
    tag: 'Guest app',
    summary: 'Invite a companion to this guest’s primary key: a one-time link',
    caller: 'device',
    action: null,
    params: ofKey,
    body: invitation.InviteCompanion,
    success: [201, invitation.CreatedCompanionInvitation],
    problems: ['not_found', 'key_not_shareable', 'too_many_companions', 'beyond_own_key'],
    idempotent: true,
  },
  listCompanionInvitations: {
    tag: 'Guest app',
    summary: 'Invitations to this guest’s primary key, newest first',
    caller: 'device',
    action: null,
    params: ofKey,
    success: [200, invitation.CompanionInvitationList],
    problems: ['not_found'],
  },
  withdrawCompanionInvitation: {
    tag: 'Guest app',
    summary: 'Withdraw an invitation that nobody has redeemed',
    caller: 'device',
    action: null,
    params: Type.Object({ companionInvitationId: Id }),
    body: Type.Object({}, { additionalProperties: false }),
    success: [200, invitation.CompanionInvitation],
    problems: ['not_found', 'link_used'],
    idempotent: true,
  },
  revokeSharedKey: {
    tag: 'Guest app',
    summary: 'Take a shared key back: one under this guest’s primary key, or this guest’s own',
    caller: 'device',
    action: null,
    params: ofKey,
    body: Type.Object({}, { additionalProperties: false }),
    success: [204, null],
    problems: ['not_found', 'key_ended'],
    idempotent: true,
  },
  listBookingInvitations: {
    tag: 'Digital keys',
    summary: 'Invitations of companions of a booking, newest first',
    caller: 'staff',
    action: 'keys.read',
    params: atBooking,
    success: [200, invitation.CompanionInvitationList],
  },
  inviteForGuest: {
    tag: 'Digital keys',
    summary:
      'Invite a companion to a primary key on the guest’s behalf: a one-time link; the guest sees it in their app',
    caller: 'staff',
    action: 'keys.issue',
    params: Type.Object({ locationId: Id, keyId: Id }),
    body: invitation.InviteCompanion,
    success: [201, invitation.CreatedCompanionInvitation],
    problems: ['key_not_shareable', 'too_many_companions', 'beyond_own_key'],
    idempotent: true,
  },
  withdrawBookingInvitation: {
    tag: 'Digital keys',
    summary: 'Withdraw an invitation that nobody has redeemed',
    caller: 'staff',
    action: 'keys.revoke',
    params: Type.Object({ locationId: Id, companionInvitationId: Id }),
    body: WithNote,
    success: [200, invitation.CompanionInvitation],
    problems: ['link_used'],
    idempotent: true,
  },
} as const satisfies OperationTable;
