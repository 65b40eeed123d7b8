// P-256 keys behind two ports, Signer and AgreementKey, so that node:crypto, a browser's vault or a lock's chip may hold them.
import { AliroError } from '../aliro-error.ts';
import { type Bytes, concat, copyOf, fromBase64url, fromHex } from '../encoding/bytes.ts';
import { type KeyLike, type KeyPairLike, type RandomBytes, subtle } from '../platform.ts';

/** An ECDSA P-256 key that signs. `point` is 65 bytes `04 ‖ x ‖ y`; `sign` takes the message (not its hash) and gives r ‖ s, 64 bytes. */
export type Signer = { readonly point: Uint8Array; sign(message: Uint8Array): Promise<Uint8Array> };

/** A Signer whose WebCrypto pair is at hand, for storing in IndexedDB or exporting. */
export type KeyPairSigner = Signer & { readonly keyPair: KeyPairLike };

/** An ECDH P-256 key. `agree` gives the 32-byte x coordinate, or null where the peer's point is not a point (docs/protocol §9.3). */
export type AgreementKey = { readonly point: Uint8Array; agree(peerPoint: Uint8Array): Promise<Uint8Array | null> };

/** An AgreementKey whose WebCrypto pair is at hand. */
export type KeyPairAgreement = AgreementKey & { readonly keyPair: KeyPairLike };

/** A private P-256 key as bytes: PKCS#8, or the bare 32-byte scalar. */
export type PrivateKeyBytes = { readonly pkcs8: Uint8Array } | { readonly scalar: Uint8Array };

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };
const ECDH = { name: 'ECDH', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

/** True for 65 bytes that begin with 04. Whether they lie on the curve only an import can tell: see `isPoint`. */
export function looksLikePoint(point: Uint8Array): boolean {
  return point.length === 65 && point[0] === 4;
}

async function importPoint(
  point: Uint8Array,
  algorithm: typeof ECDSA,
  usages: readonly string[],
): Promise<KeyLike | null> {
  if (!looksLikePoint(point)) return null;
  try {
    return await subtle().importKey('raw', point, algorithm, true, usages);
  } catch {
    return null;
  }
}

/** True for an uncompressed point on P-256. */
export async function isPoint(point: Uint8Array): Promise<boolean> {
  return (await importPoint(point, ECDSA, ['verify'])) !== null;
}

/** ECDSA P-256 with SHA-256 over `message`. False for anything wrong: point, length, r or s out of range. A high s is accepted. */
export async function verifySignature(point: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (signature.length !== 64) return false;
  const key = await importPoint(point, ECDSA, ['verify']);
  if (key === null) return false;
  try {
    return await subtle().verify(SIGNATURE, key, signature, message);
  } catch {
    return false;
  }
}

async function pointOf(publicKey: KeyLike): Promise<Bytes> {
  return new Uint8Array(await subtle().exportKey('raw', publicKey));
}

/** A Signer over a WebCrypto ECDSA P-256 pair; the private key may be non-extractable. */
export async function signerFromKeyPair(keyPair: KeyPairLike): Promise<KeyPairSigner> {
  const point = await pointOf(keyPair.publicKey);
  return {
    point,
    keyPair,
    sign: async (message) => new Uint8Array(await subtle().sign(SIGNATURE, keyPair.privateKey, message)),
  };
}

/** A new signing key. `extractable: false` for a phone's door keys. */
export async function generateSigner(options: { readonly extractable: boolean }): Promise<KeyPairSigner> {
  return signerFromKeyPair(await subtle().generateKey(ECDSA, options.extractable, ['sign', 'verify']));
}

/** An AgreementKey over a WebCrypto ECDH P-256 pair. */
export async function agreementFromKeyPair(keyPair: KeyPairLike): Promise<KeyPairAgreement> {
  const point = await pointOf(keyPair.publicKey);
  return {
    point,
    keyPair,
    agree: async (peerPoint) => {
      const peer = await importPoint(peerPoint, ECDH, []);
      if (peer === null) return null;
      try {
        return new Uint8Array(await subtle().deriveBits({ name: 'ECDH', public: peer }, keyPair.privateKey, 256));
      } catch {
        return null;
      }
    },
  };
}

/** A new agreement key; non-extractable unless asked. */
export async function generateAgreementKey(options?: { readonly extractable: boolean }): Promise<KeyPairAgreement> {
  const extractable = options?.extractable ?? false;
  return agreementFromKeyPair(await subtle().generateKey(ECDH, extractable, ['deriveBits']));
}

// PKCS#8 around an RFC 5915 ECPrivateKey without its optional public key: every platform computes the point itself.
const PKCS8_HEAD = fromHex('3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420');

function pkcs8Of(key: PrivateKeyBytes): Bytes {
  if ('pkcs8' in key) return copyOf(key.pkcs8);
  if (key.scalar.length !== 32) throw new AliroError('argument', 'a P-256 scalar has 32 bytes');
  return concat(PKCS8_HEAD, key.scalar);
}

async function importPair(
  key: PrivateKeyBytes,
  algorithm: typeof ECDSA,
  extractable: boolean,
  privateUsages: readonly string[],
  publicUsages: readonly string[],
): Promise<KeyPairLike> {
  const pkcs8 = pkcs8Of(key);
  const open = await subtle().importKey('pkcs8', pkcs8, algorithm, true, privateUsages);
  const jwk = await subtle().exportKey('jwk', open);
  const x = fromBase64url(jwk.x ?? '');
  const y = fromBase64url(jwk.y ?? '');
  if (x === null || y === null) throw new AliroError('platform', 'the platform gave no public point');
  const publicKey = await subtle().importKey('raw', concat(Uint8Array.of(4), x, y), algorithm, true, publicUsages);
  const privateKey = extractable ? open : await subtle().importKey('pkcs8', pkcs8, algorithm, false, privateUsages);
  return { privateKey, publicKey };
}

/** A Signer from private bytes. Throws where they are not a P-256 key. */
export async function importSigner(
  key: PrivateKeyBytes,
  options: { readonly extractable: boolean },
): Promise<KeyPairSigner> {
  return signerFromKeyPair(await importPair(key, ECDSA, options.extractable, ['sign'], ['verify']));
}

/** An AgreementKey from private bytes. Throws where they are not a P-256 key. */
export async function importAgreementKey(
  key: PrivateKeyBytes,
  options: { readonly extractable: boolean },
): Promise<KeyPairAgreement> {
  return agreementFromKeyPair(await importPair(key, ECDH, options.extractable, ['deriveBits'], []));
}

/** A one-use agreement key whose scalar comes from `random`, for locks with a generator of their own and for tests of fixed bytes. */
export async function agreementKeyFrom(random: RandomBytes): Promise<KeyPairAgreement> {
  for (let tries = 0; tries < 4; tries += 1) {
    try {
      return await importAgreementKey({ scalar: random(32) }, { extractable: false });
    } catch (error) {
      // One scalar in 2^32 is not below the curve's order; four in a row mean a broken generator.
      if (tries === 3) throw error;
    }
  }
  throw new AliroError('platform', 'no agreement key');
}

/** The private bytes of an extractable pair: PKCS#8 and the bare 32-byte scalar. Rejects for a non-extractable one. */
export async function exportPrivateKey(
  keyPair: KeyPairLike,
): Promise<{ readonly pkcs8: Bytes; readonly scalar: Bytes }> {
  const jwk = await subtle().exportKey('jwk', keyPair.privateKey);
  const scalar = fromBase64url(jwk.d ?? '');
  if (scalar === null || scalar.length !== 32) throw new AliroError('platform', 'the platform gave no scalar');
  return { pkcs8: new Uint8Array(await subtle().exportKey('pkcs8', keyPair.privateKey)), scalar };
}
