// Makes the keys of many bookings of one location what the rules say they should be now, in one transaction: read together, decided one by one, written together.
import { applyChanges, type KeyChange, type KeyRequest, nextSettleAt, settleKeys } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import { type Actor, SYSTEM } from '../audit/write-audit.ts';
import type { Ask } from '../db/ask.ts';
import type { RowSink } from '../db/row-batch.ts';
import type { CredentialTable, DigitalKeyTable } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { type SignedCredential, signDocument } from '../signing/sign-document.ts';
import type { Signing } from '../signing/signing.ts';
import { lockBookings } from './fact-rows.ts';
import { type BookingKeyFacts, type DeviceFacts, readManyFacts } from './read-facts.ts';
import { addRoomAlarm } from './room-alarm.ts';
import { addKeyChanges, generationOf } from './write-key-changes.ts';

type Signer = Awaited<ReturnType<Signing['signer']>>;

/** What the settling of bookings of one location needs, read with the bookings held for the transaction. */
export type SettlingGround = {
  readonly locationId: string;
  readonly facts: ReadonlyMap<string, BookingKeyFacts>;
  /** Null: nothing is signed here. */
  readonly signer: Signer | null;
};

/** Takes the bookings and their rooms, and reads what the rules look at; all asked for at once. */
export const readGround = async (
  ask: Ask,
  signing: Signing | null,
  of: { locationId: string; bookingIds: readonly string[] },
): Promise<SettlingGround> => {
  const { locationId } = of;
  const [, facts, signer] = await Promise.all([
    lockBookings(ask, of),
    readManyFacts(ask, { ...of, hold: true }),
    signing?.signerBy(ask, locationId, 'credential') ?? null,
  ]);
  return { locationId, facts, signer };
};

/** A credential made with its key. */
export type MadeCredential = Selectable<CredentialTable> & { readonly device_name: string };

export type Settled = {
  readonly facts: BookingKeyFacts;
  readonly changes: readonly KeyChange[];
  readonly credentials: readonly MadeCredential[];
  /** Rows of the keys that were made or changed, by id. */
  readonly keyRows: ReadonlyMap<string, Selectable<DigitalKeyTable>>;
};

/** What bookings settled together must not share: a room that changed hands, a spare door key. */
export type Sharing = { readonly rooms: Set<string>; readonly spares: Set<string> };

export const createSharing = (): Sharing => ({ rooms: new Set(), spares: new Set() });

/** Whether an earlier booking of the batch changed who has one of this booking's rooms: its facts are old, it comes again. */
export const isOvertaken = (facts: BookingKeyFacts, { rooms }: Sharing): boolean =>
  [facts.booking.roomId, ...facts.occupancies.map((one) => one.roomId)].some((id) => id !== null && rooms.has(id));

/** Decides for one booking and adds the rows; a document is signed at once for each phone that has a spare door key here. */
export const settleOne = async (
  batch: RowSink,
  ground: SettlingGround,
  sharing: Sharing,
  of: {
    facts: BookingKeyFacts;
    now: Date;
    actor?: Actor;
    request?: KeyRequest;
    touched?: boolean;
    note?: string | null;
  },
): Promise<Settled> => {
  const { locationId } = ground;
  const { facts, now } = of;
  const { bookingId } = facts.booking;
  const changes = settleKeys({
    ...facts,
    now: now.getTime(),
    request: of.request ?? null,
    newIds: { occupancyId: newId(), keyId: newId() },
  });
  for (const change of changes) {
    if (change.change === 'open_occupancy') sharing.rooms.add(change.roomId);
    if (change.change === 'close_occupancy')
      for (const one of facts.occupancies) if (one.occupancyId === change.occupancyId) sharing.rooms.add(one.roomId);
  }
  // What can't be signed now (too early, or it failed) is left to the key's own job; the key is issued all the same.
  const signed = await signAll(ground, sharing, { ...of, changes }).catch(() => null);
  const credentials = signed?.made ?? [];
  const issued = changes.flatMap((change) => (change.change === 'issue' ? [change.keyId] : []));
  const delivered = new Set(signed?.complete ? issued : []);
  const context = {
    ...{ locationId, bookingId, facts, now, actor: of.actor ?? SYSTEM },
    touched: of.touched ?? false,
    settled: true,
    note: of.note ?? null,
  };
  const keyRows = addKeyChanges(batch, context, changes, delivered);
  const after = { ...facts, now: now.getTime(), ...applyChanges({ ...facts, now: now.getTime() }, changes) };
  addRoomAlarm(batch, { locationId, now, facts, occupancies: after.occupancies });
  for (const { device_name: _name, ...row } of credentials) {
    batch.insert('credential', row);
    batch.update('door_key', { locationId, id: row.door_key_id }, { used_for_key_id: row.key_id });
  }
  if (delivered.size > 0)
    for (const { deviceId } of facts.devices) batch.notify({ topic: 'device', locationId, deviceId });
  for (const id of delivered) batch.notify({ topic: 'change', locationId, kind: 'key', id, bookingId });
  const next = nextSettleAt(after);
  // Appoints the booking's next look, so that keys end by themselves even if no event ever comes.
  if (next !== null) batch.emit({ name: 'booking.changed', locationId, bookingId }, { at: new Date(next) });
  return { facts, changes, credentials, keyRows };
};

/** A credential for every phone of the guest and every key issued here; a phone without a spare door key gets its own when it offers some. */
const signAll = async (
  ground: SettlingGround,
  sharing: Sharing,
  of: { facts: BookingKeyFacts; changes: readonly KeyChange[]; now: Date },
): Promise<{ made: MadeCredential[]; complete: boolean }> => {
  const { facts, changes } = of;
  const made: MadeCredential[] = [];
  const { signer } = ground;
  if (!signer) return { made, complete: false };
  let complete = true;
  for (const change of changes) {
    if (change.change !== 'issue') continue;
    const generation = generationOf(facts, changes, change.occupancyId);
    if (generation === undefined) continue;
    for (const device of facts.devices) {
      // Another guest's key may be reaching for the same spares in another transaction: the key's own job takes turns.
      if (device.servesSeveral) {
        complete = false;
        continue;
      }
      const spare = device.spares.find((one) => !sharing.spares.has(one.id));
      if (!spare) continue;
      const signed = await signDocument({
        signer,
        key: {
          id: change.keyId,
          kind: 'primary',
          occupancyId: change.occupancyId,
          roomId: change.roomId,
          validFrom: new Date(change.validFrom),
          validUntil: new Date(change.validUntil),
          doorIds: null,
        },
        doors: facts.doors.map((door) => ({
          doorId: door.id,
          kind: door.kind,
          element: door.element,
          lockId: door.lock_id,
          hours: door.hours,
        })),
        generation,
        devicePoint: spare.point,
        leaseSeconds: facts.policies.leaseSeconds,
        timeZone: facts.location.time_zone,
        now: of.now,
      });
      if (!signed) {
        complete = false;
        continue;
      }
      sharing.spares.add(spare.id);
      made.push(
        credentialRow({ locationId: ground.locationId, keyId: change.keyId, device, doorKeyId: spare.id, signed }),
      );
    }
  }
  return { made, complete };
};

const credentialRow = (of: {
  locationId: string;
  keyId: string;
  device: DeviceFacts;
  doorKeyId: string;
  signed: SignedCredential;
}): MadeCredential => ({
  location_id: of.locationId,
  id: newId(),
  key_id: of.keyId,
  device_id: of.device.deviceId,
  door_key_id: of.doorKeyId,
  document: Buffer.from(of.signed.document),
  signed_at: of.signed.signedAt,
  starts_at: of.signed.startsAt,
  lease_until: of.signed.leaseUntil,
  longest_lease_until: of.signed.leaseUntil,
  door_ids: [...of.signed.doorIds],
  state: 'to_deliver',
  wanted: true,
  sent_at: null,
  delivered_at: null,
  removed_at: null,
  device_name: of.device.name,
});
