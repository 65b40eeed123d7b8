// The phone's side of a session: answers commands as §2.9 of docs/protocol says.
import type { AgreementKey, Signer } from '../crypto/keys.ts';
import type { ReaderStatus, ReasonCode } from '../hotel/reason-codes.ts';
import { pending } from '../pending.ts';
import type { KeyLike, RandomBytes } from '../platform.ts';

/** What a phone holds for one reader: the door key, and the Access Document as stored (null = none). `signed` is its 20-character text. */
export type HeldCredential = {
  readonly signer: Signer;
  readonly document: Uint8Array | null;
};

/** A flat mailbox of one reader. Writes of an atomic session arrive together. */
export type PhoneMailbox = {
  readonly size: number;
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

/** What a session needs from the phone. Every port may be asked for readers the phone does not know: answer null or empty. */
export type PhonePorts = {
  /** The RIK points (<= 2) held for a 16-byte group id. */
  groupKeys(groupId: Uint8Array): Promise<readonly Uint8Array[]>;
  /** Door key and document for a 32-byte reader identifier. */
  credential(readerIdentifier: Uint8Array): Promise<HeldCredential | null>;
  /** The location's newest Revocation Document for that reader, as issued. */
  revocation(readerIdentifier: Uint8Array): Promise<Uint8Array | null>;
  mailbox(readerIdentifier: Uint8Array): Promise<PhoneMailbox | null>;
  /** Resolves true once the guest has acted within the last 10 s; false when he did not in time (the port owns the timer). */
  userPresent(request: { readonly readerIdentifier: Uint8Array; readonly forced: boolean }): Promise<boolean>;
  /** Fast phase store, by reader identifier and device point; absent = no fast phase. */
  readonly kpersistent?: {
    get(readerIdentifier: Uint8Array): Promise<StoredKpersistent | null>;
    put(readerIdentifier: Uint8Array, stored: StoredKpersistent): Promise<void>;
  };
  /** UTC ms, or null where the phone's clock is not plausible. */
  now(): number | null;
};

/** What happened, for display and renewal only. */
export type PhoneEvent =
  | { readonly kind: 'authenticated'; readonly phase: 'standard' | 'fast'; readonly readerIdentifier: Uint8Array }
  | { readonly kind: 'reason'; readonly reason: ReasonCode }
  | { readonly kind: 'status'; readonly status: ReaderStatus; readonly granted: boolean }
  | { readonly kind: 'control-flow'; readonly s1: number; readonly s2: number }
  | { readonly kind: 'refused'; readonly sw: number; readonly detail: string };

/** States of §2.9. */
export type PhoneState = 'idle' | 'selected' | 'auth0' | 'auth1' | 'stepup' | 'done';

/** One session on one link. */
export type PhoneSession = {
  readonly state: PhoneState;
  /** Answers one command APDU; never rejects on what a lock sends. Calls must not overlap. */
  handle(command: Uint8Array): Promise<Uint8Array>;
  /** Drops keys and state (link loss). */
  forget(): void;
};

/** Starts a session. On everything but NFC the Initiate frame stands for SELECT: give `initiated: true`. */
export function createPhoneSession(options: {
  readonly ports: PhonePorts;
  readonly interfaceByte: 0x5e | 0xc3;
  /** The A5 TLV that goes into FCI or Initiate. */
  readonly a5: Uint8Array;
  readonly initiated: boolean;
  /** `hotel` (default): certificate subject must be the sub id, and no certificate is refused. `any`: generic. */
  readonly certificateRule?: 'hotel' | 'any';
  readonly onEvent?: (event: PhoneEvent) => void;
  readonly random?: RandomBytes;
  /** DE made beforehand (tests of vectors). */
  readonly ephemeral?: AgreementKey;
}): PhoneSession {
  return pending(`createPhoneSession ${options.interfaceByte}`);
}
