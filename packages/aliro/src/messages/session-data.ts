// ENVELOPE's outer form: DO'53 around `{"data": ciphertext ‖ tag}` (docs/protocol §2.8).
import type { Bytes } from '../encoding/bytes.ts';
import { cborMap, decodeCbor, encodeCbor } from '../encoding/cbor.ts';
import { readFields, tlv } from '../encoding/tlv.ts';
import { good, type Result, refuse } from '../result.ts';

// A sealed DeviceResponse of 6144 bytes, its tag and heads; more never fits an answer of 8192.
const LIMITS = { bytes: 6400, string: 6160 };

/** DO'53 around sealed bytes. */
export function encodeSessionData(sealed: Uint8Array): Bytes {
  return tlv(0x53, encodeCbor(cborMap(['data', sealed])));
}

/** Sealed bytes of DO'53. `acceptRaw` (UNSURE 9, off) takes content that is not such a map as the ciphertext itself. */
export function parseSessionData(data: Uint8Array, acceptRaw = false): Result<Uint8Array> {
  const outer = readFields(data, [{ tag: 0x53, required: true }], false);
  if (!outer.ok) return outer;
  const content = outer.value.get(0x53)?.value ?? new Uint8Array(0);
  const node = decodeCbor(content, LIMITS);
  const only =
    node.ok && node.value.kind === 'map' && node.value.entries.size === 1 ? node.value.entries.get('data') : undefined;
  if (only?.kind === 'bytes') return good(only.value);
  return acceptRaw ? good(content) : refuse('unexpected', 0, 'session data');
}
