// Byte strings: hex, joining, comparing, big-endian numbers, base64url.
import { AliroError } from '../aliro-error.ts';
import { decodeUtf8, encodeUtf8 } from '../platform.ts';

/** Bytes that own their memory, so that browsers' typed interfaces (`WebSocket.send`, WebCrypto) take them as they are. */
export type Bytes = Uint8Array<ArrayBuffer>;

const DIGITS = '0123456789abcdef';

/** Lower-case hex of bytes. */
export function hex(bytes: Uint8Array): string {
  let out = '';
  for (const b of bytes) out += DIGITS.charAt(b >> 4) + DIGITS.charAt(b & 15);
  return out;
}

/** Bytes of hex text (spaces allowed). Throws AliroError `argument` for anything else: for constants, files and command lines. */
export function fromHex(text: string): Bytes {
  const clean = text.replace(/\s+/g, '');
  if (clean.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(clean)) throw new AliroError('argument', 'not hex');
  const out = new Uint8Array(clean.length / 2);
  for (let i = 0; i < out.length; i += 1) out[i] = Number.parseInt(clean.slice(2 * i, 2 * i + 2), 16);
  return out;
}

/** All parts, one after another. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A copy that owns its memory. */
export function copyOf(bytes: Uint8Array): Bytes {
  const out = new Uint8Array(bytes.length);
  out.set(bytes);
  return out;
}

/** Equality in a time that depends on the lengths only, fit for secrets. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** Two bytes, big endian. */
export function u16(value: number): Bytes {
  return Uint8Array.of((value >>> 8) & 255, value & 255);
}

/** Four bytes, big endian. */
export function u32(value: number): Bytes {
  return Uint8Array.of((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

/** The big-endian u16 at `offset`; bytes past the end read as zero. */
export function readU16(bytes: Uint8Array, offset = 0): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}

/** The big-endian u32 at `offset`; bytes past the end read as zero. */
export function readU32(bytes: Uint8Array, offset = 0): number {
  return readU16(bytes, offset) * 0x10000 + readU16(bytes, offset + 2);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** base64url without padding (RFC 4648 §5). */
export function base64url(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const chars = left >= 3 ? 4 : left + 1;
    for (let k = 0; k < chars; k += 1) out += ALPHABET.charAt((word >> (18 - 6 * k)) & 63);
  }
  return out;
}

/** Bytes of unpadded base64url, or null where the text is not its one canonical form. */
export function fromBase64url(text: string): Bytes | null {
  const out = new Uint8Array(Math.floor((text.length * 6) / 8));
  let word = 0;
  let bits = 0;
  let at = 0;
  for (const char of text) {
    const value = ALPHABET.indexOf(char);
    if (value < 0) return null;
    word = ((word << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at] = (word >> bits) & 255;
      at += 1;
    }
  }
  return base64url(out) === text ? out : null;
}

/** UTF-8 bytes of a text. */
export function utf8(text: string): Bytes {
  return encodeUtf8(text);
}

/** The text of UTF-8 bytes, or null where they are not valid UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | null {
  return decodeUtf8(bytes);
}
