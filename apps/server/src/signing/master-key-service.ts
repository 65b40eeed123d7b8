// The keeper that needs no service: a 32-byte master key given by the environment or a file.
import { createHash } from 'node:crypto';
import { type KeyService, KeyServiceError } from './key-service.ts';
import { openSecret, SealedSecretError, sealSecret } from './seal-secret.ts';

const labelOf = (id: string): string => `sealing_key:${id}`;

/** 16 hex digits that tell two master keys apart and nothing else about them. */
export const masterKeyRef = (masterKey: Uint8Array): string =>
  createHash('sha256').update('nightlatch master key\0').update(masterKey).digest('hex').slice(0, 16);

export const createMasterKeyService = (masterKey: Uint8Array): KeyService => ({
  provider: 'master_key',
  keyRef: masterKeyRef(masterKey),
  wrap: async ({ id, key }) => sealSecret({ masterKey, label: labelOf(id), secret: key }),
  unwrap: async ({ id, wrapped }) => {
    try {
      return openSecret({ masterKey, label: labelOf(id), sealed: wrapped });
    } catch (cause) {
      if (!(cause instanceof SealedSecretError)) throw cause;
      throw new KeyServiceError('wrong_key', 'The sealing key of this database does not open with the master key.', {
        cause,
      });
    }
  },
});
