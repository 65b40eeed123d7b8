// What docs/domain.md says of one booking's keys, in a few lines that share nothing with packages/domain: which key there must be, in which
// state, until when. The model compares the server's tables with this after a resync.

/** What the PMS and the integration last said of the booking, and what surrounds it. */
export type OracleBooking = {
  readonly status: string;
  readonly room: string | null;
  readonly checkOutAt: number;
  readonly idVerification: string;
  readonly mobileCheckIn: string;
  /** Whether another booking has the room now: who came first keeps it. */
  readonly roomTaken: boolean;
  readonly phones: number;
  /** Whether the PMS ever said that the stay was off or over: a request may have ended then, if that was heard. */
  readonly wasEverGone: boolean;
  /** Its primary keys, oldest first. */
  readonly keys: readonly OracleKey[];
};

/** What people said about one key; the rest of it is what is judged. */
export type OracleKey = {
  readonly room: string | null;
  readonly everIssued: boolean;
  readonly ended: boolean;
  /** A person's request made this key. */
  readonly asked: boolean;
  /** The end that a person last chose for it, null for check-out. Undefined: no person said anything. */
  readonly chosen: { readonly end: number | null } | undefined;
  /** A person's last word on it was to stop it. */
  readonly suspended: boolean;
  /** Why a person revoked it; undefined: nobody did. */
  readonly revoked: string | undefined;
};

export type OraclePolicies = {
  readonly autoIssueAtCheckIn: boolean;
  readonly autoIssueAfterMobileCheckIn: boolean;
  readonly autoIssueAfterIdVerification: boolean;
  readonly requireIdVerification: boolean;
};

/** The one key that must be there besides ended ones and those in the grace of a move; `or` lists what may be there instead. */
export type Expected =
  | { readonly key: 'none' }
  | { readonly key: 'suspended' }
  | { readonly key: 'issued'; readonly until: number }
  | { readonly key: 'waiting'; readonly for: readonly string[] };

/** Conditions of issue that a key in force does not need any more. */
const ONCE: readonly string[] = ['id_not_verified', 'guest_app_not_installed'];

const idAccepted = (idVerification: string): boolean =>
  idVerification === 'verified' || idVerification === 'manual_override';

/** A person's last word was no (§3): they revoked the newest key, or it ran to the end that they chose. Because of a room change: for that room only. */
const refused = (booking: OracleBooking, end: number | null, now: number): boolean => {
  const newest = booking.keys.at(-1);
  if (!newest) return false;
  if (end !== null && end <= now) return true;
  if (newest.suspended) return true;
  if (newest.revoked === undefined) return false;
  const elsewhere = newest.room !== null && booking.room !== null && newest.room !== booking.room;
  return !(newest.revoked === 'room_change' && elsewhere);
};

/** The end that a person chose for the newest key or, where the rules made that one, for the key before it. */
const chosenEnd = (keys: readonly OracleKey[]): number | null =>
  keys.findLast((key) => key.chosen !== undefined)?.chosen?.end ?? null;

/** Every answer that the rules allow; more than one only where what was heard meanwhile rightly makes a difference. */
export const expectedKeys = (booking: OracleBooking, policies: OraclePolicies, now: number): readonly Expected[] => {
  const none: Expected = { key: 'none' };
  if (booking.status !== 'confirmed' && booking.status !== 'checked_in') return [none];
  const inHouse = booking.status === 'checked_in';
  const newest = booking.keys.at(-1);
  const chosen = chosenEnd(booking.keys);
  // Suspended in a room that the guest left since: it ends with the grace of the move, and nothing comes after a person's no.
  if (newest?.suspended && !newest.ended)
    return [{ key: 'suspended' }, ...(newest.room === booking.room ? [] : [none])];
  if (refused(booking, chosen, now)) return [none];
  const requested = newest?.asked === true && !newest.everIssued;
  const triggered =
    (policies.autoIssueAtCheckIn && inHouse) ||
    (policies.autoIssueAfterMobileCheckIn && booking.mobileCheckIn === 'approved') ||
    (policies.autoIssueAfterIdVerification && idAccepted(booking.idVerification));
  const hadOne = inHouse && newest !== undefined;
  if (!triggered && !hadOne && !requested) return [none];
  const end = chosen ?? booking.checkOutAt;
  const over = end <= now;
  const idMissing = policies.requireIdVerification && !idAccepted(booking.idVerification);
  const missing = [
    ...(inHouse ? [] : ['not_checked_in']),
    ...(booking.room === null ? ['room_not_assigned'] : []),
    ...(booking.room !== null && booking.roomTaken ? ['room_occupied'] : []),
    ...(booking.phones === 0 ? ['guest_app_not_installed'] : []),
    ...(idMissing ? ['id_not_verified'] : []),
    ...(over ? ['validity_over'] : []),
  ];
  const issued: Expected = { key: 'issued', until: end };
  if (missing.length === 0) return [issued];
  const waiting: Expected = { key: 'waiting', for: missing };
  // Time does not run backwards: nothing new waits for it; a request that a person made before stays until they decide.
  if (over) return [none, waiting];
  // ID is a condition of issue: a key that was issued before stays (its lease is not renewed).
  // So is a phone: the key of a guest whose only phone was lost waits for the next one, on no phone.
  if (newest?.everIssued && missing.every((code) => ONCE.includes(code))) return [waiting, issued];
  if (!inHouse && requested && !triggered && booking.wasEverGone) return [waiting, none];
  return [waiting];
};
