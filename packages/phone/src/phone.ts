// The phone's brain, assembled: key store, wallet updates and unlocking over the given ports.
import type { Clock, KeyPair, PhoneStore, Radio } from './ports.ts';
import type { DeviceRecord, KeyRecord, PageRecord, RemovalReceipt } from './records.ts';
import type { UnlockOptions, UnlockResult } from './unlock-types.ts';
import type { Wallet, WalletDoor, WalletElement } from './wallet.ts';

/** What a phone is made of. */
export interface PhoneParts {
  readonly store: PhoneStore;
  readonly radio: Radio;
  readonly clock: Clock;
  /** Fills and returns a new array of `length` unpredictable bytes. */
  readonly random: (length: number) => Uint8Array;
  /** A new ECDSA P-256 pair whose private half can't be exported. */
  readonly makeKeyPair: () => Promise<KeyPair>;
  /**
   * Asks the server for a type-2 mail item that answers a lock's time nonce (docs/protocol §7.6.2), only
   * called when the lock's clock is in doubt. Absent or undefined answer: offline.
   */
  readonly askTime?: (request: TimeRequest) => Promise<Uint8Array | undefined>;
}

/** A lock's nonce, on its way to the server. */
export interface TimeRequest {
  readonly locationId: string;
  /** Lower-case hex, 8 bytes. */
  readonly lockId: string;
  /** Lower-case hex, 32 bytes. */
  readonly readerIdentifier: string;
  /** 16 bytes. */
  readonly nonce: Uint8Array;
}

/** A spare door key on its way to the server. */
export interface SpareDoorKey {
  readonly doorKeyId: string;
  /** 65 bytes. */
  readonly point: Uint8Array;
}

/** A key with what the guest may know of it. */
export interface KeyView extends KeyRecord {
  readonly elements: readonly WalletElement[];
  /** Doors that some credential of the key on this phone opens. */
  readonly doors: readonly WalletDoor[];
  /** UTC ms of the earliest lease end among its credentials; absent without credentials. */
  readonly leaseUntilMs?: number;
}

/** What an applied wallet changed. */
export interface WalletOutcome {
  /** Ids of credentials that are new or renewed here. */
  readonly stored: readonly string[];
  /** One per credential deleted now; also kept until acknowledged (`receipts`). */
  readonly removed: readonly RemovalReceipt[];
  /** Credentials whose door key this phone does not hold: useless here, not stored. */
  readonly unusable: readonly string[];
}

/** When to renew, by docs/protocol §7.2. */
export interface RenewalDue {
  readonly due: boolean;
  /** UTC ms of the next moment at which it becomes due; absent without credentials. */
  readonly at?: number;
}

/** One guest's phone. All methods may run concurrently but `unlock`, of which one runs at a time. */
export interface Phone {
  /** The sign-in key pair, made at the first call. */
  device(): Promise<DeviceRecord>;
  /** Remembers the server's id after enrolment. */
  enrolled(deviceId: string): Promise<void>;
  /** ECDSA P-256 with SHA-256 by the sign-in key, 64 bytes `r ‖ s`. */
  signAsDevice(message: Uint8Array): Promise<Uint8Array>;

  /** How many spare door keys the server wanted in the last wallet; 0 before the first. */
  spareDoorKeysNeeded(): Promise<number>;
  /** Makes spares until `count` of them wait for upload, and returns those. */
  makeSpareDoorKeys(count: number): Promise<readonly SpareDoorKey[]>;
  /** Records that the server holds these points, under these ids. */
  doorKeysUploaded(keys: readonly SpareDoorKey[]): Promise<void>;

  /** Makes the store hold exactly what `wallet` says; see `WalletOutcome`. Throws `PhoneError` on malformed input, changing nothing. */
  applyWallet(wallet: Wallet): Promise<WalletOutcome>;
  /** All keys, newest validity first. */
  keys(): Promise<readonly KeyView[]>;
  renewalDue(now?: number): Promise<RenewalDue>;

  /** Opens a door. Never throws for anything a door, a radio or a missing key can do. */
  unlock(options?: UnlockOptions): Promise<UnlockResult>;

  /** Proofs of deletion not yet acknowledged. */
  receipts(): Promise<readonly RemovalReceipt[]>;
  receiptsSent(credentialIds: readonly string[]): Promise<void>;
  /** Journal pages not yet uploaded. */
  pages(): Promise<readonly PageRecord[]>;
  pagesSent(ids: readonly string[]): Promise<void>;
}
