// What a phone's session needs from the phone, and what it tells it (docs/protocol §2.9, §7.12).
import type { Signer } from '../crypto/crypto-port.ts';
import type { ReaderStatus, ReasonCode } from '../hotel/reason-codes.ts';
import type { KeyLike } from '../platform.ts';

/** What a phone holds for one reader: the door key, and the Access Document as stored (null = none yet). */
export type HeldCredential = { readonly signer: Signer; readonly document: Uint8Array | null };

/** A flat mailbox of one reader. Writes of an atomic session arrive together, in order. */
export type PhoneMailbox = {
  readonly size: number;
  /** Bit 3 of the signaling bitmap: the mailbox holds something. Hotel: mail for this reader, or room for its journal page. */
  readonly mailPresent: boolean;
  read(offset: number, length: number): Promise<Uint8Array>;
  apply(writes: readonly { readonly offset: number; readonly data: Uint8Array }[]): Promise<void>;
};

/** A stored Kpersistent: a non-extractable HKDF key (see `hkdfKey`) with what the fast key schedule needs. */
export type StoredKpersistent = {
  readonly key: KeyLike;
  readonly groupKeyX: Uint8Array;
  readonly devicePoint: Uint8Array;
};

/** Why a session asks whether the guest is there. */
export type PresenceRequest = {
  readonly readerIdentifier: Uint8Array;
  /** The reader forces user authentication (policy 03). */
  readonly forced: boolean;
  /** True: may wait up to 10 s for the guest. False (fast phase): answer at once for an act within the last 10 s. */
  readonly wait: boolean;
};

/** Every port may be asked for readers the phone does not know: it answers null or an empty list, in much the same time. */
export type PhonePorts = {
  /** The RIK points (<= 2) held for a 16-byte group id. */
  groupKeys(groupId: Uint8Array): Promise<readonly Uint8Array[]>;
  /** Door key and document for a 32-byte reader identifier. */
  credential(readerIdentifier: Uint8Array): Promise<HeldCredential | null>;
  /** The newest Revocation Document for that reader, as issued. */
  revocation(readerIdentifier: Uint8Array): Promise<Uint8Array | null>;
  mailbox(readerIdentifier: Uint8Array): Promise<PhoneMailbox | null>;
  /** True once the guest has acted within the last 10 s; the port owns the timer. */
  userPresent(request: PresenceRequest): Promise<boolean>;
  /** Fast phase store, one entry per reader identifier and device point; absent = no fast phase. */
  readonly kpersistent?: {
    get(readerIdentifier: Uint8Array): Promise<StoredKpersistent | null>;
    put(readerIdentifier: Uint8Array, stored: StoredKpersistent): Promise<void>;
  };
  /** UTC ms, or null where the phone's clock is not plausible. */
  now(): number | null;
};

/** What happened, for display and renewal only (§7.12). */
export type PhoneEvent =
  | { readonly kind: 'authenticated'; readonly phase: 'standard' | 'fast'; readonly readerIdentifier: Uint8Array }
  | { readonly kind: 'reason'; readonly reason: ReasonCode }
  | { readonly kind: 'status'; readonly status: ReaderStatus | 'unknown'; readonly granted: boolean }
  | { readonly kind: 'control-flow'; readonly s1: number; readonly s2: number }
  | { readonly kind: 'refused'; readonly sw: number; readonly detail: string };
