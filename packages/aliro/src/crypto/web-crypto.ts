// The crypto port that runs everywhere: elliptic curves and AES by WebCrypto, SHA-256 and what is built on it in JavaScript.
// A WebCrypto call costs tens of microseconds beside its work; hashing a few hundred bytes here costs less than that. AES stays with
// the platform: in JavaScript it would be table look-ups by secret bytes (docs/protocol §9.2).
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type KeyLike, type SubtleLike, subtle } from '../platform.ts';
import type { AesGcm, CryptoPort } from './crypto-port.ts';
import { looksLikePoint } from './point.ts';
import { RecentlyUsed } from './recently-used.ts';
import { ECDSA, generateAgreementKey, importAgreementKey, importSigner, SIGNATURE } from './web-keys.ts';

/** Anchors of a lock, issuer and locks of a stay, phones that come again. */
const MOST_KEYS = 64;

// Keys belong to the WebCrypto that made them; tests put others in its place.
let keyMaker: SubtleLike | undefined;
let keys = new RecentlyUsed<KeyLike>(MOST_KEYS);

async function verifyingKey(point: Uint8Array): Promise<KeyLike | null> {
  const platform = subtle();
  if (keyMaker !== platform) {
    keyMaker = platform;
    keys = new RecentlyUsed(MOST_KEYS);
  }
  const known = keys.get(point);
  if (known !== undefined) return known;
  if (!looksLikePoint(point)) return null;
  try {
    const key = await platform.importKey('raw', point, ECDSA, true, ['verify']);
    keys.set(point, key);
    return key;
  } catch {
    return null;
  }
}

function aesGcm(key: Uint8Array): AesGcm {
  let imported: Promise<KeyLike> | undefined;
  const keyOf = (): Promise<KeyLike> => {
    imported ??= subtle().importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
    return imported;
  };
  return {
    seal: async (iv, plaintext, aad) =>
      new Uint8Array(await subtle().encrypt(parameters(iv, aad), await keyOf(), plaintext)),
    open: async (iv, sealed, aad) => {
      const held = await keyOf();
      try {
        return new Uint8Array(await subtle().decrypt(parameters(iv, aad), held, sealed));
      } catch {
        return null;
      }
    },
  };
}

function parameters(iv: Uint8Array, aad: Uint8Array): Readonly<Record<string, unknown>> {
  const given = { name: 'AES-GCM', iv, tagLength: 128 };
  return aad.length === 0 ? given : { ...given, additionalData: aad };
}

/** The default. */
export const webCrypto: CryptoPort = {
  name: 'webcrypto',
  sha256: (data) => sha256(data),
  hmacSha256: (key, data) => hmac(sha256, key, data),
  hkdfSha256: (ikm, salt, info, length) => hkdf(sha256, ikm, salt, info, length),
  aesGcm,
  verify: async (point, message, signature) => {
    const key = signature.length === 64 ? await verifyingKey(point) : null;
    if (key === null) return false;
    try {
      return await subtle().verify(SIGNATURE, key, signature, message);
    } catch {
      return false;
    }
  },
  signer: (pkcs8) => importSigner({ pkcs8 }, { extractable: false }),
  agreementKey: (scalar) =>
    scalar === undefined ? generateAgreementKey() : importAgreementKey({ scalar }, { extractable: false }),
};
