// Whether 65 bytes are a point of P-256 (docs/protocol §9.3). Points are public, so plain arithmetic may look at them.

const P = (1n << 256n) - (1n << 224n) + (1n << 192n) + (1n << 96n) - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** True for 65 bytes that begin with 04. Whether they lie on the curve: see `isPoint`. */
export function looksLikePoint(point: Uint8Array): boolean {
  return point.length === 65 && point[0] === 4;
}

/**
 * True for an uncompressed point on P-256: coordinates below p that satisfy y² = x³ − 3x + b. The group has prime order, so that
 * is all there is to check (SEC 1 §3.2.2.1); it spares a lock the import that an agreement would repeat.
 */
export function isPoint(point: Uint8Array): boolean {
  if (!looksLikePoint(point)) return false;
  const x = toInteger(point, 1);
  const y = toInteger(point, 33);
  return x < P && y < P && (y * y - (x * x * x - 3n * x + B)) % P === 0n;
}

function toInteger(point: Uint8Array, from: number): bigint {
  let digits = '0x';
  for (let at = from; at < from + 32; at += 1) digits += (point[at] ?? 0).toString(16).padStart(2, '0');
  return BigInt(digits);
}
