// The wallet as the server gives it to one device: the structural twin of the API's `Wallet` schema.

/** A door that a credential opens. */
export interface WalletDoor {
  readonly doorId: string;
  /** As the guest should read it. */
  readonly name: string;
  readonly kind: string;
  /** Lower-case hex, 32 bytes. */
  readonly readerIdentifier: string;
  /** Element of the Access Document that this door asks for. */
  readonly element: string;
}

/** One element of a credential, with the words for it. */
export interface WalletElement {
  readonly element: string;
  readonly doorName: string;
  readonly doorKind: string;
}

/** One device-bound Access Document. Instants are ISO 8601 UTC. */
export interface WalletCredential {
  readonly credentialId: string;
  readonly doorKeyId: string;
  /** base64url without padding. */
  readonly document: string;
  readonly signedAt: string;
  readonly leaseUntil: string;
  readonly elements: readonly WalletElement[];
  readonly doors: readonly WalletDoor[];
}

/** One digital key of the guest. */
export interface WalletKey {
  readonly keyId: string;
  readonly locationId: string;
  readonly locationName: string;
  readonly bookingReference: string;
  readonly roomNumber: string;
  /** Key state of docs/domain.md §5: waiting, issued, suspended, ended. */
  readonly state: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly endReason?: string | null;
  readonly credentials: readonly WalletCredential[];
}

/** A location as its phones know it. */
export interface WalletLocation {
  readonly locationId: string;
  readonly name: string;
  readonly timeZone: string;
  /** Hex, 16 bytes. */
  readonly readerGroupId: string;
  /** Hex, 65 bytes each, at most two. */
  readonly readerIssuerPoints: readonly string[];
  /** base64url of an `aliro-r` document. */
  readonly revocationDocument?: string | null;
}

/** Mail for one lock. */
export interface WalletMail {
  /** Hex, 8 bytes. */
  readonly lockId: string;
  /** base64url each. */
  readonly items: readonly string[];
}

/** Everything a device should hold now: what is not in it is to be deleted. */
export interface Wallet {
  readonly deviceId: string;
  readonly locations: readonly WalletLocation[];
  readonly keys: readonly WalletKey[];
  /** How many unused spare door keys the server would like this device to add. */
  readonly spareDoorKeysWanted: number;
  readonly mail: readonly WalletMail[];
  /** The server's time. */
  readonly now: string;
}
