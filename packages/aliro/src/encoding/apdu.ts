// Command and answer APDUs: short and extended forms (docs/protocol §2.1; ISO 7816-4 §5).
import { AliroError } from '../aliro-error.ts';
import { good, type Result, refuse } from '../result.ts';
import { type Bytes, concat, readU16, u16 } from './bytes.ts';

/** The commands of §2.1: CLA, INS, P1, P2. */
export const COMMAND: {
  readonly select: readonly [0x00, 0xa4, 0x04, 0x00];
  readonly auth0: readonly [0x80, 0x80, 0x00, 0x00];
  readonly loadCert: readonly [0x80, 0xd1, 0x00, 0x00];
  readonly auth1: readonly [0x80, 0x81, 0x00, 0x00];
  readonly exchange: readonly [0x80, 0xc9, 0x00, 0x00];
  readonly controlFlow: readonly [0x80, 0x3c, 0x00, 0x00];
  readonly envelope: readonly [0x00, 0xc3, 0x00, 0x00];
  readonly getResponse: readonly [0x00, 0xc0, 0x00, 0x00];
} = {
  select: [0x00, 0xa4, 0x04, 0x00],
  auth0: [0x80, 0x80, 0x00, 0x00],
  loadCert: [0x80, 0xd1, 0x00, 0x00],
  auth1: [0x80, 0x81, 0x00, 0x00],
  exchange: [0x80, 0xc9, 0x00, 0x00],
  controlFlow: [0x80, 0x3c, 0x00, 0x00],
  envelope: [0x00, 0xc3, 0x00, 0x00],
  getResponse: [0x00, 0xc0, 0x00, 0x00],
};

/** CLA, INS, P1, P2. */
export type CommandHead = readonly [number, number, number, number];

/** A command APDU. `le` is the number of answer bytes asked for (256 or 65536 for zero bytes), null where absent. */
export type CommandApdu = {
  readonly head: CommandHead;
  readonly data: Uint8Array;
  readonly le: number | null;
  readonly extended: boolean;
};

/** Bytes of a command. Short form takes at most 255 data bytes, extended at most 65535. */
export function encodeCommand(command: CommandApdu): Bytes {
  const { data, le } = command;
  const head = Uint8Array.from(command.head);
  if (!command.extended) {
    if (data.length > 255) throw new AliroError('limit', 'a short APDU takes 255 data bytes');
    const lc = data.length === 0 ? new Uint8Array(0) : Uint8Array.of(data.length);
    return concat(head, lc, data, le === null ? new Uint8Array(0) : Uint8Array.of(le & 255));
  }
  const lc = data.length === 0 ? new Uint8Array(0) : concat(Uint8Array.of(0), u16(data.length));
  const tail = le === null ? new Uint8Array(0) : data.length === 0 ? concat(Uint8Array.of(0), u16(le)) : u16(le);
  return concat(head, lc, data, tail);
}

function shortBody(bytes: Uint8Array, head: CommandHead): Result<CommandApdu> {
  const lc = bytes[4] ?? 0;
  const end = 5 + lc;
  const data = bytes.subarray(5, end);
  if (bytes.length === end) return good({ head, data, le: null, extended: false });
  if (bytes.length === end + 1) return good({ head, data, le: bytes[end] || 256, extended: false });
  return refuse('length', 4, 'Lc');
}

function extendedBody(bytes: Uint8Array, head: CommandHead): Result<CommandApdu> {
  if (bytes.length === 7)
    return good({ head, data: bytes.subarray(7), le: readU16(bytes, 5) || 65536, extended: true });
  const lc = readU16(bytes, 5);
  const end = 7 + lc;
  const data = bytes.subarray(7, end);
  if (lc === 0) return refuse('length', 5, 'Lc');
  if (bytes.length === end) return good({ head, data, le: null, extended: true });
  if (bytes.length === end + 2) return good({ head, data, le: readU16(bytes, end) || 65536, extended: true });
  return refuse('length', 5, 'Lc');
}

/** Reads a command APDU; any error is 6700. */
export function parseCommand(bytes: Uint8Array): Result<CommandApdu> {
  if (bytes.length < 4) return refuse('truncated', 0, 'header');
  const head: CommandHead = [bytes[0] ?? 0, bytes[1] ?? 0, bytes[2] ?? 0, bytes[3] ?? 0];
  if (bytes.length === 4) return good({ head, data: bytes.subarray(4), le: null, extended: false });
  if (bytes.length === 5) return good({ head, data: bytes.subarray(5), le: bytes[4] || 256, extended: false });
  if (bytes[4] === 0) return bytes.length < 7 ? refuse('length', 4, 'Lc') : extendedBody(bytes, head);
  return shortBody(bytes, head);
}

/** An answer: data and status word. */
export type AnswerApdu = { readonly data: Uint8Array; readonly sw: number };

/** Bytes of an answer. */
export function encodeAnswer(data: Uint8Array, sw: number): Bytes {
  return concat(data, u16(sw));
}

/** Reads an answer. */
export function parseAnswer(bytes: Uint8Array): Result<AnswerApdu> {
  if (bytes.length < 2) return refuse('truncated', 0, 'status word');
  return good({ data: bytes.subarray(0, bytes.length - 2), sw: readU16(bytes, bytes.length - 2) });
}
