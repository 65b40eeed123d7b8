// The lock's side of a session: AUTH0, AUTH1, step-up, EXCHANGE as promise code over an APDU link (docs/protocol §2).
import type { AgreementKey, Signer } from '../crypto/keys.ts';
import type { ReaderStatus } from '../hotel/reason-codes.ts';
import { pending } from '../pending.ts';
import type { KeyLike, RandomBytes } from '../platform.ts';
import type { Result } from '../result.ts';
import type { MailboxCommand } from './mailbox-commands.ts';

/** The wire to the phone: one command APDU there, its answer (data ‖ SW) back. Rejects or throws when the link is lost or timed out. */
export type ApduLink = { transceive(command: Uint8Array): Promise<Uint8Array> };

/** What the phone's A5 says. `extended` null: short APDUs only. `hotelProfile`: the B3 marker of §6.4 is there. */
export type PhoneCapabilities = {
  readonly versions: readonly number[];
  readonly extended: { readonly maxCommand: number; readonly maxAnswer: number } | null;
  readonly hotelProfile: boolean;
};

/** Reads an A5 TLV (whole, with its tag) strictly as §2.2. */
export function parseA5(a5: Uint8Array): Result<PhoneCapabilities> {
  return pending(`parseA5 ${a5.length}`);
}

/** A5 our phone sends by GATT, WebSocket and in memory. */
export const PHONE_A5_GATT: Uint8Array = new Uint8Array(0);

/** A5 our phone sends in its NFC FCI. */
export const PHONE_A5_NFC: Uint8Array = new Uint8Array(0);

/** SELECT of the expedited application (NFC only). On an unfit answer CONTROL FLOW was sent already. */
export function selectExpedited(link: ApduLink): Promise<Result<{ readonly a5: Uint8Array }, ReaderFailure>> {
  return pending(`selectExpedited ${typeof link}`);
}

/** One entry of the lock's fast cache, as far as the key schedule needs it. Carry your own fields along. */
export type FastEntry = { readonly kpersistent: Uint8Array | KeyLike; readonly devicePoint: Uint8Array };

/** The signaling bitmap of §2.5, bit 0 lowest. */
export type Signaling = number;

/** Bits of the signaling bitmap. */
export const SIGNALING: {
  readonly accessDocument: 0x0001;
  readonly revocationDocument: 0x0002;
  readonly stepUpSelect: 0x0004;
  readonly mailPresent: 0x0008;
  readonly mailboxRead: 0x0010;
  readonly mailboxWrite: 0x0020;
  readonly notifyBackend: 0x0040;
  readonly notifyApp: 0x0080;
  readonly mailboxInStepUp: 0x0400;
  readonly notifyInStepUp: 0x0800;
} = {
  accessDocument: 0x0001,
  revocationDocument: 0x0002,
  stepUpSelect: 0x0004,
  mailPresent: 0x0008,
  mailboxRead: 0x0010,
  mailboxWrite: 0x0020,
  notifyBackend: 0x0040,
  notifyApp: 0x0080,
  mailboxInStepUp: 0x0400,
  notifyInStepUp: 0x0800,
};

/** Why a session ended before authentication, or a channel call failed. */
export type ReaderFailure = {
  readonly code:
    | 'link' // the link was lost or timed out
    | 'a5' // A5 or FCI malformed, wrong AID or type
    | 'version' // no common version; CONTROL FLOW 27 was sent
    | 'sw' // the phone answered with a status word other than 9000
    | 'format' // an answer is malformed
    | 'sealed' // an answer did not open
    | 'auth1-format' // AUTH1 content: status was sent by EXCHANGE
    | 'signature' // device signature wrong: 0004 was sent
    | 'counter' // counter limit reached
    | 'closed'; // the session has ended
  /** What was sent to the phone already. */
  readonly sent:
    | { readonly by: 'control-flow'; readonly s2: 0x00 | 0x27 }
    | { readonly by: 'status'; readonly status: ReaderStatus }
    | null;
  /** The status that fits, where the caller still may send it (channel calls). */
  readonly status?: ReaderStatus;
  readonly sw?: number;
  readonly detail?: string;
};

/** What the phone answered to EXCHANGE: read data in order, and result `ssss` (0 done). */
export type ExchangeAnswer = { readonly reads: readonly Uint8Array[]; readonly result: number };

/** The open channel after authentication. Every call is sealed; after `close`, a status or a failure that ends it, calls answer `closed`. */
export type ReaderChannel = {
  readonly phase: 'standard' | 'fast' | 'step-up';
  readonly open: boolean;
  /** ENVELOPE: asks `aliro-a` (<= 4 elements, none = not asked) and optionally `aliro-r`. Gives the DeviceResponse bytes. Never after fast. */
  requestDocuments(request: {
    readonly accessElements: readonly string[];
    readonly revocationElement?: string;
  }): Promise<Result<Uint8Array, ReaderFailure>>;
  /** EXCHANGE. `more: true` keeps the atomic mailbox session open. `notify` = inner bytes of AE. `status` ends the transaction. */
  exchange(message: {
    readonly mailbox?: { readonly commands: readonly MailboxCommand[]; readonly more?: boolean };
    readonly notify?: Uint8Array;
    readonly status?: ReaderStatus;
  }): Promise<Result<ExchangeAnswer, ReaderFailure>>;
  /** Drops all keys without a word (link loss). */
  forget(): void;
};

/** What authenticateReader came to. `signedAccess`, `signedRevocation`: the 20-character texts of tags 91 and 92, null where absent or zero. */
export type ReaderOutcome<T extends FastEntry = FastEntry> =
  | {
      readonly kind: 'authenticated';
      readonly phase: 'standard' | 'fast';
      readonly channel: ReaderChannel;
      readonly devicePoint: Uint8Array;
      readonly signaling: Signaling;
      readonly signedAccess: string | null;
      readonly signedRevocation: string | null;
      readonly phone: PhoneCapabilities;
      /** Standard only: the Kpersistent (32 bytes) to put into the fast cache after an opening with success. */
      readonly kpersistent: Uint8Array | null;
      /** Fast only: the entry that opened. */
      readonly fastEntry: T | null;
    }
  | { readonly kind: 'failed'; readonly failure: ReaderFailure };

/** Options of a session on the lock's side. */
export type ReaderOptions<T extends FastEntry = FastEntry> = {
  readonly link: ApduLink;
  /** 0x5E on NFC, 0xC3 on everything else. */
  readonly interfaceByte: 0x5e | 0xc3;
  /** A5 TLV from SELECT or Initiate, byte for byte. */
  readonly a5: Uint8Array;
  readonly readerIdentifier: Uint8Array;
  readonly lockSigner: Signer;
  /** The lock's profile0000 certificate; absent: the reader key is the group key (L01). */
  readonly certificate?: Uint8Array;
  readonly certificateBy?: 'auth1' | 'load-cert';
  /** x of the reader-issuer key when a certificate is used, of the own key otherwise. 32 bytes. */
  readonly groupKeyX: Uint8Array;
  /** Fast phase: tried in order, at most 16. `accept` may turn a match down (§7.7), which goes on to AUTH1. */
  readonly fast?: {
    readonly entries: readonly T[];
    accept?(
      entry: T,
      said: {
        readonly signaling: Signaling;
        readonly signedAccess: string | null;
        readonly signedRevocation: string | null;
      },
    ): boolean;
  };
  /** Tag 42: 1 phone's own setting (doors), 2 securing, 3 force. Default 1. */
  readonly authenticationPolicy?: 1 | 2 | 3;
  /** Asks for the key slot instead of the public key (L06); answers the device point of a slot, or null (0021). */
  readonly lookUpKeySlot?: (slot: Uint8Array) => Promise<Uint8Array | null>;
  /** Whole B1 TLV for AUTH0. */
  readonly vendorBlock?: Uint8Array;
  readonly acceptRawEnvelope?: boolean;
  readonly random?: RandomBytes;
  /** RE made beforehand (one use); default: made now. */
  readonly ephemeral?: AgreementKey;
};

/** Runs AUTH0 and AUTH1 (or AUTH0 alone when fast holds). Failures before the channel were told to the phone as §2.5 says. Never rejects. */
export function authenticateReader<T extends FastEntry = FastEntry>(
  options: ReaderOptions<T>,
): Promise<ReaderOutcome<T>> {
  return pending(`authenticateReader ${options.interfaceByte}`);
}
