// Lock mail: signed messages that anyone may carry, and the mailbox they lie in (docs/protocol §7.8).
import type { Signer } from '../crypto/keys.ts';
import type { ZoneStep } from '../documents/evaluate-rules.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { pending } from '../pending.ts';
import type { Result } from '../result.ts';

/** Classes of anchors (§7.10). */
export type AnchorClass = 'credential' | 'mail' | 'root' | 'seal';

/** Configuration of a lock (mail type 5; also in the commissioning record). Absent fields stay as they are. */
export type LockConfiguration = {
  readonly door?: {
    readonly kind: 'room' | 'common';
    readonly element: string;
    readonly otherElements: readonly string[];
  };
  readonly openMs?: number;
  readonly extendedOpenMs?: number;
  readonly privacyMode?: 0 | 1;
  readonly maxLeaseSeconds?: number;
  readonly revocationElement?: string;
  readonly zone?: readonly ZoneStep[];
  readonly fast?: boolean;
  readonly allowRuleless?: boolean;
};

/** What a mail item says; `type` numbers of §7.8 in MAIL_TYPE. Instants in UTC ms, whole seconds on the wire. */
export type MailBody =
  | { readonly kind: 'time-floor'; readonly at: number }
  | { readonly kind: 'time-answer'; readonly at: number; readonly nonce: Uint8Array }
  | { readonly kind: 'revocation'; readonly document: Uint8Array }
  | {
      readonly kind: 'anchor';
      readonly class: AnchorClass;
      readonly epoch: number;
      readonly point: Uint8Array;
      readonly minEpoch: number;
      readonly newRootSignature?: Uint8Array;
    }
  | { readonly kind: 'configuration'; readonly configuration: LockConfiguration }
  | { readonly kind: 'generation-floor'; readonly lockId: Uint8Array; readonly generation: number }
  | { readonly kind: 'journal-receipt'; readonly first: number; readonly last: number; readonly hash: Uint8Array }
  | { readonly kind: 'reset'; readonly generation?: number; readonly iteration?: number };

/** Kinds of mail. */
export type MailKind = MailBody['kind'];

/** The type number of each kind, which is also the `reason` of journal event 3. */
export const MAIL_TYPE: Readonly<Record<MailKind, number>> = {
  'time-floor': 1,
  'time-answer': 2,
  revocation: 3,
  anchor: 4,
  configuration: 5,
  'generation-floor': 6,
  'journal-receipt': 7,
  reset: 8,
};

/** The class of anchor that must sign each kind. */
export const MAIL_SIGNER: Readonly<Record<MailKind, AnchorClass>> = {
  'time-floor': 'mail',
  'time-answer': 'mail',
  revocation: 'mail',
  anchor: 'root',
  configuration: 'mail',
  'generation-floor': 'mail',
  'journal-receipt': 'mail',
  reset: 'root',
};

/** Order in which a lock processes mail, whatever the order of the array. */
export const MAIL_ORDER: readonly MailKind[] = [
  'anchor',
  'time-answer',
  'time-floor',
  'revocation',
  'generation-floor',
  'configuration',
  'journal-receipt',
  'reset',
];

/** Whom a mail item is for: a whole group, or one lock of it. */
export type MailScope = { readonly groupId: Uint8Array; readonly lockId?: Uint8Array };

/** A mail item as read, not trusted until `verifyMail` says so. */
export type Mail = {
  readonly kid: Uint8Array;
  readonly type: number;
  readonly scope: MailScope;
  readonly seq: number;
  readonly issuedAt: number;
  readonly notAfter: number | null;
  readonly body: MailBody;
  /** COSE signed bytes and signature, for verifyMail. */
  readonly signedBytes: Uint8Array;
  readonly signature: Uint8Array;
  /** For kind `anchor` with a root: the bytes the new root's own signature must cover (the mail's without field 4). */
  readonly newRootSignedBytes: Uint8Array | null;
};

/** Signs one mail item, <= 4096 bytes. `newRootSigner` only for an `anchor` of class root: fills its own signature. */
export function writeMail(options: {
  readonly signer: Signer;
  readonly scope: MailScope;
  readonly seq: number;
  readonly issuedAt: number;
  readonly notAfter?: number;
  readonly body: MailBody;
  readonly newRootSigner?: Signer;
  readonly kid?: Uint8Array;
}): Promise<Bytes> {
  return pending(`writeMail ${options.body.kind}`);
}

/** Reads one mail item: form only. */
export function readMail(bytes: Uint8Array): Result<Mail> {
  return pending(`readMail ${bytes.length}`);
}

/** True where `point` signed the mail (and, for a new root, the new root signed too). */
export function verifyMail(mail: Mail, point: Uint8Array): Promise<boolean> {
  return pending(`verifyMail ${mail.type} ${point.length}`);
}

/** True where the scope is this reader (32-byte reader identifier). */
export function mailIsFor(mail: Mail, readerIdentifier: Uint8Array): boolean {
  return pending(`mailIsFor ${mail.type} ${readerIdentifier.length}`);
}

/** Offsets and sizes of the flat mailbox. */
export const MAILBOX: {
  readonly size: 8192;
  readonly headerSize: 32;
  readonly mailOffset: 0x20;
  readonly mailCapacity: 4064;
  readonly returnOffset: 0x1000;
  readonly returnCapacity: 4096;
} = { size: 8192, headerSize: 32, mailOffset: 0x20, mailCapacity: 4064, returnOffset: 0x1000, returnCapacity: 4096 };

/** The 32-byte header of the mailbox. */
export type MailboxHeader = {
  readonly mailPresent: boolean;
  readonly takesJournalPage: boolean;
  readonly lockId: Uint8Array;
  readonly mailLength: number;
  readonly journalCapacity: number;
  readonly highestSeq: number;
};

/** Writes the header. */
export function encodeMailboxHeader(header: MailboxHeader): Bytes {
  return pending(`encodeMailboxHeader ${header.mailLength}`);
}

/** Reads the header. */
export function parseMailboxHeader(bytes: Uint8Array): Result<MailboxHeader> {
  return pending(`parseMailboxHeader ${bytes.length}`);
}

/** CBOR array of mail items (<= 8, <= 4064 bytes in all). */
export function encodeMailList(items: readonly Uint8Array[]): Bytes {
  return pending(`encodeMailList ${items.length}`);
}

/** The items of a mail area. */
export function parseMailList(bytes: Uint8Array): Result<readonly Uint8Array[]> {
  return pending(`parseMailList ${bytes.length}`);
}

/** A fresh 8192-byte mailbox with these items (as many as fit, in order) and a free return area. */
export function layOutMailbox(options: {
  readonly lockId: Uint8Array;
  readonly items: readonly Uint8Array[];
  readonly takesJournalPage: boolean;
}): { readonly bytes: Bytes; readonly placed: number } {
  return pending(`layOutMailbox ${options.items.length}`);
}

/** The sealed journal page in the return area, or null where it is free or malformed. */
export function takeReturnedPage(mailbox: Uint8Array): Bytes | null {
  return pending(`takeReturnedPage ${mailbox.length}`);
}
