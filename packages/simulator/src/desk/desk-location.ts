// A location on a desk: the issuer's keys and papers in memory, without server or database; for tests and measurements.
import {
  type AgreementKey,
  base64url,
  CAPABILITY,
  concat,
  fromHex,
  gateExtension,
  generateAgreementKey,
  generateSigner,
  hex,
  issueAccessDocument,
  issueReaderCertificate,
  issueRevocationDocument,
  type JournalPage,
  type LockConfiguration,
  lockIdOf,
  type MailBody,
  openJournalPage,
  platformRandom,
  type RevocationEntry,
  rootFingerprint,
  type Signer,
  subIdOf,
  writeCommissioningRecord,
  writeMail,
} from '@nightlatch/aliro';
import type { Lock } from '@nightlatch/lock';
import type { Wallet, WalletCredential, WalletDoor } from '@nightlatch/phone';

/** A commissioned door of the desk. */
export interface DeskDoor {
  readonly doorId: string;
  readonly name: string;
  readonly kind: 'room' | 'common';
  readonly element: string;
  /** 32 bytes. */
  readonly readerIdentifier: Uint8Array;
  /** 8 bytes. */
  readonly lockId: Uint8Array;
  /** 65 bytes. */
  readonly lockPoint: Uint8Array;
}

/** One door in a credential; generation and mode only for rooms. */
export interface DeskGrant {
  readonly door: DeskDoor;
  readonly generation?: number;
  readonly mode?: 'override' | 'join';
}

/** What a credential says. Instants in UTC ms; `signedAt` defaults to now, `validFrom` to `signedAt`, the lease to 24 h. */
export interface DeskCredential {
  readonly credentialId?: string;
  /** Hex, 65 bytes. */
  readonly doorKeyPoint: string;
  /** 16 bytes. */
  readonly occupancyId: Uint8Array;
  readonly grants: readonly DeskGrant[];
  readonly signedAt?: number;
  readonly validFrom?: number;
  readonly validUntil?: number;
}

/** What a door needs to become one of the location's. */
export type DeskDoorPlan = Pick<DeskDoor, 'doorId' | 'name' | 'kind' | 'element'> & {
  readonly configuration?: LockConfiguration;
};

/** A commissioning record with what goes beside it (docs/protocol §7.11). */
export interface DeskRecord {
  readonly door: DeskDoor;
  readonly record: Uint8Array;
  /** 16 bytes. */
  readonly rootFingerprint: Uint8Array;
}

/** The desk. */
export interface DeskLocation {
  readonly locationId: string;
  /** 16 bytes. */
  readonly groupId: Uint8Array;
  readonly issuer: Signer;
  /** Commissions a factory-new lock. Throws when it does not take the record. */
  commission(lock: Lock, plan: DeskDoorPlan): Promise<DeskDoor>;
  /** The record for a lock's point (65 bytes), under a new reader identifier. */
  commissioningRecord(lockPoint: Uint8Array, plan: DeskDoorPlan): Promise<DeskRecord>;
  credential(wish: DeskCredential): Promise<WalletCredential>;
  /** A list of a revocation element (default: the desk's own), newer than every one before: the full one, or more of it. */
  revocation(entries: readonly RevocationEntry[], element?: string, mode?: 'overwrite' | 'append'): Promise<Uint8Array>;
  /** One mail item for one lock, or for the whole location. */
  mail(body: MailBody, lockId?: Uint8Array): Promise<Uint8Array>;
  /** One key with these credentials, as the server's wallet would say it. */
  wallet(credentials: readonly WalletCredential[], change?: Partial<Wallet>): Wallet;
  /** Opens a page of a door's journal. Throws when it is not that lock's. */
  openPage(page: Uint8Array, door: DeskDoor): Promise<JournalPage>;
}

const HOUR_MS = 3_600_000;
const LEASE_MS = 24 * HOUR_MS;

/** Makes the keys of a location. */
export async function createDeskLocation(options: {
  readonly now: () => number;
  readonly random?: (length: number) => Uint8Array;
}): Promise<DeskLocation> {
  const { now } = options;
  const random = options.random ?? platformRandom;
  const [readerIssuer, issuer, mailSigner, root] = await Promise.all(
    [1, 2, 3, 4].map(() => generateSigner({ extractable: false })),
  );
  const seal: AgreementKey = await generateAgreementKey();
  if (!readerIssuer || !issuer || !mailSigner || !root) throw new Error('four keys were asked for');
  const groupId = randomUuid4(random);
  const locationId = uuidText(randomUuid4(random));
  let mailSeq = 0;
  let lastRevocationAt = 0;

  async function commissioningRecord(lockPoint: Uint8Array, plan: DeskDoorPlan): Promise<DeskRecord> {
    if (!readerIssuer || !issuer || !mailSigner || !root) throw new Error('four keys were asked for');
    const readerIdentifier = concat(groupId, randomUuid4(random));
    const { doorId, name, kind, element } = plan;
    const record = await writeCommissioningRecord({
      rootSigner: root,
      record: {
        lockPoint,
        readerIdentifier,
        certificate: await issueReaderCertificate({
          issuerSigner: readerIssuer,
          readerPoint: lockPoint,
          subId: subIdOf(readerIdentifier),
        }),
        anchors: [
          { class: 'credential', epoch: 1, point: issuer.point },
          { class: 'mail', epoch: 1, point: mailSigner.point },
          { class: 'root', epoch: 1, point: root.point },
          { class: 'seal', epoch: 1, point: seal.point },
        ],
        configuration: {
          door: { kind, element, otherElements: [] },
          revocationElement: 'rv',
          fast: false,
          ...plan.configuration,
        },
        at: now(),
        readerIssuerPoint: readerIssuer.point,
      },
    });
    const door = { doorId, name, kind, element, readerIdentifier, lockId: lockIdOf(readerIdentifier), lockPoint };
    return { door, record, rootFingerprint: await rootFingerprint(root.point) };
  }

  return {
    locationId,
    groupId,
    issuer,
    commissioningRecord,
    commission: async (lock, plan) => {
      const made = await commissioningRecord(await lock.factoryPoint(), plan);
      const result = await lock.commission(made.record, made.rootFingerprint);
      if (!result.ok) throw new Error(`The lock did not take its record: ${result.code}`);
      return made.door;
    },
    credential: async (wish) => {
      const signedAt = wish.signedAt ?? now();
      const validFrom = wish.validFrom ?? signedAt;
      const validUntil = wish.validUntil ?? validFrom + LEASE_MS;
      const document = await issueAccessDocument({
        signer: issuer,
        devicePoint: fromHex(wish.doorKeyPoint),
        elements: elementsOf(wish),
        signedAt,
        validFrom,
        validUntil,
        random,
      });
      return {
        credentialId: wish.credentialId ?? uuidText(randomUuid4(random)),
        doorKeyPoint: wish.doorKeyPoint,
        document: base64url(document),
        signedAt: new Date(signedAt).toISOString(),
        leaseUntil: new Date(validUntil).toISOString(),
        doors: wish.grants.map(({ door }) => walletDoor(door)),
      };
    },
    revocation: async (entries, element = 'rv', mode = 'overwrite') => {
      lastRevocationAt = Math.max(now(), lastRevocationAt + 1000);
      return issueRevocationDocument({ signer: issuer, element, mode, entries, signedAt: lastRevocationAt, random });
    },
    mail: async (body, lockId) => {
      mailSeq += 1;
      const signer = body.kind === 'anchor' || body.kind === 'reset' ? root : mailSigner;
      return writeMail({ signer, scope: { groupId, ...(lockId && { lockId }) }, seq: mailSeq, issuedAt: now(), body });
    },
    wallet: (credentials, change = {}) => ({
      deviceId: '018f0000-0000-7000-8000-000000000001',
      now: new Date(now()).toISOString(),
      locations: [
        {
          locationId,
          name: 'Hotel on a Desk',
          timeZone: 'Europe/Berlin',
          phone: null,
          readerGroupId: hex(groupId),
          readerIssuerPoints: [hex(readerIssuer.point)],
          revocationDocument: null,
          messageUrl: null,
          look: { colours: null, logo: null, logoOnPlate: true },
          virtualRadioUrl: null,
        },
      ],
      stays: [],
      keys: [
        {
          keyId: 'key-1',
          locationId,
          kind: 'primary',
          state: 'issued',
          endReason: null,
          waitingFor: [],
          roomNumber: '204',
          guestName: 'Ada Lovelace',
          validFrom: new Date(now()).toISOString(),
          validUntil: new Date(now() + 2 * LEASE_MS).toISOString(),
          credentials,
        },
      ],
      spareDoorKeysWanted: 0,
      mail: [],
      ...change,
    }),
    openPage: async (page, door) => {
      const opened = await openJournalPage({ page, sealKey: seal, lockPoint: door.lockPoint });
      if (!opened.ok) throw new Error(`The page was refused: ${opened.error.code}`);
      return opened.value;
    },
  };
}

function elementsOf(wish: DeskCredential): Parameters<typeof issueAccessDocument>[0]['elements'] {
  const rules = [{ capabilities: CAPABILITY.momentary, allow: 0, deny: 0 }];
  return new Map(
    wish.grants.map(({ door, generation, mode }) => [
      door.element,
      {
        id: wish.occupancyId,
        rules,
        ...(door.kind === 'room' && {
          accessExtensions: [
            gateExtension({ lockId: door.lockId, generation: generation ?? 1, mode: mode ?? 'override' }),
          ],
        }),
      },
    ]),
  );
}

function walletDoor(door: DeskDoor): WalletDoor {
  const { doorId, name, kind, element } = door;
  return { doorId, name, kind, element, readerIdentifier: hex(door.readerIdentifier) };
}

/** Fully random, version 4, as reader group and sub ids must be (docs/protocol §1). */
function randomUuid4(random: (length: number) => Uint8Array): Uint8Array {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
}

function uuidText(bytes: Uint8Array): string {
  const text = hex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}
