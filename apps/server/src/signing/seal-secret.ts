// Seals private keys and vendor credentials at rest: AES-256-GCM under the database's sealing key (sealing-key.ts), bound to what they belong to.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Sealed form: 12-byte nonce ‖ ciphertext ‖ 16-byte tag. `label` must be the same at opening (location and row id). */
export const sealSecret = (options: { masterKey: Uint8Array; label: string; secret: Uint8Array }): Buffer => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', options.masterKey, nonce).setAAD(Buffer.from(options.label));
  return Buffer.concat([nonce, cipher.update(options.secret), cipher.final(), cipher.getAuthTag()]);
};

/** Thrown when a secret can't be opened: another master key, or changed bytes. */
export class SealedSecretError extends Error {
  override readonly name = 'SealedSecretError';
  readonly code = 'sealed_secret';
}

/** Opens what {@link sealSecret} sealed. Throws {@link SealedSecretError}. */
export const openSecret = (options: { masterKey: Uint8Array; label: string; sealed: Uint8Array }): Buffer => {
  const { sealed } = options;
  try {
    const decipher = createDecipheriv('aes-256-gcm', options.masterKey, sealed.subarray(0, 12));
    decipher.setAAD(Buffer.from(options.label)).setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
  } catch (cause) {
    throw new SealedSecretError(
      'A stored secret can not be opened: it was sealed under another key than this database’s.',
      {
        cause,
      },
    );
  }
};
