// Names made from points and reader identifiers (docs/protocol §1).
import { type Bytes, concat, utf8 } from '../encoding/bytes.ts';
import { sha1, sha256 } from './primitives.ts';

/** kid: first 8 bytes of SHA-256(ASCII `key-identifier` ‖ 65-byte point). Names an issuer key in COSE headers and anchor slots. */
export async function kid(point: Uint8Array): Promise<Bytes> {
  return (await sha256(concat(utf8('key-identifier'), point))).slice(0, 8);
}

/** Key hash: SHA-256 of the 65-byte device point; a Revocation Document names a device by it. */
export async function keyHash(point: Uint8Array): Promise<Bytes> {
  return sha256(point);
}

/** Key slot: first 8 bytes of SHA-1 of the 65-byte device point; only answered to readers that ask for it. */
export async function keySlot(point: Uint8Array): Promise<Bytes> {
  return (await sha1(point)).slice(0, 8);
}

/** The reader group id (16 bytes, one per location) of a 32-byte reader identifier. */
export function groupIdOf(readerIdentifier: Uint8Array): Bytes {
  return Uint8Array.from(readerIdentifier.subarray(0, 16));
}

/** The reader sub id (16 bytes, one per commissioning) of a 32-byte reader identifier. */
export function subIdOf(readerIdentifier: Uint8Array): Bytes {
  return Uint8Array.from(readerIdentifier.subarray(16, 32));
}

/** lockId (ours): the last 8 bytes of the reader identifier. */
export function lockIdOf(readerIdentifier: Uint8Array): Bytes {
  return Uint8Array.from(readerIdentifier.subarray(24, 32));
}

/** P.x, the 32-byte x coordinate of a 65-byte point. */
export function xOf(point: Uint8Array): Bytes {
  return Uint8Array.from(point.subarray(1, 33));
}
