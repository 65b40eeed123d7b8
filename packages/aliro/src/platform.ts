// The only door to the platform: WebCrypto and UTF-8 as found in Node 20+, browsers and locks, typed without DOM or Node types.
import { AliroError } from './aliro-error.ts';

/** A WebCrypto key seen from outside: DOM's and Node's `CryptoKey` both fit. */
export type KeyLike = {
  readonly type: string;
  readonly extractable: boolean;
  readonly algorithm: { readonly name: string };
  readonly usages: readonly string[];
};

/** A WebCrypto key pair seen from outside: DOM's and Node's `CryptoKeyPair` both fit. */
export type KeyPairLike = { readonly privateKey: KeyLike; readonly publicKey: KeyLike };

/** `length` unpredictable bytes. Injected only by tests; the default is the platform's generator. */
export type RandomBytes = (length: number) => Uint8Array;

type Algorithm = Readonly<Record<string, unknown>>;

/** The part of WebCrypto that we call. */
export type SubtleLike = {
  digest(algorithm: string, data: Uint8Array): Promise<ArrayBuffer>;
  importKey(
    format: 'raw' | 'pkcs8' | 'spki',
    data: Uint8Array,
    algorithm: Algorithm | string,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<KeyLike>;
  exportKey(format: 'raw' | 'pkcs8' | 'spki', key: KeyLike): Promise<ArrayBuffer>;
  exportKey(format: 'jwk', key: KeyLike): Promise<{ readonly x?: string; readonly y?: string; readonly d?: string }>;
  generateKey(algorithm: Algorithm, extractable: boolean, usages: readonly string[]): Promise<KeyPairLike>;
  deriveBits(algorithm: Algorithm, key: KeyLike, length: number): Promise<ArrayBuffer>;
  sign(algorithm: Algorithm | string, key: KeyLike, data: Uint8Array): Promise<ArrayBuffer>;
  verify(algorithm: Algorithm | string, key: KeyLike, signature: Uint8Array, data: Uint8Array): Promise<boolean>;
  encrypt(algorithm: Algorithm, key: KeyLike, data: Uint8Array): Promise<ArrayBuffer>;
  decrypt(algorithm: Algorithm, key: KeyLike, data: Uint8Array): Promise<ArrayBuffer>;
};

type Platform = {
  readonly crypto?: { readonly subtle?: SubtleLike; getRandomValues(array: Uint8Array): Uint8Array };
  readonly TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
  readonly TextDecoder: new (
    label: string,
    options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
  ) => { decode(bytes: Uint8Array): string };
};

// `as`: globalThis has no such members in the type library we compile with, on purpose; this file states what we rely on.
const platform = globalThis as unknown as Platform;

/** WebCrypto. Throws AliroError `platform` where it is absent (a page that is not a secure context). */
export function subtle(): SubtleLike {
  const found = platform.crypto?.subtle;
  if (found === undefined) throw new AliroError('platform', 'WebCrypto is not available here (not a secure context?)');
  return found;
}

/** Unpredictable bytes from the platform. */
export const platformRandom: RandomBytes = (length) => {
  const out = new Uint8Array(length);
  if (platform.crypto === undefined) throw new AliroError('platform', 'no random source');
  platform.crypto.getRandomValues(out);
  return out;
};

const encoder = new platform.TextEncoder();
const decoder = new platform.TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Up to here a loop is quicker than the platform's coder, for which each call is a border to cross. */
const SHORT = 48;

/** UTF-8 bytes of a text. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > SHORT) return encoder.encode(text);
  const out = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return encoder.encode(text);
    out[at] = code;
  }
  return out;
}

/** The text of UTF-8 bytes, or null where they are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  const short = bytes.length <= SHORT ? decodeAscii(bytes) : null;
  if (short !== null) return short;
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Null where a byte is not ASCII. */
function decodeAscii(bytes: Uint8Array): string | null {
  let text = '';
  for (const byte of bytes) {
    if (byte > 0x7f) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}
