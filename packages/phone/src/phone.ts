// The phone as its app sees it: what it is made of, and everything it can do.
import type { KeyPairLike } from '@nightlatch/aliro';
import type { Clock, PhoneStore, Radio } from './ports.ts';
import type { KeyRecord, LocationRecord, PageRecord, ReceiptRecord, StayRecord } from './records.ts';
import type { UnlockOptions, UnlockResult } from './unlock-types.ts';
import type { Wallet, WalletDoor } from './wallet.ts';

/** What a phone is made of. */
export interface PhoneParts {
  readonly store: PhoneStore;
  readonly radio: Radio;
  readonly clock: Clock;
  /** Returns `length` unpredictable bytes. Default: the platform's. */
  readonly random?: (length: number) => Uint8Array;
  /** A new ECDSA P-256 pair whose private half can't be exported. Default: the platform's WebCrypto. */
  readonly makeKeyPair?: () => Promise<KeyPairLike>;
  /**
   * Asks the server for a type-2 mail item that answers a lock's time nonce (docs/protocol §7.6.2); only
   * called when the lock's clock is in doubt. Undefined or absent: offline. It is waited for 2 s at most.
   */
  readonly askTime?: (request: TimeRequest) => Promise<Uint8Array | undefined>;
}

/** A lock's nonce, on its way to the server. */
export interface TimeRequest {
  readonly locationId: string;
  /** Lower-case hex, 8 bytes. */
  readonly lockId: string;
  /** Lower-case hex, 16 bytes. */
  readonly nonce: string;
}

/** A spare door key on its way to the server: the API's `DoorKeyOffer`. */
export interface DoorKeyOffer {
  /** 65 bytes, hex. */
  readonly point: string;
  /** base64url; signs ASCII `nightlatch-door-key-1` ‖ the 65-byte point with the door key itself. */
  readonly proof: string;
}

/** The API's `Enrol` body. */
export interface EnrolRequest {
  readonly secret: string;
  readonly signInPoint: string;
  readonly proof: string;
  readonly deviceName: string;
  readonly doorKeys: DoorKeyOffer[];
}

/** The API's `OpenGuestSession` body. */
export interface SessionRequest {
  readonly deviceId: string;
  readonly challenge: string;
  readonly signature: string;
}

/** A key with the doors that some credential of it on this phone opens. */
export interface KeyView extends KeyRecord {
  readonly doors: readonly WalletDoor[];
  /** UTC ms of the earliest lease end among its credentials; absent without credentials. */
  readonly leaseUntilMs?: number;
}

/** What an applied wallet changed. */
export interface WalletOutcome {
  /** Ids of credentials that are new or renewed here. */
  readonly stored: readonly string[];
  /** Ids of credentials deleted now; a `removed` receipt waits for each. */
  readonly removed: readonly string[];
  /** Ids of credentials whose door key this phone does not hold (any more): not stored, and told as removed. */
  readonly unusable: readonly string[];
}

/** When to renew, by docs/protocol §7.2. */
export interface RenewalDue {
  readonly due: boolean;
  /** UTC ms at which the first credential is past half of its lease; absent without credentials. */
  readonly at?: number;
}

/** One guest's phone. Methods may run concurrently; of two `unlock`s at once the second waits for the first. */
export interface Phone {
  /** Makes the sign-in key pair (once) and `spareDoorKeys` spare door keys, and the body that redeems `secret`. */
  prepareEnrolment(options: {
    readonly secret: string;
    readonly deviceName: string;
    readonly spareDoorKeys: number;
  }): Promise<EnrolRequest>;
  /** The server took the enrolment: remembers its id and that it holds the spare points. Throws `PhoneError` `not_enrolled` where the sign-in key is gone. */
  enrolled(deviceId: string, enrolment: EnrolRequest): Promise<void>;
  /** The server's id of this device; undefined before enrolment. */
  deviceId(): Promise<string | undefined>;
  /** Answers a challenge (base64url) to open a session. Throws `PhoneError` `not_enrolled`. */
  answerChallenge(challenge: string): Promise<SessionRequest>;

  /** How many spare door keys the server wanted in the last wallet; 0 before the first. */
  spareDoorKeysNeeded(): Promise<number>;
  /** Makes spares until `count` of them wait for upload, and returns those. */
  makeSpareDoorKeys(count: number): Promise<DoorKeyOffer[]>;
  /** The server holds these points. */
  doorKeysUploaded(offers: readonly DoorKeyOffer[]): Promise<void>;

  /** Makes the store hold exactly what `wallet` says. Throws `PhoneError` `malformed_wallet`, changing nothing. */
  applyWallet(wallet: Wallet): Promise<WalletOutcome>;
  /** All keys, as in the last wallet, also offline: living ones before ended ones, the latest stay first. */
  keys(): Promise<readonly KeyView[]>;
  stays(): Promise<readonly StayRecord[]>;
  locations(): Promise<readonly LocationRecord[]>;
  renewalDue(now?: number): Promise<RenewalDue>;

  /** Opens a door. Never throws for anything a door, a radio or a missing key can do. */
  unlock(options?: UnlockOptions): Promise<UnlockResult>;

  /** What the server is still to be told; body of the API's `Receipts`. */
  receipts(): Promise<readonly ReceiptRecord[]>;
  receiptsSent(receipts: readonly ReceiptRecord[]): Promise<void>;
  /** Journal pages not yet uploaded. */
  pages(): Promise<readonly PageRecord[]>;
  pagesSent(ids: readonly string[]): Promise<void>;
  /** Forgets everything, the sign-in key pair too. */
  forgetAll(): Promise<void>;
}
