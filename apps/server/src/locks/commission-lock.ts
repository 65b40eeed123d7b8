// Makes a factory-new lock the lock of one door: certificate and signed record (docs/protocol §7.11).
import { randomBytes } from 'node:crypto';
import {
  type CommissionedAnchor,
  type CommissioningRecord,
  issueReaderCertificate,
  type LockConfiguration,
  lockIdOf,
  rootFingerprint,
  writeCommissioningRecord,
} from '@nightlatch/aliro';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { SigningKeyClass, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import type { Signing } from '../signing/signing.ts';
import { revocationElement } from './revocation-list.ts';
import { wantedConfiguration } from './wanted-configuration.ts';

/** Longest lease a lock accepts: the longest that a location may choose (docs/protocol §7.2). */
const MAX_LEASE_SECONDS = 7 * 86_400;

export type CommissionOutcome =
  | {
      readonly ok: true;
      readonly lockRowId: string;
      readonly lockId: Uint8Array;
      readonly readerIdentifier: Uint8Array;
      readonly record: Uint8Array;
      readonly rootFingerprint: Uint8Array;
    }
  | { readonly ok: false; readonly code: 'not_found' | 'lock_already_commissioned' };

export type CommissionCommand = {
  readonly locationId: string;
  readonly doorId: string;
  readonly lockPoint: Uint8Array;
  readonly simulated: boolean;
  readonly now: Date;
  readonly actor: Actor;
};

/** A random UUIDv4: the sub id shows in adverts, so it must not tell when it was made. */
const randomSubId = (): Buffer => {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
};

/** Commissions; a door has one lock at a time, so an earlier one must be retired first. */
export const commissionLock = async (
  trx: Trx,
  signing: Signing,
  command: CommissionCommand,
): Promise<CommissionOutcome> => {
  const { locationId, now } = command;
  const door = await trx
    .selectFrom('door')
    .innerJoin('location', 'location.id', 'door.location_id')
    .select([
      'door.kind',
      'door.element',
      'door.name',
      'location.reader_group_id',
      'location.policies',
      'location.time_zone',
    ])
    .where('door.location_id', '=', locationId)
    .where('door.id', '=', command.doorId)
    .forNoKeyUpdate('door')
    .executeTakeFirst();
  if (!door) return { ok: false, code: 'not_found' };
  const present = await trx
    .selectFrom('lock')
    .select(['id', 'lock_point', 'reader_sub_id', 'certificate'])
    .where('location_id', '=', locationId)
    .where('door_id', '=', command.doorId)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  // The same lock asks again because the answer was lost: it gets the same identity, newly signed.
  const sameLock = present?.lock_point.equals(command.lockPoint) ? present : undefined;
  if (present && !sameLock) return { ok: false, code: 'lock_already_commissioned' };

  const subId = sameLock?.reader_sub_id ?? randomSubId();
  const readerIdentifier = Buffer.concat([door.reader_group_id, subId]);
  const lockId = lockIdOf(readerIdentifier);
  const issuer = await signing.signer(trx, locationId, 'reader_issuer');
  const root = await signing.signer(trx, locationId, 'root');
  const certificate =
    sameLock?.certificate ??
    (await issueReaderCertificate({ issuerSigner: issuer, readerPoint: command.lockPoint, subId }));
  const anchors = await readAnchors(trx, locationId);
  const following = wantedConfiguration({ policies: door.policies, timeZone: door.time_zone, now });
  const record: CommissioningRecord = {
    lockPoint: command.lockPoint,
    readerIdentifier,
    certificate,
    anchors,
    configuration: {
      door: { kind: door.kind === 'common' ? 'common' : 'room', element: door.element, otherElements: [] },
      ...following,
      maxLeaseSeconds: MAX_LEASE_SECONDS,
      revocationElement: revocationElement(lockId),
    },
    at: now.getTime(),
    readerIssuerPoint: issuer.point,
  };
  const lockRowId = sameLock?.id ?? newId();
  if (!sameLock) await insertLock(trx, command, { lockRowId, subId, lockId, certificate, doorName: door.name });
  await noteSent(trx, { ...command, lockRowId, following });
  await noteAnchors(trx, { locationId, lockRowId, now, anchors });
  return {
    ok: true,
    lockRowId,
    lockId,
    readerIdentifier,
    record: await writeCommissioningRecord({ rootSigner: root, record }),
    rootFingerprint: await rootFingerprint(root.point),
  };
};

/** What a lock is to trust: both keys of a class that is being changed where it has two slots, else the newest (docs/protocol §7.10). */
const readAnchors = async (trx: Trx, locationId: string): Promise<CommissionedAnchor[]> => {
  const keys = await trx
    .selectFrom('signing_key')
    .select(['class', 'epoch', 'point'])
    .where('location_id', '=', locationId)
    .where('retired_at', 'is', null)
    .orderBy('epoch')
    .execute();
  return keys.flatMap((key) => {
    const { class: of } = key;
    if (of === 'reader_issuer') return [];
    const newer = keys.some((one) => one.class === of && one.epoch > key.epoch);
    return newer && (of === 'root' || of === 'seal') ? [] : [{ ...key, class: of }];
  });
};

/** The record carries time and configuration, so that no mail repeats them; the room's generation goes by mail. */
const noteSent = async (
  trx: Trx,
  of: { locationId: string; lockRowId: string; following: LockConfiguration; now: Date },
): Promise<void> => {
  await trx
    .updateTable('lock')
    .set({ configuration_sent: JSON.stringify(of.following), time_floor_sent_at: of.now, generation_sent: 0 })
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.lockRowId)
    .execute();
};

/** What the record brings, so that a change of signing keys knows whom it has to tell (docs/protocol §7.10). */
const noteAnchors = async (
  trx: Trx,
  of: {
    locationId: string;
    lockRowId: string;
    now: Date;
    anchors: readonly { class: SigningKeyClass; epoch: number }[];
  },
): Promise<void> => {
  const rows = of.anchors.map((anchor) => ({
    location_id: of.locationId,
    lock_id: of.lockRowId,
    class: anchor.class,
    epoch: anchor.epoch,
    confirmed_at: of.now,
    // It never knew an older one, if this is the only one of its class.
    oldest_dropped_at: of.anchors.filter((one) => one.class === anchor.class).length === 1 ? of.now : null,
  }));
  await trx
    .insertInto('lock_anchor')
    .values(rows)
    .onConflict((oc) => oc.doNothing())
    .execute();
  await emit(trx, { name: 'rotation.changed', locationId: of.locationId });
};

type NewLock = {
  readonly lockRowId: string;
  readonly subId: Buffer;
  readonly lockId: Uint8Array;
  readonly certificate: Uint8Array;
  readonly doorName: string;
};

const insertLock = async (trx: Trx, command: CommissionCommand, lock: NewLock): Promise<void> => {
  const { locationId, now } = command;
  const { lockRowId, subId, lockId, certificate } = lock;
  await trx
    .insertInto('lock')
    .values({
      location_id: locationId,
      id: lockRowId,
      door_id: command.doorId,
      reader_sub_id: subId,
      lock_id: Buffer.from(lockId),
      lock_point: Buffer.from(command.lockPoint),
      certificate: Buffer.from(certificate),
      simulated: command.simulated,
      commissioned_at: now,
      last_contact_at: now,
      journal_last_hash: Buffer.alloc(32),
    })
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: command.actor,
    action: 'lock.commissioned',
    subject: { kind: 'lock', id: lockRowId },
    after: { door: lock.doorName, lockId: Buffer.from(lockId).toString('hex'), simulated: command.simulated },
  });
  await emit(trx, { name: 'location.changed', locationId });
  await emit(trx, { name: 'locks.tended', locationId });
};
