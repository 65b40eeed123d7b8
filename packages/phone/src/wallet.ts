// The wallet as the server gives it to one device: the structural twin of the API's `Wallet` schema.

/** A condition of issue that does not hold yet; `code` as in docs/domain.md §3. */
export interface WalletCondition {
  readonly code: string;
  readonly message: string;
}

/** A door that a credential opens. */
export interface WalletDoor {
  readonly doorId: string;
  /** As the guest should read it. */
  readonly name: string;
  /** `room`, `common` or `connecting`. */
  readonly kind: string;
  /** Element of the Access Document that this door asks for. */
  readonly element: string;
  /** Lower-case hex, 32 bytes. */
  readonly readerIdentifier: string;
  /** When a common door lets guests in, by the location's time zone; null: always. Absent from older servers. The door decides by the document. */
  readonly hours?: readonly WalletOpening[] | null;
}

/** Hours on some days of the week (1 Monday … 7 Sunday), 'HH:MM'; `to` not after `from` is on the next day. */
export interface WalletOpening {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** One device-bound Access Document. Instants are RFC 3339 UTC. */
export interface WalletCredential {
  readonly credentialId: string;
  /** Lower-case hex, 65 bytes: which door key of this phone it is bound to. */
  readonly doorKeyPoint: string;
  /** base64url without padding. */
  readonly document: string;
  readonly signedAt: string;
  readonly leaseUntil: string;
  readonly doors: readonly WalletDoor[];
}

/** One digital key of the guest. */
export interface WalletKey {
  readonly keyId: string;
  readonly locationId: string;
  /** Absent from older servers. */
  readonly bookingId?: string;
  /** `primary` or `shared`. */
  readonly kind: string;
  /** Key state of docs/domain.md §5: waiting, issued, suspended, ended. */
  readonly state: string;
  readonly endReason: string | null;
  /** The key that takes over from this one (reissue); both open until that one is confirmed. Absent from older servers. */
  readonly replacedByKeyId?: string | null;
  readonly waitingFor: readonly WalletCondition[];
  readonly roomNumber: string | null;
  readonly guestName: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Empty unless the key is issued. */
  readonly credentials: readonly WalletCredential[];
}

/** A booking that the phone waits for a key of. */
export interface WalletStay {
  readonly bookingId: string;
  readonly locationId: string;
  readonly status: string;
  readonly arrivalDate: string;
  readonly departureDate: string;
  readonly roomNumber: string | null;
  readonly waitingFor: readonly WalletCondition[];
}

/** Colours of one scheme of the phone, `#rrggbb` each, by name. */
export type WalletColours = Readonly<Record<string, string>>;

/** How a hotel looks: its colours worked out for each scheme, its logo by a path on its server. */
export interface WalletLook {
  readonly colours: {
    readonly light: WalletColours;
    readonly dark: WalletColours;
    readonly night: WalletColours;
  } | null;
  readonly logo: { readonly path: string; readonly width: number; readonly height: number } | null;
  readonly logoOnPlate: boolean;
}

/** A location as its phones know it. */
export interface WalletLocation {
  readonly locationId: string;
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  /** The front desk's number. */
  readonly phone: string | null;
  /** Where guests write to the desk (`sms:`, `mailto:`, `https:`). Absent from older servers. */
  readonly messageUrl?: string | null;
  /** Absent from older servers. */
  readonly look?: WalletLook;
  /** Hex, 16 bytes. */
  readonly readerGroupId: string;
  /** Hex, 65 bytes each; the phone keeps the first two. */
  readonly readerIssuerPoints: readonly string[];
  /** base64url of an `aliro-r` document. */
  readonly revocationDocument: string | null;
  /** Demo only: where the simulated radio is. */
  readonly virtualRadioUrl: string | null;
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
  /** The server's time. */
  readonly now: string;
  readonly locations: readonly WalletLocation[];
  readonly stays: readonly WalletStay[];
  readonly keys: readonly WalletKey[];
  /** How many unused spare door keys the server would like this device to add. */
  readonly spareDoorKeysWanted: number;
  readonly mail: readonly WalletMail[];
}
