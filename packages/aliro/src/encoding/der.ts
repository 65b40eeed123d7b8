// DER as far as certificates and their signatures need it (docs/protocol §4; X.690).
import { good, type Result, refuse } from '../result.ts';
import { type Bytes, concat } from './bytes.ts';
import { parseTlv, readTlvAt, type TlvElement, tlv } from './tlv.ts';

/** The one element that fills `bytes`, of tag `tag`. DER lengths are those of `readTlvAt`. */
export function readDer(bytes: Uint8Array, tag: number): Result<TlvElement> {
  const element = readTlvAt(bytes, 0);
  if (!element.ok) return element;
  if (element.value.tag !== tag) return refuse('unexpected', 0, 'tag');
  if (element.value.end !== bytes.length) return refuse('trailing', element.value.end);
  return element;
}

/** The children of a constructed element. */
export function derChildren(element: TlvElement): Result<readonly TlvElement[]> {
  return parseTlv(element.value);
}

/** A positive INTEGER from big-endian bytes: leading zeros dropped, 00 put in front of a top bit. */
export function derUnsigned(bytes: Uint8Array): Bytes {
  let at = 0;
  while (at < bytes.length - 1 && bytes[at] === 0) at += 1;
  const magnitude = bytes.subarray(at);
  return (magnitude[0] ?? 0) >= 0x80 ? tlv(0x02, Uint8Array.of(0), magnitude) : tlv(0x02, magnitude);
}

/** DER of a raw 64-byte signature r ‖ s. */
export function signatureToDer(raw: Uint8Array): Bytes {
  return tlv(0x30, derUnsigned(raw.subarray(0, 32)), derUnsigned(raw.subarray(32)));
}

function unsigned32(element: TlvElement | undefined): Bytes | null {
  const value = element?.tag === 0x02 ? element.value : undefined;
  const first = value?.[0];
  if (value === undefined || first === undefined || first >= 0x80) return null;
  const padded = first === 0 && value.length > 1;
  if (padded && (value[1] ?? 0) < 0x80) return null;
  const magnitude = padded ? value.subarray(1) : value;
  if (magnitude.length > 32) return null;
  return concat(new Uint8Array(32 - magnitude.length), magnitude);
}

/** Raw r ‖ s of a strict DER signature: `30 L 02 L r 02 L s`, minimal positive integers of at most 32 bytes, nothing behind; else null. */
export function signatureFromDer(der: Uint8Array): Bytes | null {
  const sequence = readDer(der, 0x30);
  if (!sequence.ok) return null;
  const parts = derChildren(sequence.value);
  if (!parts.ok || parts.value.length !== 2) return null;
  const r = unsigned32(parts.value[0]);
  const s = unsigned32(parts.value[1]);
  return r === null || s === null ? null : concat(r, s);
}

/** An OBJECT IDENTIFIER element from its content bytes. */
export function derOid(content: Uint8Array): Bytes {
  return tlv(0x06, content);
}

/** The result of a parse or null, for readers that only care whether it parsed. */
export function valueOrNull<T>(result: Result<T>): T | null {
  return result.ok ? good(result.value).value : null;
}
