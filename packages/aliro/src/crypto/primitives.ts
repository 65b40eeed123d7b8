// Hashes, HMAC, HKDF and AES-256-GCM by the crypto port in use (docs/protocol §3, §3.7).
import { AliroError } from '../aliro-error.ts';
import { type Bytes, concat } from '../encoding/bytes.ts';
import { type KeyLike, subtle } from '../platform.ts';
import { cryptoPort } from './crypto-port.ts';
import { openAnyIv, sealAnyIv } from './gcm-any-iv.ts';

/** SHA-256, 32 bytes. */
export async function sha256(data: Uint8Array): Promise<Bytes> {
  return cryptoPort().sha256(data);
}

/** SHA-1, 20 bytes: only where Aliro fixes it (key slot, authority key identifier). */
export async function sha1(data: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await subtle().digest('SHA-1', data));
}

/** HMAC-SHA-256, 32 bytes; any key length. */
export async function hmacSha256(key: Uint8Array, data: Uint8Array): Promise<Bytes> {
  return cryptoPort().hmacSha256(key, data);
}

/** A non-extractable HKDF key, fit for IndexedDB. */
export async function hkdfKey(ikm: Uint8Array): Promise<KeyLike> {
  return subtle().importKey('raw', ikm, 'HKDF', false, ['deriveBits']);
}

/** HKDF-SHA-256 (RFC 5869). `ikm` is bytes or a key from `hkdfKey`, which only WebCrypto can use; `length` in bytes, 1-8160. */
export async function hkdfSha256(
  ikm: Uint8Array | KeyLike,
  salt: Uint8Array,
  info: Uint8Array,
  length: number,
): Promise<Bytes> {
  if (length < 1 || length > 255 * 32) throw new AliroError('argument', 'HKDF-SHA-256 gives 1 to 8160 bytes');
  if (ikm instanceof Uint8Array) return cryptoPort().hkdfSha256(ikm, salt, info, length);
  return new Uint8Array(await subtle().deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, ikm, length * 8));
}

/** HKDF-Expand for at most 32 bytes: T1 = HMAC(prk, info ‖ 01), cut (docs/protocol §7.9). */
export async function hkdfExpand(prk: Uint8Array, info: Uint8Array, length: number): Promise<Bytes> {
  if (length > 32) throw new AliroError('argument', 'one block of HKDF-Expand only');
  return (await hmacSha256(prk, concat(info, Uint8Array.of(1)))).slice(0, length);
}

const NONE = new Uint8Array(0);

/** AES-GCM with a 16-byte tag behind the ciphertext. Key 32 bytes (16 and 24 work too), iv 12 bytes in this protocol, any length but 0 otherwise. */
export async function aesGcmSeal(
  key: Uint8Array,
  iv: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array = NONE,
): Promise<Bytes> {
  if (iv.length === 0) throw new AliroError('argument', 'AES-GCM needs an IV');
  return iv.length === 12 ? cryptoPort().aesGcm(key).seal(iv, plaintext, aad) : sealAnyIv(key, iv, plaintext, aad);
}

/** Opens ciphertext ‖ tag; null where it does not open (wrong key, iv, data, or too short). */
export async function aesGcmOpen(
  key: Uint8Array,
  iv: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array = NONE,
): Promise<Bytes | null> {
  if (sealed.length < 16 || iv.length === 0) return null;
  return iv.length === 12 ? cryptoPort().aesGcm(key).open(iv, sealed, aad) : openAnyIv(key, iv, sealed, aad);
}
