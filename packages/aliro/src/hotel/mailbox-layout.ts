// The flat mailbox on the phone: header, mail for the lock, return area for a journal page (docs/protocol §7.8).
import { AliroError } from '../aliro-error.ts';
import { type Bytes, concat, readU16, readU32, u16, u32 } from '../encoding/bytes.ts';
import { decodeCbor, encodeCbor } from '../encoding/cbor.ts';
import { good, type Result, refuse } from '../result.ts';
import { readMail } from './lock-mail.ts';

/** Offsets and sizes. */
export const MAILBOX: {
  readonly size: 8192;
  readonly headerSize: 32;
  readonly mailOffset: 0x20;
  readonly mailCapacity: 4064;
  readonly mailItems: 8;
  readonly returnOffset: 0x1000;
  readonly returnCapacity: 4096;
} = {
  size: 8192,
  headerSize: 32,
  mailOffset: 0x20,
  mailCapacity: 4064,
  mailItems: 8,
  returnOffset: 0x1000,
  returnCapacity: 4096,
};

/** The 32-byte header. */
export type MailboxHeader = {
  readonly mailPresent: boolean;
  readonly takesJournalPage: boolean;
  readonly lockId: Uint8Array;
  readonly mailLength: number;
  /** Bytes the return area takes, its length field included. */
  readonly journalCapacity: number;
  readonly highestSeq: number;
};

/** Writes the header: `48 4D` · version 01 · flags · lockId · mail length · journal capacity · highest seq · 12 zero bytes. */
export function encodeMailboxHeader(header: MailboxHeader): Bytes {
  if (header.lockId.length !== 8) throw new AliroError('argument', 'a lockId has 8 bytes');
  return concat(
    Uint8Array.of(0x48, 0x4d, 1, (header.mailPresent ? 1 : 0) | (header.takesJournalPage ? 2 : 0)),
    header.lockId,
    u16(header.mailLength),
    u16(header.journalCapacity),
    u32(header.highestSeq),
    new Uint8Array(12),
  );
}

/** Reads the header; a mail length over its area is an error. */
export function parseMailboxHeader(bytes: Uint8Array): Result<MailboxHeader> {
  if (bytes.length !== MAILBOX.headerSize) return refuse('length', 0, 'mailbox header');
  if (bytes[0] !== 0x48 || bytes[1] !== 0x4d || bytes[2] !== 1) return refuse('value', 0, 'mailbox header');
  const flags = bytes[3] ?? 0;
  const mailLength = readU16(bytes, 12);
  const journalCapacity = readU16(bytes, 14);
  if (mailLength > MAILBOX.mailCapacity) return refuse('size', 12, 'mail length');
  if (journalCapacity > MAILBOX.returnCapacity) return refuse('size', 14, 'journal capacity');
  return good({
    mailPresent: (flags & 1) !== 0,
    takesJournalPage: (flags & 2) !== 0,
    lockId: bytes.subarray(4, 12),
    mailLength,
    journalCapacity,
    highestSeq: readU32(bytes, 16),
  });
}

/** CBOR array of mail items. Throws AliroError `limit` over 8 items or 4064 bytes. */
export function encodeMailList(items: readonly Uint8Array[]): Bytes {
  const out = encodeCbor([...items]);
  if (items.length > MAILBOX.mailItems || out.length > MAILBOX.mailCapacity)
    throw new AliroError('limit', 'a mail area takes 8 items in 4064 bytes');
  return out;
}

/** The items of a mail area. */
export function parseMailList(bytes: Uint8Array): Result<readonly Uint8Array[]> {
  const decoded = decodeCbor(bytes, { bytes: MAILBOX.mailCapacity, array: MAILBOX.mailItems });
  if (!decoded.ok) return decoded;
  if (decoded.value.kind !== 'array') return refuse('unexpected', 0, 'mail list');
  const items: Uint8Array[] = [];
  for (const node of decoded.value.items) {
    if (node.kind !== 'bytes') return refuse('unexpected', node.start, 'mail item');
    items.push(node.value);
  }
  return good(items);
}

function fitting(items: readonly Uint8Array[]): readonly Uint8Array[] {
  const out: Uint8Array[] = [];
  let size = 1;
  for (const item of items) {
    size += encodeCbor(item).length;
    if (out.length >= MAILBOX.mailItems || size > MAILBOX.mailCapacity) break;
    out.push(item);
  }
  return out;
}

/** A fresh 8192-byte mailbox with these items (as many as fit, in order) and a free return area. `placed` counts the items taken. */
export function layOutMailbox(options: {
  readonly lockId: Uint8Array;
  readonly items: readonly Uint8Array[];
  readonly takesJournalPage: boolean;
}): { readonly bytes: Bytes; readonly placed: number } {
  const items = fitting(options.items);
  const mail = items.length === 0 ? new Uint8Array(0) : encodeMailList(items);
  const seqs = items.map((item) => {
    const read = readMail(item);
    return read.ok ? read.value.seq : 0;
  });
  const bytes = new Uint8Array(MAILBOX.size);
  bytes.set(
    encodeMailboxHeader({
      mailPresent: items.length > 0,
      takesJournalPage: options.takesJournalPage,
      lockId: options.lockId,
      mailLength: mail.length,
      journalCapacity: options.takesJournalPage ? MAILBOX.returnCapacity : 0,
      highestSeq: Math.max(0, ...seqs),
    }),
  );
  bytes.set(mail, MAILBOX.mailOffset);
  return { bytes, placed: items.length };
}

/** The bytes to write at `returnOffset` for a sealed page: `length u16 ‖ page`. */
export function encodeReturnedPage(page: Uint8Array): Bytes {
  if (page.length > MAILBOX.returnCapacity - 2) throw new AliroError('limit', 'a page has at most 4094 bytes');
  return concat(u16(page.length), page);
}

/** The sealed journal page in the return area of a whole mailbox, or null where it is free or malformed. */
export function takeReturnedPage(mailbox: Uint8Array): Bytes | null {
  const area = mailbox.subarray(MAILBOX.returnOffset, MAILBOX.returnOffset + MAILBOX.returnCapacity);
  const length = readU16(area);
  return length === 0 || area.length < 2 + length ? null : concat(area.subarray(2, 2 + length));
}
