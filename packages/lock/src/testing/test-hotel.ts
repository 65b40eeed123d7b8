// The server's side for tests: a location with all its keys, which commissions locks and issues documents, lists and mail.
import {
  type AccessData,
  type AgreementKey,
  CAPABILITY,
  concat,
  encodeMailList,
  type Gate,
  gateExtension,
  generateAgreementKey,
  generateSigner,
  issueAccessDocument,
  issueReaderCertificate,
  issueRevocationDocument,
  type LockConfiguration,
  lockIdOf,
  type MailBody,
  platformRandom,
  type RevocationEntry,
  rootFingerprint,
  type Signer,
  type Staff,
  staffExtension,
  writeCommissioningRecord,
  writeMail,
} from '@nightlatch/aliro';
import type { CommissionResult, Lock } from '../lock-types.ts';

/** One commissioned door. */
export interface TestDoor {
  readonly element: string;
  readonly readerIdentifier: Uint8Array;
  readonly lockId: Uint8Array;
}

/** What a test says about a document; the rest is as a hotel would do it. Instants in UTC ms. */
export interface DocumentWish {
  readonly devicePoint: Uint8Array;
  readonly elements: ReadonlyMap<string, AccessData>;
  readonly signedAt: number;
  readonly validFrom?: number;
  readonly leaseMs?: number;
  readonly signer?: Signer;
  readonly iteration?: number;
  readonly timeVerificationRequired?: boolean;
}

const HOUR_MS = 3600_000;

/** A location. */
export class TestHotel {
  readonly groupId: Uint8Array = platformRandom(16);
  readonly rik: Signer;
  readonly cik: Signer;
  readonly mk: Signer;
  readonly rk: Signer;
  readonly sk: AgreementKey;
  #mailSeq = 0;

  private constructor(keys: readonly [Signer, Signer, Signer, Signer], sk: AgreementKey) {
    [this.rik, this.cik, this.mk, this.rk] = keys;
    this.sk = sk;
  }

  static async open(): Promise<TestHotel> {
    const key = (): Promise<Signer> => generateSigner({ extractable: false });
    return new TestHotel([await key(), await key(), await key(), await key()], await generateAgreementKey());
  }

  /** Makes `lock` the lock of `element`. */
  async commission(
    lock: Lock,
    options: { readonly element: string; readonly at: number } & LockConfiguration,
  ): Promise<{ readonly door: TestDoor; readonly result: CommissionResult }> {
    const { element, at, ...configuration } = options;
    const subId = platformRandom(16);
    const readerIdentifier = concat(this.groupId, subId);
    const lockPoint = await lock.factoryPoint();
    const kind = element.startsWith('c:') ? 'common' : 'room';
    const record = await writeCommissioningRecord({
      rootSigner: this.rk,
      record: {
        lockPoint,
        readerIdentifier,
        certificate: await issueReaderCertificate({ issuerSigner: this.rik, readerPoint: lockPoint, subId }),
        anchors: [
          { class: 'credential', epoch: 1, point: this.cik.point },
          { class: 'mail', epoch: 1, point: this.mk.point },
          { class: 'root', epoch: 1, point: this.rk.point },
          { class: 'seal', epoch: 1, point: this.sk.point },
        ],
        configuration: { door: { kind, element, otherElements: [] }, ...configuration },
        at,
        readerIssuerPoint: this.rik.point,
      },
    });
    const result = await lock.commission(record, await rootFingerprint(this.rk.point));
    return { door: { element, readerIdentifier, lockId: lockIdOf(readerIdentifier) }, result };
  }

  document(wish: DocumentWish): Promise<Uint8Array> {
    const validFrom = wish.validFrom ?? wish.signedAt;
    return issueAccessDocument({
      signer: wish.signer ?? this.cik,
      devicePoint: wish.devicePoint,
      elements: wish.elements,
      signedAt: wish.signedAt,
      validFrom,
      validUntil: validFrom + (wish.leaseMs ?? 24 * HOUR_MS),
      ...(wish.iteration !== undefined && { iteration: wish.iteration }),
      ...(wish.timeVerificationRequired !== undefined && { timeVerificationRequired: wish.timeVerificationRequired }),
    });
  }

  revocations(
    signedAt: number,
    entries: readonly RevocationEntry[],
    more: {
      readonly element?: string;
      readonly mode?: 'overwrite' | 'append';
      readonly removes?: readonly RevocationEntry[];
      readonly signer?: Signer;
    } = {},
  ): Promise<Uint8Array> {
    return issueRevocationDocument({ signer: this.cik, signedAt, entries, ...more });
  }

  /** One mail item for a door (or the whole group), with the next sequence number unless told otherwise. */
  mail(
    body: MailBody,
    options: {
      readonly at: number;
      readonly door?: TestDoor;
      readonly seq?: number;
      readonly notAfter?: number;
      readonly signer?: Signer;
      readonly newRootSigner?: Signer;
      readonly groupId?: Uint8Array;
    },
  ): Promise<Uint8Array> {
    this.#mailSeq += 1;
    const isRoot = body.kind === 'anchor' || body.kind === 'reset';
    return writeMail({
      signer: options.signer ?? (isRoot ? this.rk : this.mk),
      scope: { groupId: options.groupId ?? this.groupId, ...(options.door && { lockId: options.door.lockId }) },
      seq: options.seq ?? this.#mailSeq,
      issuedAt: options.at,
      ...(options.notAfter !== undefined && { notAfter: options.notAfter }),
      body,
      ...(options.newRootSigner && { newRootSigner: options.newRootSigner }),
    });
  }
}

/** Rule "may open for a moment, always". */
export const MAY_OPEN: Pick<AccessData, 'rules'> = {
  rules: [{ capabilities: CAPABILITY.momentary, allow: 0, deny: 0 }],
};

/** What a room element grants. */
export function roomAccess(occupancyId: Uint8Array, gate: Gate): AccessData {
  return { id: occupancyId, ...MAY_OPEN, accessExtensions: [gateExtension(gate)] };
}

/** What a staff zone grants. */
export function staffAccess(personId: Uint8Array, staff: Staff): AccessData {
  return { id: personId, ...MAY_OPEN, accessExtensions: [staffExtension(staff)] };
}

/** A mail array as a gateway hands it over. */
export function mailArray(...items: readonly Uint8Array[]): Uint8Array {
  return encodeMailList(items);
}
