// What the phone remembers, collection by collection (docs/protocol §7.12: no more than it needs).
import type { PrivateKeyHandle } from './ports.ts';
import type { WalletCredential, WalletDoor, WalletKey } from './wallet.ts';

/** Names of the collections, for stores that create them ahead. */
export const COLLECTIONS = [
  'device',
  'doorKeys',
  'locations',
  'keys',
  'credentials',
  'mail',
  'pages',
  'fastKeys',
  'receipts',
] as const;
export type Collection = (typeof COLLECTIONS)[number];

/** The sign-in key pair of this device; one record, id `device`. */
export interface DeviceRecord {
  readonly id: 'device';
  /** The server's id of this device; absent until enrolled. */
  readonly deviceId?: string;
  readonly privateKey: PrivateKeyHandle;
  /** 65 bytes. */
  readonly point: Uint8Array;
}

/** A door key (`DK` of docs/protocol §1): spare until a credential binds it, then one occupancy's for ever. */
export interface DoorKeyRecord {
  /** `doorKeyId`, see `doorKeyIdOf`. */
  readonly id: string;
  readonly privateKey: PrivateKeyHandle;
  /** 65 bytes. */
  readonly point: Uint8Array;
  /** UTC ms. */
  readonly createdAt: number;
  /** True once the server has the point. */
  readonly uploaded: boolean;
}

/** What holds for all doors of one location. */
export interface LocationRecord {
  /** `locationId`. */
  readonly id: string;
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Lower-case hex, 16 bytes. */
  readonly readerGroupId: string;
  /** At most two, 65 bytes each (docs/protocol §1: reader-issuer key). */
  readonly readerIssuerPoints: readonly Uint8Array[];
  /** `aliro-r` document, as issued. */
  readonly revocationDocument?: Uint8Array;
}

/** A key as the guest sees it; its credentials are records of their own. */
export interface KeyRecord extends Omit<WalletKey, 'credentials'> {
  /** `keyId`. */
  readonly id: string;
}

/** One Access Document and the doors it is for. */
export interface CredentialRecord extends Omit<WalletCredential, 'document'> {
  /** `credentialId`. */
  readonly id: string;
  readonly keyId: string;
  readonly locationId: string;
  readonly document: Uint8Array;
  readonly doors: readonly WalletDoor[];
}

/** Mail to carry to one lock (docs/protocol §7.8): at most 8 items. */
export interface MailRecord {
  /** Lower-case hex of the lockId, 8 bytes. */
  readonly id: string;
  readonly items: readonly Uint8Array[];
}

/** A sealed journal page taken from a lock, kept until uploaded; at most 16. */
export interface PageRecord {
  readonly id: string;
  /** Lower-case hex of the reader identifier, 32 bytes. */
  readonly readerIdentifier: string;
  readonly page: Uint8Array;
  /** UTC ms. */
  readonly takenAt: number;
}

/** `Kpersistent` for one door (docs/protocol §3.7), dropped with its credential. */
export interface FastKeyRecord {
  /** `readerIdentifier hex:doorKeyId`. */
  readonly id: string;
  readonly readerIdentifier: string;
  readonly doorKeyId: string;
  /** A non-extractable HKDF key. */
  readonly secret: PrivateKeyHandle;
  /** x of the reader-issuer key in the salt, 32 bytes. */
  readonly groupKeyX: Uint8Array;
  /** UTC ms. */
  readonly storedAt: number;
}

/** Proof for the server that a credential is gone from this phone; kept until acknowledged. */
export interface RemovalReceipt {
  /** `credentialId`. */
  readonly id: string;
  readonly keyId: string;
  readonly locationId: string;
  /** UTC ms by this phone's clock. */
  readonly removedAt: number;
}

/** Collection → record. */
export interface PhoneRecords {
  device: DeviceRecord;
  doorKeys: DoorKeyRecord;
  locations: LocationRecord;
  keys: KeyRecord;
  credentials: CredentialRecord;
  mail: MailRecord;
  pages: PageRecord;
  fastKeys: FastKeyRecord;
  receipts: RemovalReceipt;
}
