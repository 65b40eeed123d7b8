// EXCHANGE before sealing: mailbox, notify, status, and the answer (docs/protocol §2.6).
import { AliroError } from '../aliro-error.ts';
import { type Bytes, concat, readU16, u16 } from '../encoding/bytes.ts';
import { parseTlv, readFields, type TlvElement, tlv } from '../encoding/tlv.ts';
import { isReaderStatus, type ReaderStatus } from '../hotel/reason-codes.ts';
import { good, type Result, refuse } from '../result.ts';
import { UNSURE } from '../unsure-choices.ts';

/** One command on the flat mailbox (u16 offsets, UNSURE 7). */
export type MailboxCommand =
  | { readonly kind: 'read'; readonly offset: number; readonly length: number }
  | { readonly kind: 'write'; readonly offset: number; readonly data: Uint8Array }
  | { readonly kind: 'set'; readonly offset: number; readonly length: number; readonly value: number };

/** Commands of one atomic session; `more`: further EXCHANGEs of it follow. */
export type MailboxRequest = { readonly commands: readonly MailboxCommand[]; readonly more?: boolean };

/** An EXCHANGE as the reader says it. `notify` is the content of AE, at most one inner TLV, <= 250 bytes. */
export type ExchangeMessage = {
  readonly mailbox?: MailboxRequest;
  readonly notify?: Uint8Array;
  readonly status?: ReaderStatus;
};

/** Result codes of an EXCHANGE; any other than 0 is a failure. */
export const EXCHANGE_RESULT: {
  readonly done: 0x0000;
  readonly outOfRange: 0x0001;
  readonly malformed: 0x0002;
  readonly notNow: 0x0003;
  readonly other: 0xffff;
} = { done: 0x0000, outOfRange: 0x0001, malformed: 0x0002, notNow: 0x0003, other: 0xffff };

function encodeMailboxCommand(command: MailboxCommand): Bytes {
  switch (command.kind) {
    case 'read':
      return tlv(0x87, u16(command.offset), u16(command.length));
    case 'write':
      return tlv(0x8a, u16(command.offset), command.data);
    case 'set':
      return tlv(0x95, u16(command.offset), u16(command.length), Uint8Array.of(command.value));
  }
}

const MOST_NOTIFY = 250;

/** Plaintext of an EXCHANGE command. Throws AliroError `argument` for a notify over 250 bytes. */
export function encodeExchange(message: ExchangeMessage): Bytes {
  if ((message.notify?.length ?? 0) > MOST_NOTIFY) throw new AliroError('argument', 'AE holds at most 250 bytes');
  const none = new Uint8Array(0);
  const { mailbox, notify, status } = message;
  return concat(
    mailbox === undefined
      ? none
      : tlv(
          UNSURE.mailboxTemplateTag,
          tlv(UNSURE.mailboxAtomicTag, Uint8Array.of(mailbox.more === true ? 1 : 0)),
          ...mailbox.commands.map(encodeMailboxCommand),
        ),
    notify === undefined ? none : tlv(0xae, notify),
    status === undefined ? none : tlv(0x97, u16(Number.parseInt(status, 16))),
  );
}

/** A mailbox request as read: `malformed` where its form is right TLV but not a session (result 0002). */
export type ParsedMailbox =
  | { readonly kind: 'request'; readonly more: boolean; readonly commands: readonly MailboxCommand[] }
  | { readonly kind: 'malformed' };

/** An EXCHANGE as the phone reads it. `status` is the u16 of tag 97, known or not. */
export type ParsedExchange = {
  readonly mailbox: ParsedMailbox | null;
  readonly notify: Uint8Array | null;
  readonly status: ReaderStatus | 'unknown' | null;
};

function readMailboxCommand(element: TlvElement): Result<MailboxCommand | null> {
  const { tag, value } = element;
  const offset = readU16(value);
  if (tag === 0x87)
    return value.length === 4
      ? good({ kind: 'read', offset, length: readU16(value, 2) })
      : refuse('length', element.start, '87');
  if (tag === 0x8a)
    return value.length >= 3
      ? good({ kind: 'write', offset, data: value.subarray(2) })
      : refuse('length', element.start, '8A');
  if (tag === 0x95)
    return value.length === 5
      ? good({ kind: 'set', offset, length: readU16(value, 2), value: value[4] ?? 0 })
      : refuse('length', element.start, '95');
  return good(null);
}

function readMailbox(content: Uint8Array): Result<ParsedMailbox> {
  const elements = parseTlv(content);
  if (!elements.ok) return elements;
  const commands: MailboxCommand[] = [];
  const atomic = elements.value.filter((element) => element.tag === UNSURE.mailboxAtomicTag);
  if (atomic.some((element) => element.value.length !== 1)) return refuse('length', 0, '8C');
  for (const element of elements.value) {
    const command = readMailboxCommand(element);
    if (!command.ok) return command;
    if (command.value !== null) commands.push(command.value);
  }
  const flag = atomic[0]?.value[0];
  const fits = atomic.length === 1 && elements.value[0] === atomic[0] && (flag === 0 || flag === 1);
  return good(fits ? { kind: 'request', more: flag === 1, commands } : { kind: 'malformed' });
}

/** Reads the plaintext of an EXCHANGE command; any error is 6A80. Unknown tags are ignored. */
export function parseExchange(plaintext: Uint8Array): Result<ParsedExchange> {
  const fields = readFields(
    plaintext,
    [{ tag: 0xba }, { tag: 0xae, max: 250 }, { tag: 0x97, length: 2 }, { tag: 0x98, length: 0 }, { tag: 0x81 }],
    true,
  );
  if (!fields.ok) return fields;
  const template = fields.value.get(0xba)?.value;
  const mailbox = template === undefined ? good(null) : readMailbox(template);
  if (!mailbox.ok) return mailbox;
  const code = fields.value.get(0x97)?.value;
  const text = code === undefined ? null : readU16(code).toString(16).padStart(4, '0');
  return good({
    mailbox: mailbox.value,
    notify: fields.value.get(0xae)?.value ?? null,
    status: text === null ? null : isReaderStatus(text) ? text : 'unknown',
  });
}

/** Plaintext of the answer: each read's `length ‖ data`, then `0002 ssss`. A result other than 0 carries no read data. */
export function encodeExchangeAnswer(reads: readonly Uint8Array[], result: number): Bytes {
  const parts = result === 0 ? reads.flatMap((data) => [u16(data.length), data]) : [];
  return concat(...parts, u16(2), u16(result));
}

/** What the phone answered to EXCHANGE: read data in order, and the result (0 done). */
export type ExchangeAnswer = { readonly reads: readonly Uint8Array[]; readonly result: number };

/** Reads an answer; `expected` are the lengths asked, which a result 0 must match. */
export function parseExchangeAnswer(plaintext: Uint8Array, expected: readonly number[]): Result<ExchangeAnswer> {
  const items: Uint8Array[] = [];
  let at = 0;
  while (at < plaintext.length) {
    const end = at + 2 + readU16(plaintext, at);
    if (at + 2 > plaintext.length || end > plaintext.length) return refuse('truncated', at, 'EXCHANGE answer');
    items.push(plaintext.subarray(at + 2, end));
    at = end;
  }
  const last = items.pop();
  if (last === undefined || last.length !== 2) return refuse('missing', plaintext.length, 'result');
  const result = readU16(last);
  if (result !== 0)
    return items.length === 0 ? good({ reads: [], result }) : refuse('unexpected', 0, 'data with a failure');
  if (items.length !== expected.length || items.some((item, i) => item.length !== expected[i]))
    return refuse('length', 0, 'read data');
  return good({ reads: items, result });
}
