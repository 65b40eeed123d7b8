// Frames, the Initiate frame, events, state bytes and timers of a link (docs/protocol §6.2, §6.4, §6.5).
import { AliroError } from '../aliro-error.ts';
import { type Bytes, concat, readU16, u16 } from '../encoding/bytes.ts';
import { bad, good, type Result, refuse } from '../result.ts';

/** A frame; payload <= 4096. */
export type Frame = { readonly type: number; readonly id: number; readonly payload: Uint8Array };

/** Most payload bytes of a frame. */
export const FRAME_PAYLOAD_LIMIT: 4096 = 4096;

/** The frames we use: type and id. */
export const FRAME: {
  readonly command: readonly [0, 0];
  readonly answer: readonly [0, 1];
  readonly event: readonly [2, 0];
  readonly initiate: readonly [2, 5];
  readonly info: readonly [4, 0];
} = { command: [0, 0], answer: [0, 1], event: [2, 0], initiate: [2, 5], info: [4, 0] };

/** True where a frame is of this type and id. */
export function isFrame(frame: Frame, kind: readonly [number, number]): boolean {
  return frame.type === kind[0] && frame.id === kind[1];
}

/** State bytes: END and the aborts. `overloaded` is followed by n: try again after n × 100 ms. */
export const STATE: {
  readonly end: 0x02;
  readonly other: 0x80;
  readonly timeout: 0x81;
  readonly tooLarge: 0x82;
  readonly chunk: 0x83;
  readonly notAllowed: 0x84;
  readonly version: 0x85;
  readonly overloaded: 0x86;
  readonly malformed: 0x87;
} = {
  end: 0x02,
  other: 0x80,
  timeout: 0x81,
  tooLarge: 0x82,
  chunk: 0x83,
  notAllowed: 0x84,
  version: 0x85,
  overloaded: 0x86,
  malformed: 0x87,
};

/** One of the state bytes. */
export type StateByte = (typeof STATE)[keyof typeof STATE];

const STATES: ReadonlySet<number> = new Set(Object.values(STATE));

/** True for a state byte of §6.4. */
export function isStateByte(byte: number): byte is StateByte {
  return STATES.has(byte);
}

/** Link timers in ms, and how many unknown frames a link may bring (§6.2, §6.4). */
export const LINK_TIMERS: {
  readonly initiateMs: 6000;
  readonly answerMs: 3000;
  readonly commandMs: 5000;
  readonly busyMs: 3000;
  readonly busyTimes: 3;
  readonly sessionMs: 15000;
  readonly chunkMs: 2000;
  readonly afterEndMs: 2000;
  readonly unknownFrames: 8;
} = {
  initiateMs: 6000,
  answerMs: 3000,
  commandMs: 5000,
  busyMs: 3000,
  busyTimes: 3,
  sessionMs: 15000,
  chunkMs: 2000,
  afterEndMs: 2000,
  unknownFrames: 8,
};

/** The WebSocket close code of a state byte: 1000 for END, 4000 + byte for aborts. */
export function closeCodeOf(state: StateByte): number {
  return state === STATE.end ? 1000 : 4000 + state;
}

/** The state byte of a WebSocket close code; null for codes that are not ours. */
export function stateOfCloseCode(code: number): StateByte | null {
  if (code === 1000) return STATE.end;
  const byte = code - 4000;
  return isStateByte(byte) && byte !== STATE.end ? byte : null;
}

/** Bytes of a frame. Throws AliroError `limit` over 4096 payload bytes. */
export function encodeFrame(frame: Frame): Bytes {
  if (frame.payload.length > FRAME_PAYLOAD_LIMIT) throw new AliroError('limit', 'frame over 4096 payload bytes');
  return concat(Uint8Array.of(frame.type, frame.id), u16(frame.payload.length), frame.payload);
}

/** Why a frame is not taken, and the state byte to abort with. */
export type FrameError = { readonly abort: StateByte; readonly detail: string };

/** One whole frame. The error's `abort` is 82 for a stated length over 4096, 87 for anything else that is wrong. */
export function parseFrame(bytes: Uint8Array): Result<Frame, FrameError> {
  if (bytes.length < 4) return bad({ abort: STATE.malformed, detail: 'frame header' });
  const length = readU16(bytes, 2);
  if (length > FRAME_PAYLOAD_LIMIT) return bad({ abort: STATE.tooLarge, detail: 'frame payload' });
  if (bytes.length !== 4 + length) return bad({ abort: STATE.malformed, detail: 'frame length' });
  return good({ type: bytes[0] ?? 0, id: bytes[1] ?? 0, payload: bytes.subarray(4) });
}

function frameOf(kind: readonly [number, number], payload: Uint8Array): Bytes {
  return encodeFrame({ type: kind[0], id: kind[1], payload });
}

/** A command APDU in its frame. */
export function commandFrame(apdu: Uint8Array): Bytes {
  return frameOf(FRAME.command, apdu);
}

/** An answer APDU in its frame. */
export function answerFrame(apdu: Uint8Array): Bytes {
  return frameOf(FRAME.answer, apdu);
}

/** The frame of the lock's info bytes: its first message on local links (§6.5). */
export function infoFrame(info: Uint8Array): Bytes {
  return frameOf(FRAME.info, info);
}

/** The Initiate frame around the phone's A5 TLV. */
export function initiateFrame(a5: Uint8Array): Bytes {
  return frameOf(FRAME.initiate, concat(Uint8Array.of(0, a5.length), a5));
}

/** The A5 TLV of an Initiate payload (attribute 0; other attributes are skipped). */
export function parseInitiate(payload: Uint8Array): Result<Bytes> {
  let a5: Uint8Array | null = null;
  let at = 0;
  while (at < payload.length) {
    const end = at + 2 + (payload[at + 1] ?? 0);
    if (at + 2 > payload.length || end > payload.length) return refuse('truncated', at, 'attribute');
    if (payload[at] === 0) {
      if (a5 !== null) return refuse('duplicate', at, 'attribute 0');
      a5 = payload.subarray(at + 2, end);
    }
    at = end;
  }
  return a5 === null ? refuse('missing', payload.length, 'attribute 0') : good(concat(a5));
}

/** The busy event frame `00 00`. */
export function busyFrame(): Bytes {
  return frameOf(FRAME.event, Uint8Array.of(0, 0));
}

/** The error event frame `01 01 code`: 0 unknown, 1 resource, 2 wrong parameters, 3 ranging key. */
export function errorFrame(code: 0 | 1 | 2 | 3): Bytes {
  return frameOf(FRAME.event, Uint8Array.of(1, 1, code));
}

/** What a type 2 id 0 payload says. */
export type LinkEvent =
  | { readonly kind: 'busy' }
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'unknown' };

/** Reads the payload of an event frame. */
export function parseEvent(payload: Uint8Array): LinkEvent {
  if (payload.length === 2 && payload[0] === 0 && payload[1] === 0) return { kind: 'busy' };
  if (payload.length === 3 && payload[0] === 1 && payload[1] === 1) return { kind: 'error', code: payload[2] ?? 0 };
  return { kind: 'unknown' };
}
