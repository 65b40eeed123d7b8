// Frames, the Initiate frame, info bytes and state bytes (docs/protocol §6.2, §6.4, §6.5).
import type { Bytes } from '../encoding/bytes.ts';
import { pending } from '../pending.ts';
import type { Result } from '../result.ts';

/** A frame; payload <= 4096. */
export type Frame = { readonly type: number; readonly id: number; readonly payload: Uint8Array };

/** The frames we use: type and id. */
export const FRAME: {
  readonly command: readonly [0, 0];
  readonly answer: readonly [0, 1];
  readonly event: readonly [2, 0];
  readonly initiate: readonly [2, 5];
  readonly info: readonly [4, 0];
} = { command: [0, 0], answer: [0, 1], event: [2, 0], initiate: [2, 5], info: [4, 0] };

/** State bytes: END and the aborts. WebSocket close code = 4000 + byte for aborts, 1000 for END. */
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

/** Link timers in ms (§6.4). */
export const LINK_TIMERS: {
  readonly initiateMs: 6000;
  readonly answerMs: 3000;
  readonly answerForcedMs: 10000;
  readonly commandMs: 5000;
  readonly busyMs: 3000;
  readonly busyTimes: 3;
  readonly sessionMs: 15000;
  readonly sessionForcedMs: 30000;
  readonly chunkMs: 2000;
  readonly afterEndMs: 2000;
  readonly unknownFrames: 8;
} = {
  initiateMs: 6000,
  answerMs: 3000,
  answerForcedMs: 10000,
  commandMs: 5000,
  busyMs: 3000,
  busyTimes: 3,
  sessionMs: 15000,
  sessionForcedMs: 30000,
  chunkMs: 2000,
  afterEndMs: 2000,
  unknownFrames: 8,
};

/** The WebSocket close code of a state byte. */
export function closeCodeOf(state: StateByte): number {
  return state === STATE.end ? 1000 : 4000 + state;
}

/** The state byte of a WebSocket close code; null for codes that are not ours. */
export function stateOfCloseCode(code: number): StateByte | null {
  return pending(`stateOfCloseCode ${code}`);
}

/** Bytes of a frame. Throws AliroError `limit` over 4096 payload bytes. */
export function encodeFrame(frame: Frame): Bytes {
  return pending(`encodeFrame ${frame.type}`);
}

/** One whole frame. The error's `abort` is the state byte to send: 87 for a wrong length, 82 over 4096. */
export function parseFrame(bytes: Uint8Array): Result<Frame, { readonly abort: StateByte; readonly detail: string }> {
  return pending(`parseFrame ${bytes.length}`);
}

/** A command APDU in its frame. */
export function commandFrame(apdu: Uint8Array): Bytes {
  return pending(`commandFrame ${apdu.length}`);
}

/** An answer APDU in its frame. */
export function answerFrame(apdu: Uint8Array): Bytes {
  return pending(`answerFrame ${apdu.length}`);
}

/** The Initiate frame around the phone's A5 TLV. */
export function initiateFrame(a5: Uint8Array): Bytes {
  return pending(`initiateFrame ${a5.length}`);
}

/** The A5 TLV of an Initiate payload (attribute 0). */
export function parseInitiate(payload: Uint8Array): Result<Bytes> {
  return pending(`parseInitiate ${payload.length}`);
}

/** The busy event frame `00 00`. */
export function busyFrame(): Bytes {
  return pending('busyFrame');
}

/** The error event frame `01 01 code`: 0 unknown, 1 resource, 2 wrong parameters, 3 ranging key. */
export function errorFrame(code: 0 | 1 | 2 | 3): Bytes {
  return pending(`errorFrame ${code}`);
}

/** What a type 2 id 0 payload says. */
export function parseEvent(
  payload: Uint8Array,
): { readonly kind: 'busy' } | { readonly kind: 'error'; readonly code: number } | { readonly kind: 'unknown' } {
  return pending(`parseEvent ${payload.length}`);
}

/** The lock's info: unauthenticated, a hint that never grants. */
export type LockInfo = {
  readonly fast: boolean;
  readonly stepUp: boolean;
  readonly mailbox: boolean;
  readonly readerIdentifier: Uint8Array;
  /** Supported protocol versions, u16 (0x0100). */
  readonly versions: readonly number[];
  readonly maxFrame: number;
  readonly chunkSize: number;
  /** 16 bytes while the lock's clock is unknown or uncertain. */
  readonly timeNonce: Uint8Array | null;
};

/** The info bytes (42 with one version, 58 with a nonce). */
export function encodeInfo(info: LockInfo): Bytes {
  return pending(`encodeInfo ${info.chunkSize}`);
}

/** Reads info bytes; another profile version than 1 is an error. Unknown feature bits are ignored. */
export function parseInfo(bytes: Uint8Array): Result<LockInfo> {
  return pending(`parseInfo ${bytes.length}`);
}
