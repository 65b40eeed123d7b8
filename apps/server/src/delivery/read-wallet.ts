// Everything one phone should hold now (docs/protocol §7.1, §7.2): sent whole, so that a lost message costs nothing but time.
import { issueRevocationDocument } from '@nightlatch/aliro';
import type { Wallet, WalletCredential, WalletKey } from '@nightlatch/api';
import { CONDITION_SENTENCES, type ConditionCode } from '@nightlatch/domain';
import { type Selectable, sql } from 'kysely';
import { readHotelLook } from '../branding/branding.ts';
import type { CredentialTable, Db, DigitalKeyTable, LocationTable, Trx } from '../db/schema.ts';
import { type DoorWithLock, hoursView, readDoorsById } from '../locks/read-doors.ts';
import { readLockMail } from '../locks/read-lock-mail.ts';
import { readRevocationList, revocationElement } from '../locks/revocation-list.ts';
import { readPoints, type Signing } from '../signing/signing.ts';
import { countSpareDoorKeys, SPARE_DOOR_KEYS } from './offer-door-keys.ts';

export type WalletOf = {
  readonly locationId: string;
  readonly deviceId: string;
  readonly guestId: string;
  readonly now: Date;
  /** Origin of the simulated radio; null with real locks. */
  readonly virtualRadioUrl: string | null;
};

/** How long the app still shows a key that ended. */
const ENDED_SHOWN_HOURS = 48;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const guestConditions = (codes: readonly string[]): WalletKey['waitingFor'] =>
  // The column is written only from ConditionCode values.
  (codes as readonly ConditionCode[]).map((code) => ({ code, message: CONDITION_SENTENCES[code].guest.title }));

/**
 * Marks the wanted credentials as sent and gives them. One statement: a credential that is withdrawn at the same moment is either
 * not given at all, or its revocation knows that it left (invariant 17).
 */
const sendCredentials = (trx: Trx, of: WalletOf) =>
  trx
    .updateTable('credential')
    .set((eb) => ({ sent_at: eb.fn.coalesce('sent_at', eb.val(of.now)) }))
    .from('door_key')
    .whereRef('door_key.location_id', '=', 'credential.location_id')
    .whereRef('door_key.id', '=', 'credential.door_key_id')
    .where('credential.location_id', '=', of.locationId)
    .where('credential.device_id', '=', of.deviceId)
    .where('credential.wanted', '=', true)
    .returningAll('credential')
    .returning('door_key.point')
    .execute();

type Sent = Selectable<CredentialTable> & { point: Buffer };

const walletCredential = (
  sent: Sent,
  doors: ReadonlyMap<string, DoorWithLock>,
  location: Selectable<LocationTable>,
): WalletCredential[] => {
  const { document, signed_at, lease_until } = sent;
  if (!document || !signed_at || !lease_until) return [];
  return [
    {
      credentialId: sent.id,
      doorKeyPoint: sent.point.toString('hex'),
      document: document.toString('base64url'),
      signedAt: signed_at.toISOString(),
      leaseUntil: lease_until.toISOString(),
      doors: sent.door_ids.flatMap((id) => {
        const door = doors.get(id);
        if (!door) return [];
        const readerIdentifier = Buffer.concat([location.reader_group_id, door.lock.readerSubId]).toString('hex');
        const { name, kind, element } = door;
        return [{ doorId: id, name, kind, element, readerIdentifier, hours: hoursView(door.hours) }];
      }),
    },
  ];
};

/** Everyone whom this phone serves. */
const guestsOf = (trx: Trx, of: WalletOf) =>
  trx
    .selectFrom('device_serves')
    .select('device_serves.guest_id')
    .where('device_serves.location_id', '=', of.locationId)
    .where('device_serves.device_id', '=', of.deviceId);

const readKeys = (trx: Trx, of: WalletOf) =>
  trx
    .selectFrom('digital_key as key')
    .innerJoin('booking', (join) =>
      join.onRef('booking.location_id', '=', 'key.location_id').onRef('booking.id', '=', 'key.booking_id'),
    )
    .innerJoin('guest', (join) =>
      join.onRef('guest.location_id', '=', 'key.location_id').onRef('guest.id', '=', 'key.guest_id'),
    )
    .leftJoin('room', (join) =>
      join
        .onRef('room.location_id', '=', 'key.location_id')
        .on((eb) => eb('room.id', '=', eb.fn.coalesce('key.room_id', 'booking.room_id'))),
    )
    .selectAll('key')
    .select(['room.number as roomNumber', 'guest.first_name as firstName', 'guest.last_name as lastName'])
    .where('key.location_id', '=', of.locationId)
    .where('key.guest_id', 'in', guestsOf(trx, of))
    .where((eb) =>
      eb.or([
        eb('key.state', '!=', 'ended'),
        eb('key.ended_at', '>', new Date(of.now.getTime() - ENDED_SHOWN_HOURS * 3_600_000)),
      ]),
    )
    .orderBy('key.requested_at', 'desc')
    .execute();

type KeyRow = Selectable<DigitalKeyTable> & { roomNumber: string | null; firstName: string; lastName: string };

const walletKey = (key: KeyRow, credentials: WalletCredential[]): WalletKey => ({
  keyId: key.id,
  locationId: key.location_id,
  bookingId: key.booking_id,
  kind: key.kind,
  state: key.state,
  endReason: key.end_reason,
  replacedByKeyId: key.replaced_by,
  waitingFor: guestConditions(key.waiting_for),
  roomNumber: key.roomNumber,
  guestName: `${key.firstName} ${key.lastName}`.trim(),
  validFrom: iso(key.valid_from),
  validUntil: iso(key.valid_until),
  credentials,
});

/** Bookings that the phone waits for a key of: those with a key, or whose last key ended, are told by their keys. */
const readStays = async (trx: Trx, of: WalletOf): Promise<Wallet['stays']> => {
  const rows = await trx
    .selectFrom('booking')
    .leftJoin('room', (join) =>
      join.onRef('room.location_id', '=', 'booking.location_id').onRef('room.id', '=', 'booking.room_id'),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('digital_key')
          .select(['state', 'waiting_for'])
          .whereRef('digital_key.location_id', '=', 'booking.location_id')
          .whereRef('digital_key.booking_id', '=', 'booking.id')
          .where('digital_key.kind', '=', 'primary')
          .orderBy('requested_at', 'desc')
          .orderBy('id', 'desc')
          .limit(1)
          .as('key'),
      (join) => join.onTrue(),
    )
    .select([
      'booking.id',
      'booking.status',
      'booking.arrival_date',
      'booking.departure_date',
      'room.number',
      'key.waiting_for',
    ])
    .where('booking.location_id', '=', of.locationId)
    .where('booking.guest_id', 'in', guestsOf(trx, of))
    .where('booking.status', 'in', ['confirmed', 'checked_in'])
    .where((eb) => eb.or([eb('key.state', 'is', null), eb('key.state', '=', 'waiting')]))
    .orderBy('booking.arrival_date')
    .execute();
  return rows.map((row) => ({
    bookingId: row.id,
    locationId: of.locationId,
    status: row.status,
    arrivalDate: row.arrival_date,
    departureDate: row.departure_date,
    roomNumber: row.number,
    waitingFor: guestConditions(row.waiting_for ?? []),
  }));
};

/**
 * The list of the guest's own room door as a document to show there, so that this guest's first tap brings it even if no
 * gateway did; null while that list is empty. Lists of the other doors travel as lock mail.
 */
const readRevocationDocument = async (
  trx: Trx,
  signing: Signing,
  of: WalletOf,
  roomDoor: DoorWithLock | undefined,
): Promise<string | null> => {
  if (!roomDoor) return null;
  const newest = await trx
    .selectFrom('lock_mail')
    .select((eb) => eb.fn.max('revocation_version').as('version'))
    .where('location_id', '=', of.locationId)
    .where('lock_id', '=', roomDoor.lock.id)
    .executeTakeFirst();
  if (!newest?.version) return null;
  const list = await readRevocationList(trx, { ...of, lockRowId: roomDoor.lock.id });
  const document = await issueRevocationDocument({
    signer: await signing.signer(trx, of.locationId, 'credential'),
    element: revocationElement(roomDoor.lock.lockId),
    entries: list.map((listed) => listed.entry),
    signedAt: newest.version * 1000,
  });
  return Buffer.from(document).toString('base64url');
};

/** Reads the wallet; what it gives counts as sent. */
export const readWallet = (db: Db, signing: Signing, of: WalletOf): Promise<Wallet> =>
  db.transaction().execute((trx) => readWalletIn(trx, signing, of));

/** The same inside a transaction, which must be committed before the wallet leaves the server. */
export const readWalletIn = async (trx: Trx, signing: Signing, of: WalletOf): Promise<Wallet> => {
  const location = await trx
    .selectFrom('location')
    .selectAll()
    .where('id', '=', of.locationId)
    .executeTakeFirstOrThrow();
  const sent = await sendCredentials(trx, of);
  const keys = await readKeys(trx, of);
  const doorIds = [...new Set(sent.flatMap((one) => one.door_ids))];
  const openable = await readDoorsById(trx, { locationId: of.locationId, doorIds });
  const doors = new Map(openable.map((door) => [door.doorId, door]));
  const roomDoor = openable.find((door) => door.kind !== 'common');
  const spare = await countSpareDoorKeys(trx, of);
  return {
    deviceId: of.deviceId,
    now: of.now.toISOString(),
    locations: [
      {
        locationId: location.id,
        name: location.name,
        timeZone: location.time_zone,
        phone: location.front_desk_phone,
        ...(await readHotelLook(trx, location.id)),
        readerGroupId: location.reader_group_id.toString('hex'),
        readerIssuerPoints: (await readPoints(trx, location.id, 'reader_issuer')).map((point) => point.toString('hex')),
        revocationDocument: await readRevocationDocument(trx, signing, of, roomDoor),
        virtualRadioUrl: of.virtualRadioUrl,
      },
    ],
    stays: await readStays(trx, of),
    keys: keys.map((key) => {
      const own = key.state === 'issued' ? sent.filter((one) => one.key_id === key.id) : [];
      return walletKey(
        key,
        own.flatMap((one) => walletCredential(one, doors, location)),
      );
    }),
    spareDoorKeysWanted: Math.max(SPARE_DOOR_KEYS - spare, 0),
    mail: await readLockMail(trx, {
      locationId: of.locationId,
      now: of.now,
      lockRowIds: openable.map((door) => door.lock.id),
    }),
  };
};

/** Notes that the device holds a live connection until `until`; null when it ended. */
export const markOnline = async (
  db: Db,
  of: { locationId: string; deviceId: string; now: Date; until: Date | null },
): Promise<void> => {
  await sql`update device set online_until = ${of.until}, last_seen_at = ${of.now}
    where location_id = ${of.locationId} and id = ${of.deviceId}`.execute(db);
};
