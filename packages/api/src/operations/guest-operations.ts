// What the Guest App calls.
import { Type } from 'typebox';
import * as gateway from '../gateway.ts';
import * as guest from '../guest.ts';
import { Id } from '../scalars.ts';
import type { OperationTable } from './operation-schema.ts';

export const guestOperations = {
  enrol: {
    tag: 'Guest app',
    summary: 'Redeem a one-time link: this phone becomes a device of the guest',
    caller: 'none',
    action: null,
    body: guest.Enrol,
    success: [201, guest.GuestSession],
    problems: ['link_used', 'link_expired', 'not_found', 'conflict'],
  },
  getChallenge: {
    tag: 'Guest app',
    summary: 'A challenge to sign',
    caller: 'none',
    action: null,
    body: Type.Object({ deviceId: Id }),
    success: [200, guest.Challenge],
    problems: ['not_found'],
  },
  openGuestSession: {
    tag: 'Guest app',
    summary: 'Open a session by the signed challenge',
    caller: 'none',
    action: null,
    body: guest.OpenGuestSession,
    success: [200, guest.GuestSession],
    problems: ['not_signed_in', 'device_removed'],
  },
  getWallet: {
    tag: 'Guest app',
    summary: 'Everything this device should hold now',
    caller: 'device',
    action: null,
    success: [200, guest.Wallet],
  },
  streamWallet: {
    tag: 'Guest app',
    summary: 'The wallet, at once and at every change (server-sent events)',
    caller: 'device',
    action: null,
    success: [200, null],
    stream: true,
  },
  offerDoorKeys: {
    tag: 'Guest app',
    summary: 'Offer spare door key points',
    caller: 'device',
    action: null,
    body: Type.Object({ doorKeys: Type.Array(guest.DoorKeyOffer, { minItems: 1, maxItems: 8 }) }),
    success: [200, guest.Wallet],
    problems: ['conflict'],
  },
  postReceipts: {
    tag: 'Guest app',
    summary: 'Confirm deliveries and deletions',
    caller: 'device',
    action: null,
    body: guest.Receipts,
    success: [204, null],
    problems: ['not_found'],
  },
  renewLeases: {
    tag: 'Guest app',
    summary: 'Renew leases: all conditions are looked at again',
    caller: 'device',
    action: null,
    success: [200, guest.Wallet],
  },
  postDoorAttempts: {
    tag: 'Guest app',
    summary: 'Tell of tries at doors, for diagnosis',
    caller: 'device',
    action: null,
    body: guest.DoorAttempts,
    success: [204, null],
    problems: ['not_found'],
  },
  postJournalPages: {
    tag: 'Guest app',
    summary: 'Bring sealed journal pages',
    caller: 'device',
    action: null,
    body: gateway.JournalPages,
    success: [200, gateway.JournalPagesResult],
  },
  answerLockTime: {
    tag: 'Guest app',
    summary: 'The time for a lock that lost its own',
    caller: 'device',
    action: null,
    body: guest.LockTimeRequest,
    success: [200, guest.LockTimeAnswer],
    problems: ['not_found'],
  },
} as const satisfies OperationTable;
