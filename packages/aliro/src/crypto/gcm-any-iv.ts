// AES-GCM for IVs that are not 12 bytes long, over AES-CTR (NIST SP 800-38D §6.3-6.5, §7).
// The protocol only ever uses 12 bytes; platforms refuse most other lengths, and this keeps the primitive whole and its vectors complete.
import { type Bytes, concat, copyOf, equalBytes, u32 } from '../encoding/bytes.ts';
import { subtle } from '../platform.ts';

const REDUCTION = 0xe1n << 120n;

function toInteger(block: Uint8Array): bigint {
  let value = 0n;
  for (const byte of block) value = (value << 8n) | BigInt(byte);
  return value;
}

function fromInteger(value: bigint): Bytes {
  const out = new Uint8Array(16);
  let rest = value;
  for (let i = 15; i >= 0; i -= 1) {
    out[i] = Number(rest & 255n);
    rest >>= 8n;
  }
  return out;
}

function multiply(x: bigint, y: bigint): bigint {
  let product = 0n;
  let shifted = y;
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if (((x >> bit) & 1n) === 1n) product ^= shifted;
    shifted = (shifted & 1n) === 1n ? (shifted >> 1n) ^ REDUCTION : shifted >> 1n;
  }
  return product;
}

function padded(data: Uint8Array): Bytes {
  return concat(data, new Uint8Array((16 - (data.length % 16)) % 16));
}

function lengths(first: number, second: number): Bytes {
  return concat(u32(0), u32(first * 8), u32(0), u32(second * 8));
}

function ghash(h: bigint, data: Uint8Array): Bytes {
  let y = 0n;
  for (let at = 0; at < data.length; at += 16) y = multiply(y ^ toInteger(data.subarray(at, at + 16)), h);
  return fromInteger(y);
}

async function counterMode(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Promise<Bytes> {
  const imported = await subtle().importKey('raw', key, 'AES-CTR', false, ['encrypt']);
  return new Uint8Array(await subtle().encrypt({ name: 'AES-CTR', counter, length: 32 }, imported, data));
}

type Start = { readonly h: bigint; readonly j0: Bytes };

async function start(key: Uint8Array, iv: Uint8Array): Promise<Start> {
  const h = toInteger(await counterMode(key, new Uint8Array(16), new Uint8Array(16)));
  return { h, j0: ghash(h, concat(padded(iv), lengths(0, iv.length))) };
}

function tagOf(h: bigint, aad: Uint8Array, ciphertext: Uint8Array, mask: Uint8Array): Bytes {
  const s = ghash(h, concat(padded(aad), padded(ciphertext), lengths(aad.length, ciphertext.length)));
  return s.map((byte, i) => byte ^ (mask[i] ?? 0));
}

/** Ciphertext ‖ tag for an IV of any length but 0 and 12. */
export async function sealAnyIv(
  key: Uint8Array,
  iv: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
): Promise<Bytes> {
  const { h, j0 } = await start(key, iv);
  const stream = await counterMode(key, j0, concat(new Uint8Array(16), plaintext));
  const ciphertext = stream.subarray(16);
  return concat(ciphertext, tagOf(h, aad, ciphertext, stream.subarray(0, 16)));
}

/** Plaintext, or null where the tag is another. */
export async function openAnyIv(
  key: Uint8Array,
  iv: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Promise<Bytes | null> {
  const ciphertext = sealed.subarray(0, -16);
  const { h, j0 } = await start(key, iv);
  const stream = await counterMode(key, j0, concat(new Uint8Array(16), ciphertext));
  const tag = tagOf(h, aad, ciphertext, stream.subarray(0, 16));
  return equalBytes(tag, sealed.subarray(-16)) ? copyOf(stream.subarray(16)) : null;
}
