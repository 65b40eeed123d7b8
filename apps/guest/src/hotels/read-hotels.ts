// What all phones of this browser hold together, as the screens show it: keys, stays and hotels, living and archived.
import type { KeyView, LocationRecord, StayRecord } from '@nightlatch/phone';
import { lookAt } from '../format/hotel-look.ts';
import { withoutReplaced } from '../format/key-facts.ts';
import type { Connection } from '../state.ts';
import type { ArchivedKey, GuestDatabase } from '../store/guest-database.ts';
import type { HotelPhone } from './phones.ts';

/** One reading. */
export interface Hotels {
  readonly enrolled: boolean;
  /** Also keys that a newer one replaces. */
  readonly held: readonly KeyView[];
  /** Without those, with the archive. */
  readonly keys: readonly KeyView[];
  readonly stays: readonly StayRecord[];
  readonly locations: readonly LocationRecord[];
  /** Ids of keys of past stays that no hotel tells of any more. */
  readonly archived: readonly string[];
  readonly unconfirmedRemovals: number;
  /** Key id → the phone that holds it. */
  readonly holders: ReadonlyMap<string, HotelPhone>;
  /** Location id → its phone. */
  readonly phoneOf: ReadonlyMap<string, HotelPhone>;
  /** Phone id → the server's id of the device; absent while not enrolled. */
  readonly deviceIds: ReadonlyMap<string, string>;
}

/** Reads every phone and the archive. */
export async function readHotels(phones: readonly HotelPhone[], database: GuestDatabase): Promise<Hotels> {
  const archive = await database.archive();
  const read = await Promise.all(
    phones.map(async (hotel) => ({
      hotel,
      deviceId: await hotel.phone.deviceId(),
      keys: (await hotel.phone.keys()).filter(({ locationId }) => speaksOf(hotel, locationId)),
      stays: (await hotel.phone.stays()).filter(({ locationId }) => speaksOf(hotel, locationId)),
      locations: (await hotel.phone.locations())
        .filter(({ id }) => speaksOf(hotel, id))
        .map((location) => ({
          ...location,
          ...(location.look ? { look: lookAt(location.look, hotel.server) } : {}),
        })),
      receipts: await hotel.phone.receipts(),
    })),
  );
  const held = read.flatMap(({ keys }) => keys);
  const heldIds = new Set(held.map((key) => key.keyId));
  const past = archive.filter(({ id }) => !heldIds.has(id));
  const locations = read.flatMap((one) => one.locations);
  const named = new Set(locations.map(({ id }) => id));
  return {
    enrolled: read.some(({ deviceId }) => deviceId !== undefined),
    held,
    keys: [...withoutReplaced(held), ...past.map(viewArchived)],
    stays: read.flatMap(({ stays }) => stays),
    locations: [...locations, ...uniqueHotels(past.filter(({ key }) => !named.has(key.locationId)))],
    archived: past.map(({ id }) => id),
    unconfirmedRemovals: read.flatMap(({ receipts }) => receipts).filter(({ state }) => state === 'removed').length,
    holders: new Map(read.flatMap(({ hotel, keys }) => keys.map((key) => [key.keyId, hotel] as const))),
    phoneOf: new Map(read.flatMap(({ hotel, locations: own }) => own.map(({ id }) => [id, hotel] as const))),
    deviceIds: new Map(
      read.flatMap(({ hotel, deviceId }) => (deviceId === undefined ? [] : [[hotel.id, deviceId] as const])),
    ),
  };
}

/** A server says nothing of another server's hotel: what a guest does there would go to it. */
function speaksOf({ locationId }: HotelPhone, of: string): boolean {
  return locationId === undefined || locationId === of;
}

/** What one line says of several connections: a hotel that refuses this phone, then any that is reached. */
export function combineConnections(connections: readonly Connection[]): Connection {
  const order: readonly Connection[] = ['not_known', 'online', 'offline'];
  return order.find((one) => connections.includes(one)) ?? 'connecting';
}

/** The key as it is kept after the hotel stopped telling of it. */
export function archiveKey(key: KeyView, location: LocationRecord | undefined, now: number): ArchivedKey {
  const { doors: _doors, leaseUntilMs: _lease, waitingFor: _waitingFor, replacedByKeyId: _next, ...record } = key;
  const over = key.validUntil !== null && Date.parse(key.validUntil) <= now;
  const endReason = key.endReason ?? (over ? 'expired' : 'revoked');
  return {
    id: key.keyId,
    key: { ...record, state: 'ended', endReason },
    hotel: location?.name ?? '',
    timeZone: location?.timeZone ?? 'UTC',
    phone: location?.phone ?? null,
    archivedAt: now,
  };
}

function viewArchived({ key }: ArchivedKey): KeyView {
  return { ...key, waitingFor: [], replacedByKeyId: null, doors: [] };
}

/** Hotels that no phone speaks of any more: only what a past key's card shows. */
function uniqueHotels(archived: readonly ArchivedKey[]): LocationRecord[] {
  const byId = new Map(archived.map((one) => [one.key.locationId, one]));
  return [...byId].map(([id, { hotel, timeZone, phone }]) => ({
    id,
    locationId: id,
    name: hotel,
    timeZone,
    phone,
    readerGroupId: '',
    readerIssuerPoints: [],
    virtualRadioUrl: null,
  }));
}
