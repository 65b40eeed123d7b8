// Key schedule from ECDH to session keys, and the cryptogram of the fast phase (docs/protocol §3).
import { type Bytes, concat, copyOf, fromHex, utf8 } from '../encoding/bytes.ts';
import { tlv } from '../encoding/tlv.ts';
import type { KeyLike } from '../platform.ts';
import { aesGcmOpen, aesGcmSeal, hkdfSha256, sha256 } from './primitives.ts';

/** The 12-character labels of table 3.3. */
export const KEY_LABEL: {
  readonly standard: 'Volatile****';
  readonly persistent: 'Persistent**';
  readonly fast: 'VolatileFast';
} = {
  standard: 'Volatile****',
  persistent: 'Persistent**',
  fast: 'VolatileFast',
};

/** Everything AUTH0 fixed, seen alike by both sides; the parts of salt and info (§3.2). */
export type SessionContext = {
  /** Part 1, 32 bytes: x of the reader-issuer key, or of the reader's own key when no certificate is used. */
  readonly groupKeyX: Uint8Array;
  readonly readerIdentifier: Uint8Array;
  /** 5E NFC, C3 everything else. */
  readonly interfaceByte: number;
  /** Two bytes, `0100`. */
  readonly version: Uint8Array;
  readonly readerEphemeralX: Uint8Array;
  readonly deviceEphemeralX: Uint8Array;
  readonly transactionId: Uint8Array;
  /** Values of AUTH0 tags 41 and 42 as sent. */
  readonly commandParameters: number;
  readonly authenticationPolicy: number;
  /** Whole A5 TLV as the phone sent it. */
  readonly a5: Uint8Array;
  /** Whole B1 and B2 TLVs, empty where none came. */
  readonly commandVendor: Uint8Array;
  readonly answerVendor: Uint8Array;
};

/** K_DH = SHA-256(Z ‖ 00000001 ‖ transactionId) (X9.63 KDF, one block). */
export function deriveKdh(ecdhX: Uint8Array, transactionId: Uint8Array): Promise<Bytes> {
  return sha256(concat(ecdhX, fromHex('00000001'), transactionId));
}

/** The salt of §3.2; `deviceX` (part 10) only for the labels `Persistent**` and `VolatileFast`. */
export function sessionSalt(context: SessionContext, label: string, deviceX?: Uint8Array): Bytes {
  return concat(
    context.groupKeyX,
    utf8(label),
    context.readerIdentifier,
    Uint8Array.of(context.interfaceByte),
    tlv(0x5c, context.version),
    context.readerEphemeralX,
    context.transactionId,
    Uint8Array.of(context.commandParameters, context.authenticationPolicy),
    context.a5,
    deviceX ?? new Uint8Array(0),
  );
}

/** The info of §3.2. */
export function sessionInfo(context: SessionContext): Bytes {
  return concat(context.deviceEphemeralX, context.commandVendor, context.answerVendor);
}

function cut(okm: Bytes, index: number): Bytes {
  return copyOf(okm.subarray(32 * index, 32 * index + 32));
}

/** Keys of the standard phase; BleSK and URSK are never derived into use. */
export type StandardKeys = {
  readonly okm: Bytes;
  readonly exchangeReader: Bytes;
  readonly exchangeDevice: Bytes;
  readonly stepUp: Bytes;
};

/** Standard keys from K_DH (label `Volatile****`, 160 bytes). */
export async function deriveStandardKeys(kdh: Uint8Array, context: SessionContext): Promise<StandardKeys> {
  const okm = await hkdfSha256(kdh, sessionSalt(context, KEY_LABEL.standard), sessionInfo(context), 160);
  return { okm, exchangeReader: cut(okm, 0), exchangeDevice: cut(okm, 1), stepUp: cut(okm, 2) };
}

/** Kpersistent, 32 bytes (label `Persistent**`). */
export function deriveKpersistent(kdh: Uint8Array, context: SessionContext, deviceX: Uint8Array): Promise<Bytes> {
  return hkdfSha256(kdh, sessionSalt(context, KEY_LABEL.persistent, deviceX), sessionInfo(context), 32);
}

/** Keys of the fast phase. */
export type FastKeys = {
  readonly okm: Bytes;
  readonly cryptogram: Bytes;
  readonly exchangeReader: Bytes;
  readonly exchangeDevice: Bytes;
};

/** Fast keys from Kpersistent (bytes or non-extractable HKDF key; label `VolatileFast`, 160 bytes). */
export async function deriveFastKeys(
  kpersistent: Uint8Array | KeyLike,
  context: SessionContext,
  deviceX: Uint8Array,
): Promise<FastKeys> {
  const okm = await hkdfSha256(kpersistent, sessionSalt(context, KEY_LABEL.fast, deviceX), sessionInfo(context), 160);
  return { okm, cryptogram: cut(okm, 0), exchangeReader: cut(okm, 1), exchangeDevice: cut(okm, 2) };
}

/** Step-up keys from StepUpSK: empty salt, ASCII info. */
export async function deriveStepUpKeys(
  stepUp: Uint8Array,
): Promise<{ readonly reader: Bytes; readonly device: Bytes }> {
  const empty = new Uint8Array(0);
  return {
    reader: await hkdfSha256(stepUp, empty, utf8('SKReader'), 32),
    device: await hkdfSha256(stepUp, empty, utf8('SKDevice'), 32),
  };
}

/** Content of the cryptogram (§3.5). Timestamps are 20 ASCII characters; null is 20 zero bytes. */
export type CryptogramContent = {
  readonly signaling: number;
  readonly signedAccess: string | null;
  readonly signedRevocation: string | null;
};

const ZERO_IV = new Uint8Array(12);

/** The 48 plaintext bytes. */
export function encodeCryptogramContent(content: CryptogramContent): Bytes {
  const stamp = (text: string | null): Bytes => (text === null ? new Uint8Array(20) : utf8(text));
  return concat(
    tlv(0x5e, Uint8Array.of(content.signaling >> 8, content.signaling & 255)),
    tlv(0x91, stamp(content.signedAccess)),
    tlv(0x92, stamp(content.signedRevocation)),
  );
}

function stampOf(bytes: Uint8Array): string | null {
  return bytes.every((b) => b === 0) ? null : String.fromCharCode(...bytes);
}

/** The 64-byte cryptogram. */
export function sealCryptogram(key: Uint8Array, content: CryptogramContent): Promise<Bytes> {
  return aesGcmSeal(key, ZERO_IV, encodeCryptogramContent(content));
}

/** Opens a cryptogram; null where the key is another or the content is not as §3.5 says. */
export async function openCryptogram(key: Uint8Array, cryptogram: Uint8Array): Promise<CryptogramContent | null> {
  const plain = await aesGcmOpen(key, ZERO_IV, cryptogram);
  if (plain === null || plain.length !== 48) return null;
  const shape =
    plain[0] === 0x5e &&
    plain[1] === 2 &&
    plain[4] === 0x91 &&
    plain[5] === 20 &&
    plain[26] === 0x92 &&
    plain[27] === 20;
  if (!shape) return null;
  return {
    signaling: (plain[2] ?? 0) * 256 + (plain[3] ?? 0),
    signedAccess: stampOf(plain.subarray(6, 26)),
    signedRevocation: stampOf(plain.subarray(28, 48)),
  };
}
