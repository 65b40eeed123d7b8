// P-256 keys as the protocol uses them: verified with, signed with, agreed with, by the crypto port in use.
import { AliroError } from '../aliro-error.ts';
import type { RandomBytes } from '../platform.ts';
import { type AgreementKey, cryptoPort, type Signer } from './crypto-port.ts';
import { importSigner, type PrivateKeyBytes, pkcs8Of } from './web-keys.ts';

/** ECDSA P-256 with SHA-256 over `message`. False for anything wrong: point, length, r or s out of range. A high s is accepted. */
export async function verifySignature(point: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  return cryptoPort().verify(point, message, signature);
}

/** A Signer from private bytes whose key stays where the port keeps it. Throws where they are not a P-256 key. */
export async function signerFrom(key: PrivateKeyBytes): Promise<Signer> {
  const pkcs8 = pkcs8Of(key);
  // The point is computed by WebCrypto for every port: PKCS#8 need not hold it.
  const { point } = await importSigner({ pkcs8 }, { extractable: false });
  return cryptoPort().signer(pkcs8, point);
}

/** A new agreement key for one use: an ephemeral key of AUTH0 or of a sealed page. */
export async function newAgreementKey(): Promise<AgreementKey> {
  return cryptoPort().agreementKey();
}

/** A one-use agreement key whose scalar comes from `random`, for locks with a generator of their own and for tests of fixed bytes. */
export async function agreementKeyFrom(random: RandomBytes): Promise<AgreementKey> {
  for (let tries = 0; tries < 4; tries += 1) {
    try {
      return await cryptoPort().agreementKey(random(32));
    } catch (error) {
      // One scalar in 2^32 is not below the curve's order; four in a row mean a broken generator.
      if (tries === 3) throw error;
    }
  }
  throw new AliroError('platform', 'no agreement key');
}
