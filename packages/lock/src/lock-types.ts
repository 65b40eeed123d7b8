// The lock as others see it: its local interface, its radio side, and what its screen may show.
import type { AnchorClass, JournalEntry, MailKind } from '@nightlatch/aliro';
import type { LinkPort, LinkSession, LockBolt, LockClock, LockRandom, LockStorage, LockTimers } from './ports.ts';

/** Everything a lock runs on. */
export interface LockOptions {
  readonly storage: LockStorage;
  readonly clock: LockClock;
  readonly bolt: LockBolt;
  readonly random: LockRandom;
  readonly timers: LockTimers;
  /** Called after every change that a screen may want to show; never awaited. */
  readonly onChange?: () => void;
}

/** Battery as the lock's hardware judges it; `critical` refuses everybody by radio (0302). */
export type BatteryLevel = 'ok' | 'low' | 'critical';

/** `factory`: never commissioned or reset. `damaged`: both record slots unreadable, needs commissioning (docs/protocol §7.6). */
export type LockPhase = 'factory' | 'ready' | 'damaged';

/** Why a commissioning record was not taken (docs/protocol §7.11). */
export type CommissionRefusal =
  | 'already_commissioned'
  | 'no_lock_key'
  | 'malformed'
  | 'root'
  | 'signature'
  | 'other_lock'
  | 'certificate'
  | 'incomplete'
  | 'storage';

/** Outcome of `commission`. */
export type CommissionResult = { readonly ok: true } | { readonly ok: false; readonly code: CommissionRefusal };

/** Why one mail item was skipped (docs/protocol §7.8, checks in this order). */
export type MailRefusal =
  | 'too_large'
  | 'malformed'
  | 'unknown_signer'
  | 'signature'
  | 'scope'
  | 'expired'
  /** The newest of its type came by another carrier before: nothing is wrong, nothing is journaled. */
  | 'already_applied'
  | 'old_sequence'
  | 'nonce'
  | 'body'
  | 'inner_document'
  | 'storage';

/** What became of one mail item; results come in the order of the array. */
export interface MailResult {
  /** Position in the array. */
  readonly index: number;
  /** Kind and sequence number as far as they could be read; not trusted unless applied. */
  readonly kind?: MailKind;
  readonly seq?: number;
  readonly outcome: 'applied' | MailRefusal;
}

/** What the lock's screen may show. A real lock shows none of it by radio. */
export interface LockStatus {
  readonly phase: LockPhase;
  /** 32 and 8 bytes, once commissioned. */
  readonly readerIdentifier?: Uint8Array;
  readonly lockId?: Uint8Array;
  readonly element?: string;
  readonly doorKind?: 'room' | 'common';
  readonly generation: number;
  readonly clock: { readonly known: boolean; readonly nowMs: number; readonly uncertaintyMs: number };
  readonly timeFloorMs: number;
  readonly battery: BatteryLevel;
  readonly hardwareFault: boolean;
  readonly privacy: boolean;
  readonly revocationEntries: number;
  /** `signed` of the newest list applied for the lock's revocation element, UTC ms; 0 = none yet. */
  readonly revocationSignedMs: number;
  /** Documents signed before this are refused (0106), UTC ms; 0 = none. */
  readonly overflowFloorMs: number;
  readonly cachedDocuments: number;
  readonly openLinks: number;
  readonly anchors: readonly { readonly class: AnchorClass; readonly epoch: number }[];
  readonly journal: {
    readonly firstSeq: number;
    readonly lastSeq: number;
    /** Entries up to here were receipted by the server. */
    readonly receiptedSeq: number;
    /** Entries overwritten before anyone receipted them. */
    readonly lost: number;
    /** The newest entries, oldest first, at most 20. */
    readonly tail: readonly JournalEntry[];
  };
}

/** One lock. All methods that change something store it durably before they resolve; a storage that fails rejects them. */
export interface Lock {
  /** Local interface. The lock's public point, 65 bytes; makes the lock key inside when there is none (docs/protocol §7.11). */
  factoryPoint(): Promise<Uint8Array>;
  /** Local interface. Takes the location's record; `rootFingerprint16` = first 16 bytes of SHA-256(root point), typed in by the technician. */
  commission(record: Uint8Array, rootFingerprint16: Uint8Array): Promise<CommissionResult>;
  /** Local interface. A CBOR array of mail items (docs/protocol §7.8), processed as if read from a mailbox. Malformed: no results. */
  applyMail(mailArray: Uint8Array): Promise<MailResult[]>;
  /**
   * Local interface. The oldest entries nobody receipted, signed and sealed (docs/protocol §7.9); undefined when there are none.
   * The same page comes again until mail type 7 receipts it; `afterSeq` skips ahead for a gateway that has taken pages already.
   */
  takeJournalPage(options?: { readonly afterSeq?: number }): Promise<Uint8Array | undefined>;
  /** The 16-byte nonce that a time answer (mail type 2) must name; a gateway fetches one with it. */
  timeNonce(): Uint8Array;
  /** The thumb-turn inside the room. */
  setPrivacy(on: boolean): Promise<void>;
  setBattery(level: BatteryLevel): void;
  setHardwareFault(fault: boolean): void;
  /** From inside only: erases lock key, anchors, lists, journal and generation; back to factory state. */
  reset(): Promise<void>;
  status(): LockStatus;
  /** The `info` bytes of docs/protocol §6.4; `chunkBytes` is ATT_MTU − 3 of the link (512 where there are no chunks). */
  info(chunkBytes: number): Uint8Array;
  /** A phone connected. For `websocket` and `memory` the lock sends `info` as first frame (docs/protocol §6.5). */
  acceptLink(link: LinkPort): LinkSession;
  /** Ends all links and waits until what they caused is stored. */
  stop(): Promise<void>;
}

/** Makes a lock from its ports; reads its memory first. */
export type CreateLock = (options: LockOptions) => Promise<Lock>;
