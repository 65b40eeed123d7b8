// P-256 key pairs that WebCrypto holds: for phones' vaults, for storing, for exporting.
import { AliroError } from '../aliro-error.ts';
import { type Bytes, concat, copyOf, fromBase64url, fromHex } from '../encoding/bytes.ts';
import { type KeyLike, type KeyPairLike, subtle } from '../platform.ts';
import type { AgreementKey, Signer } from './crypto-port.ts';
import { looksLikePoint } from './point.ts';

/** A Signer whose WebCrypto pair is at hand, for storing in IndexedDB or exporting. */
export type KeyPairSigner = Signer & { readonly keyPair: KeyPairLike };

/** An AgreementKey whose WebCrypto pair is at hand. */
export type KeyPairAgreement = AgreementKey & { readonly keyPair: KeyPairLike };

/** A private P-256 key as bytes: PKCS#8, or the bare 32-byte scalar. */
export type PrivateKeyBytes = { readonly pkcs8: Uint8Array } | { readonly scalar: Uint8Array };

type EcAlgorithm = { readonly name: string; readonly namedCurve: string };

/** WebCrypto's names for what we do with P-256. */
export const ECDSA: EcAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const ECDH: EcAlgorithm = { name: 'ECDH', namedCurve: 'P-256' };
export const SIGNATURE: { readonly name: string; readonly hash: string } = { name: 'ECDSA', hash: 'SHA-256' };

async function peerKey(point: Uint8Array): Promise<KeyLike | null> {
  if (!looksLikePoint(point)) return null;
  try {
    return await subtle().importKey('raw', point, ECDH, true, []);
  } catch {
    return null;
  }
}

async function pointOf(publicKey: KeyLike): Promise<Bytes> {
  return new Uint8Array(await subtle().exportKey('raw', publicKey));
}

/** A Signer over a WebCrypto ECDSA P-256 pair; the private key may be non-extractable. `knownPoint` spares asking the pair for it. */
export async function signerFromKeyPair(keyPair: KeyPairLike, knownPoint?: Uint8Array): Promise<KeyPairSigner> {
  return {
    point: knownPoint ?? (await pointOf(keyPair.publicKey)),
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
      const peer = await peerKey(peerPoint);
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

/** PKCS#8 of private bytes. */
export function pkcs8Of(key: PrivateKeyBytes): Bytes {
  if ('pkcs8' in key) return copyOf(key.pkcs8);
  if (key.scalar.length !== 32) throw new AliroError('argument', 'a P-256 scalar has 32 bytes');
  return concat(PKCS8_HEAD, key.scalar);
}

async function importPair(
  key: PrivateKeyBytes,
  algorithm: EcAlgorithm,
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

/** The private bytes of an extractable pair: PKCS#8 and the bare 32-byte scalar. Rejects for a non-extractable one. */
export async function exportPrivateKey(
  keyPair: KeyPairLike,
): Promise<{ readonly pkcs8: Bytes; readonly scalar: Bytes }> {
  const jwk = await subtle().exportKey('jwk', keyPair.privateKey);
  const scalar = fromBase64url(jwk.d ?? '');
  if (scalar === null || scalar.length !== 32) throw new AliroError('platform', 'the platform gave no scalar');
  return { pkcs8: new Uint8Array(await subtle().exportKey('pkcs8', keyPair.privateKey)), scalar };
}
