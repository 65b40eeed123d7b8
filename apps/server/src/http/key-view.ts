// Digital keys as the API shows them: deliveries, and how far a revocation has come by its proofs.
import type { Delivery, DigitalKey, Revocation } from '@nightlatch/api';
import { CONDITION_CODES, type ConditionCode, LOCK_CLOCK_ALLOWANCE_SECONDS, revocationState } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import type { CredentialTable, Db, RevocationTable, Trx } from '../db/schema.ts';
import { ProblemError, unmetCondition } from './problem-error.ts';

type Which = { readonly bookingId: string } | { readonly keyId: string };

/** Keys of a booking, newest request first, or the one key; empty where the location has none such. */
export async function readKeys(
  db: Db | Trx,
  options: { locationId: string; now: number } & Which,
): Promise<DigitalKey[]> {
  const { locationId, now } = options;
  const rows = await db
    .selectFrom('digital_key as k')
    .innerJoin('guest as g', (join) =>
      join.onRef('g.location_id', '=', 'k.location_id').onRef('g.id', '=', 'k.guest_id'),
    )
    .leftJoin('room as r', (join) => join.onRef('r.location_id', '=', 'k.location_id').onRef('r.id', '=', 'k.room_id'))
    .selectAll('k')
    .select(['g.first_name', 'g.last_name', 'r.number as room_number'])
    .where('k.location_id', '=', locationId)
    .where((eb) => ('keyId' in options ? eb('k.id', '=', options.keyId) : eb('k.booking_id', '=', options.bookingId)))
    .orderBy('k.requested_at', 'desc')
    .orderBy('k.id', 'desc')
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const credentials = await readCredentials(db, locationId, ids);
  const revocations = await readRevocations(db, locationId, ids);
  const doors = await readLocks(db, locationId, [...new Set(credentials.flatMap((one) => one.door_ids))]);
  return rows.map((row) => {
    const ofKey = credentials.filter((one) => one.key_id === row.id);
    const revocation = revocations.get(row.id);
    return {
      id: row.id,
      bookingId: row.booking_id,
      guestId: row.guest_id,
      guestName: fullName(row),
      kind: row.kind,
      state: row.state,
      endReason: row.end_reason,
      roomNumber: row.room_number,
      waitingFor: row.state === 'waiting' ? row.waiting_for.filter(isCondition).map(unmetCondition) : [],
      validFrom: row.valid_from?.toISOString() ?? null,
      validUntil: row.valid_until?.toISOString() ?? null,
      requestedAt: row.requested_at.toISOString(),
      issuedAt: row.issued_at?.toISOString() ?? null,
      endedAt: row.ended_at?.toISOString() ?? null,
      deliveries: deliveriesOf(ofKey),
      revocation: revocation ? revocationView({ revocation, credentials: ofKey, doors, now }) : null,
    };
  });
}

/** One key that is there: after a command on it. Throws `not_found` otherwise. */
export async function readKey(
  db: Db | Trx,
  options: { locationId: string; keyId: string; now: number },
): Promise<DigitalKey> {
  const [key] = await readKeys(db, options);
  if (!key) throw new ProblemError('not_found');
  return key;
}

/** First and last name as staff write them on a card. */
export function fullName(guest: { readonly first_name: string; readonly last_name: string }): string {
  return `${guest.first_name} ${guest.last_name}`.trim();
}

export function isCondition(text: string): text is ConditionCode {
  return (CONDITION_CODES as readonly string[]).includes(text);
}

type CredentialRow = Omit<Selectable<CredentialTable>, 'document'> & { readonly device_name: string };
type DoorRow = {
  readonly doorId: string;
  readonly name: string;
  readonly lockId: string | null;
  readonly confirmedVersion: number | null;
  readonly confirmedAt: Date | null;
};

async function readCredentials(db: Db | Trx, locationId: string, keyIds: readonly string[]): Promise<CredentialRow[]> {
  return db
    .selectFrom('credential as c')
    .innerJoin('device as d', (join) =>
      join.onRef('d.location_id', '=', 'c.location_id').onRef('d.id', '=', 'c.device_id'),
    )
    .select([
      'c.location_id',
      'c.id',
      'c.key_id',
      'c.device_id',
      'c.door_key_id',
      'c.signed_at',
      'c.lease_until',
      'c.longest_lease_until',
      'c.door_ids',
      'c.state',
      'c.wanted',
      'c.sent_at',
      'c.delivered_at',
      'c.removed_at',
      'd.name as device_name',
    ])
    .where('c.location_id', '=', locationId)
    .where('c.key_id', 'in', keyIds)
    .orderBy('c.id')
    .execute();
}

async function readRevocations(
  db: Db | Trx,
  locationId: string,
  keyIds: readonly string[],
): Promise<Map<string, Selectable<RevocationTable>>> {
  const rows = await db
    .selectFrom('revocation')
    .selectAll()
    .where('location_id', '=', locationId)
    .where('key_id', 'in', keyIds)
    .execute();
  return new Map(rows.map((row) => [row.key_id, row]));
}

async function readLocks(db: Db | Trx, locationId: string, doorIds: readonly string[]): Promise<DoorRow[]> {
  if (doorIds.length === 0) return [];
  return db
    .selectFrom('door as d')
    .leftJoin('lock as l', (join) =>
      join.onRef('l.location_id', '=', 'd.location_id').onRef('l.door_id', '=', 'd.id').on('l.retired_at', 'is', null),
    )
    .select([
      'd.id as doorId',
      'd.name',
      'l.id as lockId',
      'l.confirmed_revocation_version as confirmedVersion',
      'l.confirmed_revocation_at as confirmedAt',
    ])
    .where('d.location_id', '=', locationId)
    .where('d.id', 'in', doorIds)
    .orderBy('d.sort')
    .execute();
}

/** One line per phone: its newest credential of the key. */
function deliveriesOf(credentials: readonly CredentialRow[]): Delivery[] {
  const newest = new Map(credentials.map((one) => [one.device_id, one]));
  return [...newest.values()].map((one) => ({
    deviceId: one.device_id,
    deviceName: one.device_name,
    state: one.state,
    deliveredAt: one.delivered_at?.toISOString() ?? null,
    removedAt: one.removed_at?.toISOString() ?? null,
    leaseUntil: one.state === 'removed' ? null : (one.lease_until?.toISOString() ?? null),
  }));
}

/** Invariant 17: what is kept as enforced was proved; until then the proofs are judged at this instant. */
function revocationView(of: {
  revocation: Selectable<RevocationTable>;
  credentials: readonly CredentialRow[];
  doors: readonly DoorRow[];
  now: number;
}): Revocation {
  const { revocation, doors } = of;
  const concerned = new Set(of.credentials.flatMap((one) => one.door_ids));
  const ofKey = doors.filter((door) => concerned.has(door.doorId));
  const locks = ofKey.flatMap(({ lockId, doorId }) => (lockId === null ? [] : [{ lockId, doorId }]));
  const listedIn = revocation.listed_in_version;
  const judged = revocationState({
    now: of.now,
    requestedAt: revocation.requested_at.getTime(),
    deliveries: of.credentials.map((one) => ({
      deviceId: one.device_id,
      state: one.state,
      removedAt: one.removed_at?.getTime() ?? null,
      leaseEnd: one.longest_lease_until?.getTime() ?? null,
    })),
    locksConcerned: locks,
    confirmations: ofKey.flatMap(({ lockId, confirmedVersion, confirmedAt }) =>
      lockId !== null && listedIn !== null && confirmedAt !== null && (confirmedVersion ?? 0) >= listedIn
        ? [{ lockId, at: confirmedAt.getTime() }]
        : [],
    ),
  });
  const enforcedAt = revocation.enforced_at?.getTime() ?? judged.enforcedAt;
  const enforced = enforcedAt !== null;
  const removed = of.credentials.flatMap((one) => (one.removed_at ? [one.removed_at.getTime()] : []));
  const until = judged.couldOpenUntil;
  return {
    state: enforced ? 'enforced' : judged.state,
    reason: revocation.reason,
    note: revocation.note,
    requestedAt: revocation.requested_at.toISOString(),
    requestedBy: revocation.requested_by,
    removedFromDeviceAt:
      revocation.removed_from_device_at?.toISOString() ??
      (removed.length > 0 ? new Date(Math.max(...removed)).toISOString() : null),
    enforcedAt: enforced ? new Date(enforcedAt).toISOString() : null,
    proof: revocation.proof ?? judged.proof,
    couldOpenUntil: enforced || until === null || !Number.isFinite(until) ? null : new Date(until).toISOString(),
    couldOpenDoors: enforced
      ? []
      : ofKey.filter((door) => judged.doorIds.includes(door.doorId)).map((door) => door.name),
  };
}

/** How long after its lease a lock with a slow clock may still open, in seconds: for SQL that asks the same question. */
export const clockAllowanceSeconds: number = LOCK_CLOCK_ALLOWANCE_SECONDS;
