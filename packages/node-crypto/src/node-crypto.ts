// The crypto port on node:crypto. Everything is computed where it is asked for: WebCrypto's way through Node's thread pool costs
// more than most of these operations take.
import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type ECDH,
  hash,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { type AesGcm, type AgreementKey, type CryptoPort, looksLikePoint, RecentlyUsed } from '@nightlatch/aliro';

/** Anchors of a lock, issuer and locks of a stay, phones that come again. */
const MOST_KEYS = 64;
const TAG_BYTES = 16;
const CURVE = 'prime256v1';

const keys: RecentlyUsed<KeyObject> = new RecentlyUsed(MOST_KEYS);

/** Buffers may share a pool; what leaves here owns its memory, as `Bytes` promises. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

function verifyingKey(point: Uint8Array): KeyObject | null {
  const known = keys.get(point);
  if (known !== undefined) return known;
  if (!looksLikePoint(point)) return null;
  const x = Buffer.from(point.subarray(1, 33)).toString('base64url');
  const y = Buffer.from(point.subarray(33)).toString('base64url');
  try {
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    keys.set(point, key);
    return key;
  } catch {
    return null;
  }
}

function verifySignature(point: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = signature.length === 64 ? verifyingKey(point) : null;
  if (key === null) return false;
  try {
    return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

function agreementKey(scalar?: Uint8Array): AgreementKey {
  const ecdh = createECDH(CURVE);
  return { point: owned(pointOf(ecdh, scalar)), agree: async (peerPoint) => agree(ecdh, peerPoint) };
}

/** Gives the object its key. */
function pointOf(ecdh: ECDH, scalar: Uint8Array | undefined): Uint8Array {
  if (scalar === undefined) return ecdh.generateKeys();
  ecdh.setPrivateKey(checkedScalar(scalar));
  return ecdh.getPublicKey();
}

function checkedScalar(scalar: Uint8Array): Uint8Array {
  if (scalar.length !== 32) throw new RangeError('a P-256 scalar has 32 bytes');
  return scalar;
}

/** OpenSSL refuses a point that is not on the curve; the compressed forms that it would take are refused here. */
function agree(ecdh: ECDH, peerPoint: Uint8Array): Uint8Array | null {
  if (!looksLikePoint(peerPoint)) return null;
  try {
    return owned(ecdh.computeSecret(peerPoint));
  } catch {
    return null;
  }
}

function cipherOf(key: Uint8Array): 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm' {
  if (key.length === 32) return 'aes-256-gcm';
  if (key.length === 24) return 'aes-192-gcm';
  if (key.length === 16) return 'aes-128-gcm';
  throw new RangeError('an AES key has 16, 24 or 32 bytes');
}

function aesGcm(key: Uint8Array): AesGcm {
  const algorithm = cipherOf(key);
  return {
    seal: (iv, plaintext, aad) => {
      const cipher = createCipheriv(algorithm, key, iv);
      if (aad.length > 0) cipher.setAAD(aad);
      const out = new Uint8Array(plaintext.length + TAG_BYTES);
      out.set(cipher.update(plaintext));
      cipher.final();
      out.set(cipher.getAuthTag(), plaintext.length);
      return out;
    },
    open: (iv, sealed, aad) => {
      const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: TAG_BYTES });
      if (aad.length > 0) decipher.setAAD(aad);
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
      const plaintext = owned(decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)));
      try {
        decipher.final();
        return plaintext;
      } catch {
        return null;
      }
    },
  };
}

/** `useCrypto(nodeCrypto)` at the start of a program on Node. */
export const nodeCrypto: CryptoPort = {
  name: 'node',
  sha256: (data) => owned(hash('sha256', data, 'buffer')),
  hmacSha256: (key, data) => owned(createHmac('sha256', key).update(data).digest()),
  hkdfSha256: (ikm, salt, info, length) => new Uint8Array(hkdfSync('sha256', ikm, salt, info, length)),
  aesGcm,
  verify: verifySignature,
  signer: (pkcs8, point) => {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    return { point, sign: async (message) => owned(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })) };
  },
  agreementKey,
};
