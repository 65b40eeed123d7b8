// What follows when bookings, rooms or messages changed: many of one location at once, one alone as a batch of one.
import { createAtMost } from './at-most.ts';
import { settleCheckIn } from './check-in/decide-check-in.ts';
import { askPool } from './db/ask.ts';
import { addEnrolmentLink } from './delivery/create-enrolment-link.ts';
import { attempt, type Outcome } from './gather.ts';
import { settleRooms } from './keys/settle-others.ts';
import { createSettler } from './keys/settle-together.ts';
import { settleLockMail } from './locks/settle-lock-mail.ts';
import { createMessageSettler } from './messages/settle-messages.ts';
import { settleNotices } from './messages/settle-notices.ts';
import { readGuestSides } from './read-guest-side.ts';
import type { ServerParts } from './server-parts.ts';

/** Messages of one batch under way at once: no mail server wants more, and a death may repeat as many (docs/decisions/0070). */
const MESSAGES_AT_ONCE = 20;

/** One per process, so that what comes up together is done together. */
const oncePer = <T>(make: (parts: ServerParts) => T): ((parts: ServerParts) => T) => {
  const made = new WeakMap<ServerParts, T>();
  return (parts) => {
    const one = made.get(parts) ?? make(parts);
    made.set(parts, one);
    return one;
  };
};

const settlerOf = oncePer(createSettler);
const messageSettlerOf = oncePer((parts) => createMessageSettler(parts, addEnrolmentLink));

/** Goes on with mobile check-ins, then settles occupancies and keys, then opens what their guests should be told. */
export const settleChangedBookings = async (
  parts: ServerParts,
  events: readonly { readonly locationId: string; readonly bookingId: string }[],
  now: Date,
): Promise<readonly Outcome<unknown>[]> => {
  const locationId = events[0]?.locationId ?? '';
  const bookingIds = [...new Set(events.map(({ bookingId }) => bookingId))];
  const { checkingIn, tells } = await readGuestSides(askPool(parts.pool), { locationId, bookingIds });
  const settle = async (bookingId: string): Promise<void> => {
    // First what a phone submitted, so that the keys are settled on what became of it.
    if (checkingIn.has(bookingId)) await settleCheckIn(parts.db, { locationId, bookingId, now });
    await settlerOf(parts)(locationId, { bookingId, now });
  };
  const outcomes = new Map(
    await Promise.all(
      bookingIds.map(async (bookingId) => [bookingId, await attempt(() => settle(bookingId))] as const),
    ),
  );
  const settled = bookingIds.filter((bookingId) => outcomes.get(bookingId)?.kind === 'done');
  if (tells && settled.length > 0) await settleNotices(parts.pool, { locationId, bookingIds: settled, now });
  return events.map(({ bookingId }): Outcome<unknown> => outcomes.get(bookingId) ?? { kind: 'again' });
};

/** Has the other bookings of the rooms settled, and mails the rooms' locks what they should know. */
export const settleChangedRooms = async (
  parts: ServerParts,
  events: readonly { readonly locationId: string; readonly roomId: string; readonly settledBookingId?: string }[],
  now: Date,
): Promise<readonly Outcome<unknown>[]> => {
  const locationId = events[0]?.locationId ?? '';
  await settleRooms(askPool(parts.pool), { locationId, rooms: events });
  await settleLockMail(parts, { locationId, now, roomIds: [...new Set(events.map(({ roomId }) => roomId))] });
  return events.map(() => ({ kind: 'done', value: undefined }));
};

/** Takes each message a step further; one that fails does not hold up the others. */
export const settleChangedMessages = async (
  parts: ServerParts,
  events: readonly { readonly locationId: string; readonly messageId: string }[],
  now: Date,
): Promise<readonly Outcome<unknown>[]> => {
  const inTurn = createAtMost(MESSAGES_AT_ONCE);
  const settle = messageSettlerOf(parts);
  return Promise.all(
    events.map(({ locationId, messageId }) => inTurn(() => attempt(() => settle(locationId, { messageId, now })))),
  );
};
