// What the protocol asks of a platform's cryptography while a door is being opened, and who answers in this process.
import { webCrypto } from './web-crypto.ts';

/** A result now or soon: platforms differ in which of their operations wait for another thread. */
export type MaybeLater<T> = T | Promise<T>;

/** AES-GCM under one key (16, 24 or 32 bytes), 16-byte tag behind the ciphertext, 12-byte IVs. Made once for each key. */
export type AesGcm = {
  seal(iv: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): MaybeLater<Uint8Array<ArrayBuffer>>;
  /** Null where it does not open. `sealed` has at least 16 bytes. */
  open(iv: Uint8Array, sealed: Uint8Array, aad: Uint8Array): MaybeLater<Uint8Array<ArrayBuffer> | null>;
};

/** An ECDH P-256 key. `agree` gives the 32-byte x coordinate, or null where the peer's point is not a point (docs/protocol §9.3). */
export type AgreementKey = { readonly point: Uint8Array; agree(peerPoint: Uint8Array): Promise<Uint8Array | null> };

/** An ECDSA P-256 key that signs. `point` is 65 bytes `04 ‖ x ‖ y`; `sign` takes the message (not its hash) and gives r ‖ s, 64 bytes. */
export type Signer = { readonly point: Uint8Array; sign(message: Uint8Array): Promise<Uint8Array> };

/**
 * The operations of an opening. Keys are bytes: the long-lived keys of phones stay in WebCrypto, whatever port is in use.
 * Every implementation passes the same vectors and Wycheproof files (docs/testing.md).
 */
export type CryptoPort = {
  readonly name: string;
  sha256(data: Uint8Array): MaybeLater<Uint8Array<ArrayBuffer>>;
  hmacSha256(key: Uint8Array, data: Uint8Array): MaybeLater<Uint8Array<ArrayBuffer>>;
  /** `length` 1 to 8160 bytes; the caller has checked it. */
  hkdfSha256(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): MaybeLater<Uint8Array<ArrayBuffer>>;
  aesGcm(key: Uint8Array): AesGcm;
  /** ECDSA P-256 with SHA-256 over `message`; false for anything wrong. */
  verify(point: Uint8Array, message: Uint8Array, signature: Uint8Array): MaybeLater<boolean>;
  /** Signs with a private key in PKCS#8 whose point is `point`. */
  signer(pkcs8: Uint8Array, point: Uint8Array): MaybeLater<Signer>;
  /** A new one-use agreement key, or the one with this 32-byte scalar. Throws where the scalar is not a P-256 key. */
  agreementKey(scalar?: Uint8Array): MaybeLater<AgreementKey>;
};

let current: CryptoPort = webCrypto;

/** The implementation in use. */
export function cryptoPort(): CryptoPort {
  return current;
}

/**
 * Puts another implementation in place, for this whole process and from now on; nothing else of the library changes. A program
 * on Node gives `nodeCrypto` of `@nightlatch/node-crypto` at its start. Returns what was in use before.
 */
export function useCrypto(port: CryptoPort): CryptoPort {
  const before = current;
  current = port;
  return before;
}
