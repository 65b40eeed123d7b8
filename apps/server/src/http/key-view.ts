// Digital keys as the API shows them: deliveries, and how far a revocation has come by its proofs.
import type { Delivery, DigitalKey, Revocation } from '@nightlatch/api';
import { CONDITION_CODES, type ConditionCode, LOCK_CLOCK_ALLOWANCE_SECONDS } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import type { CredentialTable, Db, DigitalKeyTable, Trx } from '../db/schema.ts';
import { type RevocationReading, readRevocation } from '../delivery/read-revocation.ts';
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
  const doorNames = await readDoorNames(db, locationId, [...new Set(credentials.flatMap((one) => one.door_ids))]);
  const readings = new Map<string, RevocationReading>();
  for (const row of rows.filter((one) => one.state === 'ended' || one.state === 'suspended')) {
    const reading = await readRevocation(db, { locationId, keyId: row.id, now: new Date(now) });
    if (reading) readings.set(row.id, reading);
  }
  return rows.map((row) => {
    const ofKey = credentials.filter((one) => one.key_id === row.id);
    const reading = readings.get(row.id);
    const revocation = reading ? revocationView({ reading, credentials: ofKey, doorNames }) : null;
    return keyView({ row, guestName: fullName(row), roomNumber: row.room_number, credentials: ofKey, revocation });
  });
}

/** A key's rows as the API shows them. */
export function keyView(of: {
  row: Selectable<DigitalKeyTable>;
  guestName: string;
  roomNumber: string | null;
  credentials: readonly CredentialRow[];
  revocation: Revocation | null;
}): DigitalKey {
  const { row } = of;
  return {
    id: row.id,
    bookingId: row.booking_id,
    guestId: row.guest_id,
    guestName: of.guestName,
    kind: row.kind,
    parentKeyId: row.parent_key_id,
    state: row.state,
    suspendedWithParent: row.state === 'suspended' && row.with_parent,
    endReason: row.end_reason,
    replacedByKeyId: row.replaced_by,
    roomNumber: of.roomNumber,
    waitingFor: row.state === 'waiting' ? row.waiting_for.filter(isCondition).map(unmetCondition) : [],
    validFrom: row.valid_from?.toISOString() ?? null,
    validUntil: row.valid_until?.toISOString() ?? null,
    validitySource: row.validity_source,
    requestedAt: row.requested_at.toISOString(),
    issuedAt: row.issued_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    deliveries: deliveriesOf(of.credentials),
    revocation: of.revocation,
    version: row.version,
  };
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

/** A credential without its document, and the phone's name. */
export type CredentialRow = Omit<Selectable<CredentialTable>, 'document'> & {
  readonly device_name: string;
  readonly lost?: boolean;
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
      'c.starts_at',
      'd.name as device_name',
    ])
    .select((eb) => eb('d.lost_at', 'is not', null).$castTo<boolean>().as('lost'))
    .where('c.location_id', '=', locationId)
    .where('c.key_id', 'in', keyIds)
    .orderBy('c.id')
    .execute();
}

/** Doors' names by id, in the order staff gave them. */
export async function readDoorNames(
  db: Db | Trx,
  locationId: string,
  doorIds: readonly string[],
): Promise<Map<string, string>> {
  if (doorIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('door')
    .select(['id', 'name'])
    .where('location_id', '=', locationId)
    .where('id', 'in', doorIds)
    .orderBy('sort')
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
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
    lost: one.lost ?? false,
  }));
}

/** Invariant 17: what is kept as enforced was proved; until then the proofs are judged at this instant. */
function revocationView(of: {
  reading: RevocationReading;
  credentials: readonly CredentialRow[];
  doorNames: ReadonlyMap<string, string>;
}): Revocation {
  const { row, progress } = of.reading;
  const enforcedAt = row.enforced_at?.getTime() ?? progress.enforcedAt;
  const enforced = enforcedAt !== null;
  const removed = of.credentials.flatMap((one) => (one.removed_at ? [one.removed_at.getTime()] : []));
  const until = progress.couldOpenUntil;
  return {
    state: enforced ? 'enforced' : progress.state,
    reason: row.reason,
    note: row.note,
    requestedAt: row.requested_at.toISOString(),
    requestedBy: row.requested_by,
    removedFromDeviceAt:
      row.removed_from_device_at?.toISOString() ??
      (removed.length > 0 ? new Date(Math.max(...removed)).toISOString() : null),
    enforcedAt: enforced ? new Date(enforcedAt).toISOString() : null,
    proof: row.proof ?? progress.proof,
    couldOpenUntil: enforced || until === null || !Number.isFinite(until) ? null : new Date(until).toISOString(),
    couldOpenDoors: enforced
      ? []
      : [...of.doorNames].filter(([id]) => progress.doorIds.includes(id)).map(([, name]) => name),
  };
}

/** How long after its lease a lock with a slow clock may still open, in seconds: for SQL that asks the same question. */
export const clockAllowanceSeconds: number = LOCK_CLOCK_ALLOWANCE_SECONDS;
