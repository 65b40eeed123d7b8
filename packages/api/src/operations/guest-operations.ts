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
    body: guest.Enrol,
    success: [201, guest.GuestSession],
  },
  getChallenge: {
    tag: 'Guest app',
    summary: 'A challenge to sign',
    caller: 'none',
    body: Type.Object({ deviceId: Id }),
    success: [200, guest.Challenge],
  },
  openGuestSession: {
    tag: 'Guest app',
    summary: 'Open a session by the signed challenge',
    caller: 'none',
    body: guest.OpenGuestSession,
    success: [200, guest.GuestSession],
  },
  getWallet: {
    tag: 'Guest app',
    summary: 'Everything this device should hold now',
    caller: 'device',
    success: [200, guest.Wallet],
  },
  streamWallet: {
    tag: 'Guest app',
    summary: 'The wallet, at once and at every change (server-sent events)',
    caller: 'device',
    success: [200, null],
    stream: true,
  },
  offerDoorKeys: {
    tag: 'Guest app',
    summary: 'Offer spare door key points',
    caller: 'device',
    body: Type.Object({ doorKeys: Type.Array(guest.DoorKeyOffer, { minItems: 1, maxItems: 8 }) }),
    success: [200, guest.Wallet],
  },
  postReceipts: {
    tag: 'Guest app',
    summary: 'Confirm deliveries and deletions',
    caller: 'device',
    body: guest.Receipts,
    success: [204, null],
  },
  renewLeases: {
    tag: 'Guest app',
    summary: 'Renew leases: all conditions are looked at again',
    caller: 'device',
    success: [200, guest.Wallet],
  },
  postDoorAttempts: {
    tag: 'Guest app',
    summary: 'Tell of tries at doors, for diagnosis',
    caller: 'device',
    body: guest.DoorAttempts,
    success: [204, null],
  },
  postJournalPages: {
    tag: 'Guest app',
    summary: 'Bring sealed journal pages',
    caller: 'device',
    body: gateway.JournalPages,
    success: [200, gateway.JournalPagesResult],
  },
  answerLockTime: {
    tag: 'Guest app',
    summary: 'The time for a lock that lost its own',
    caller: 'device',
    body: guest.LockTimeRequest,
    success: [200, guest.LockTimeAnswer],
  },
} as const satisfies OperationTable;
