// What the phone remembers, collection by collection (docs/protocol §7.12: no more than it needs).
import type { KeyLike, KeyPairLike } from '@nightlatch/aliro';
import type { WalletDoor, WalletKey, WalletLocation, WalletStay } from './wallet.ts';

/** Names of the collections, for stores that create them ahead. */
export const COLLECTIONS = [
  'device',
  'doorKeys',
  'locations',
  'stays',
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
  /** ECDSA P-256, private half not extractable. */
  readonly keyPair: KeyPairLike;
  /** 65 bytes, hex. */
  readonly point: string;
  /** `spareDoorKeysWanted` of the last wallet. */
  readonly spareDoorKeysWanted: number;
}

/** A door key (`DK` of docs/protocol §1): spare until a credential binds it, then one occupancy's until that ends. */
export interface DoorKeyRecord {
  /** The point, 65 bytes, lower-case hex. */
  readonly id: string;
  /** ECDSA P-256, private half not extractable. */
  readonly keyPair: KeyPairLike;
  /** UTC ms. */
  readonly createdAt: number;
  /** True once the server has the point. */
  readonly uploaded: boolean;
}

/** What holds for all doors of one location. */
export interface LocationRecord extends Omit<WalletLocation, 'readerIssuerPoints' | 'revocationDocument'> {
  /** `locationId`. */
  readonly id: string;
  /** At most two, 65 bytes each (docs/protocol §1: reader-issuer key). */
  readonly readerIssuerPoints: readonly Uint8Array[];
  /** `aliro-r` document, as issued. */
  readonly revocationDocument?: Uint8Array;
}

/** A stay without a key yet, for display; id `bookingId`. */
export interface StayRecord extends WalletStay {
  readonly id: string;
}

/** A key as the guest sees it, id `keyId`; its credentials are records of their own. */
export interface KeyRecord extends Omit<WalletKey, 'credentials'> {
  readonly id: string;
}

/** One Access Document and the doors it is for. */
export interface CredentialRecord {
  /** `credentialId`. */
  readonly id: string;
  readonly keyId: string;
  readonly locationId: string;
  /** Id of the door key it is bound to. */
  readonly doorKeyId: string;
  /** As issued. */
  readonly document: Uint8Array;
  /** UTC ms. */
  readonly signedAt: number;
  /** UTC ms. */
  readonly leaseUntil: number;
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
  /** `readerIdentifier:doorKeyId`. */
  readonly id: string;
  readonly doorKeyId: string;
  /** A non-extractable HKDF key. */
  readonly secret: KeyLike;
  /** x of the reader-issuer key in the salt, 32 bytes. */
  readonly groupKeyX: Uint8Array;
  /** UTC ms. */
  readonly storedAt: number;
}

/** What the server is to be told of a credential; kept until it acknowledged. */
export interface ReceiptRecord {
  /** `credentialId`. */
  readonly id: string;
  /** `removed`: document, door key and fast keys are deleted from this phone. */
  readonly state: 'delivered' | 'removed';
  /** UTC ms by this phone's clock. */
  readonly at: number;
}

/** Collection → record. */
export interface PhoneRecords {
  device: DeviceRecord;
  doorKeys: DoorKeyRecord;
  locations: LocationRecord;
  stays: StayRecord;
  keys: KeyRecord;
  credentials: CredentialRecord;
  mail: MailRecord;
  pages: PageRecord;
  fastKeys: FastKeyRecord;
  receipts: ReceiptRecord;
}
