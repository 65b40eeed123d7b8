// The lock's info bytes: who it is and what the link takes; unauthenticated, a hint that never grants (docs/protocol §6.4).
import { AliroError } from '../aliro-error.ts';
import { type Bytes, concat, readU16, u16 } from '../encoding/bytes.ts';
import { good, type Result, refuse } from '../result.ts';

/** The lock's info. */
export type LockInfo = {
  readonly fast: boolean;
  readonly stepUp: boolean;
  readonly mailbox: boolean;
  readonly readerIdentifier: Uint8Array;
  /** Supported protocol versions, u16 (0x0100). */
  readonly versions: readonly number[];
  /** Largest frame the lock takes, header included. */
  readonly maxFrame: number;
  /** Chunk size c = ATT_MTU - 3 of this link at this read, 20-512. */
  readonly chunkSize: number;
  /** 16 bytes while the lock's clock is unknown or uncertain, else null. */
  readonly timeNonce: Uint8Array | null;
};

const PROFILE = 1;
const FEATURE = { fast: 1, stepUp: 2, mailbox: 4, nonce: 8 };
const LEAST_FRAME = 1028;

/** The info bytes: 42 with one version, 58 with a nonce. */
export function encodeInfo(info: LockInfo): Bytes {
  const { timeNonce } = info;
  if (info.readerIdentifier.length !== 32) throw new AliroError('argument', 'a reader identifier has 32 bytes');
  if (timeNonce !== null && timeNonce.length !== 16) throw new AliroError('argument', 'a time nonce has 16 bytes');
  const features =
    (info.fast ? FEATURE.fast : 0) |
    (info.stepUp ? FEATURE.stepUp : 0) |
    (info.mailbox ? FEATURE.mailbox : 0) |
    (timeNonce === null ? 0 : FEATURE.nonce);
  return concat(
    Uint8Array.of(PROFILE),
    u16(features),
    info.readerIdentifier,
    Uint8Array.of(info.versions.length),
    ...info.versions.map(u16),
    u16(info.maxFrame),
    u16(info.chunkSize),
    timeNonce ?? new Uint8Array(0),
  );
}

/** Reads info bytes; another profile version than 1 is an error `value`. Unknown feature bits are ignored. */
export function parseInfo(bytes: Uint8Array): Result<LockInfo> {
  if (bytes[0] !== PROFILE) return refuse('value', 0, 'profile version');
  if (bytes.length < 36) return refuse('truncated', bytes.length, 'info');
  const features = readU16(bytes, 1);
  const count = bytes[35] ?? 0;
  const at = 36 + 2 * count;
  const nonceLength = (features & FEATURE.nonce) === 0 ? 0 : 16;
  if (bytes.length !== at + 4 + nonceLength) return refuse('length', bytes.length, 'info');
  const maxFrame = readU16(bytes, at);
  const chunkSize = readU16(bytes, at + 2);
  if (maxFrame < LEAST_FRAME) return refuse('value', at, 'largest frame');
  if (chunkSize < 20 || chunkSize > 512) return refuse('value', at + 2, 'chunk size');
  return good({
    fast: (features & FEATURE.fast) !== 0,
    stepUp: (features & FEATURE.stepUp) !== 0,
    mailbox: (features & FEATURE.mailbox) !== 0,
    readerIdentifier: bytes.subarray(3, 35),
    versions: Array.from({ length: count }, (_, i) => readU16(bytes, 36 + 2 * i)),
    maxFrame,
    chunkSize,
    timeNonce: nonceLength === 0 ? null : bytes.subarray(at + 4),
  });
}
