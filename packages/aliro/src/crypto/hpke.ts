// HPKE base mode, one message: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM (RFC 9180; docs/protocol §7.9).
import { type Bytes, concat, fromHex, u16, utf8 } from '../encoding/bytes.ts';
import type { AgreementKey } from './crypto-port.ts';
import { newAgreementKey } from './keys.ts';
import { aesGcmOpen, aesGcmSeal, hkdfExpand, hmacSha256 } from './primitives.ts';

const KEM_ID = concat(utf8('KEM'), fromHex('0010'));
/** AEADs of RFC 9180 §7.3. Only AES-256-GCM is ours; the other is there because the RFC prints its P-256 example with it. */
export type HpkeAead = 'aes-256-gcm' | 'aes-128-gcm';

const AEAD: Readonly<Record<HpkeAead, { readonly hpkeId: Uint8Array; readonly keyBytes: number }>> = {
  'aes-256-gcm': { hpkeId: concat(utf8('HPKE'), fromHex('0010 0001 0002')), keyBytes: 32 },
  'aes-128-gcm': { hpkeId: concat(utf8('HPKE'), fromHex('0010 0001 0001')), keyBytes: 16 },
};
const VERSION = utf8('HPKE-v1');
const EMPTY = new Uint8Array(0);

function labelledExtract(salt: Uint8Array, id: Uint8Array, label: string, ikm: Uint8Array): Promise<Bytes> {
  return hmacSha256(salt.length === 0 ? new Uint8Array(32) : salt, concat(VERSION, id, utf8(label), ikm));
}

function labelledExpand(
  prk: Uint8Array,
  id: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Promise<Bytes> {
  return hkdfExpand(prk, concat(u16(length), VERSION, id, utf8(label), info), length);
}

async function messageKeys(
  dh: Uint8Array,
  enc: Uint8Array,
  recipientPoint: Uint8Array,
  info: Uint8Array,
  aead: HpkeAead,
): Promise<{ readonly key: Bytes; readonly nonce: Bytes }> {
  const { hpkeId, keyBytes } = AEAD[aead];
  const prk = await labelledExtract(EMPTY, KEM_ID, 'eae_prk', dh);
  const shared = await labelledExpand(prk, KEM_ID, 'shared_secret', concat(enc, recipientPoint), 32);
  const context = concat(
    Uint8Array.of(0),
    await labelledExtract(EMPTY, hpkeId, 'psk_id_hash', EMPTY),
    await labelledExtract(EMPTY, hpkeId, 'info_hash', info),
  );
  const secret = await labelledExtract(shared, hpkeId, 'secret', EMPTY);
  return {
    key: await labelledExpand(secret, hpkeId, 'key', context, keyBytes),
    nonce: await labelledExpand(secret, hpkeId, 'base_nonce', context, 12),
  };
}

/** Seals one message to `recipientPoint`. Null where that is not a point. `ephemeral` is given only by tests of published vectors. */
export async function hpkeSeal(options: {
  readonly recipientPoint: Uint8Array;
  readonly info: Uint8Array;
  readonly aad: Uint8Array;
  readonly plaintext: Uint8Array;
  readonly ephemeral?: AgreementKey;
  readonly aead?: HpkeAead;
}): Promise<{ readonly enc: Bytes; readonly ciphertext: Bytes } | null> {
  const ephemeral = options.ephemeral ?? (await newAgreementKey());
  const dh = await ephemeral.agree(options.recipientPoint);
  if (dh === null) return null;
  const enc = Uint8Array.from(ephemeral.point);
  const { key, nonce } = await messageKeys(
    dh,
    enc,
    options.recipientPoint,
    options.info,
    options.aead ?? 'aes-256-gcm',
  );
  return { enc, ciphertext: await aesGcmSeal(key, nonce, options.plaintext, options.aad) };
}

/** Opens one message; null where it does not open. */
export async function hpkeOpen(options: {
  readonly recipient: AgreementKey;
  readonly enc: Uint8Array;
  readonly info: Uint8Array;
  readonly aad: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly aead?: HpkeAead;
}): Promise<Bytes | null> {
  const dh = await options.recipient.agree(options.enc);
  if (dh === null) return null;
  const { key, nonce } = await messageKeys(
    dh,
    options.enc,
    options.recipient.point,
    options.info,
    options.aead ?? 'aes-256-gcm',
  );
  return aesGcmOpen(key, nonce, options.ciphertext, options.aad);
}
