// Taking typed fields out of CBOR maps; each answer is undefined where the field is absent or of another type.
import type { CborKey, CborNode } from './cbor.ts';

/** The entry under a label. */
export function fieldOf(node: CborNode | undefined, key: CborKey): CborNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined;
}

/** An unsigned integer up to `max` (default 2^32-1). */
export function uintOf(node: CborNode | undefined, max = 0xffffffff): number | undefined {
  return node?.kind === 'integer' && node.value >= 0 && node.value <= max ? node.value : undefined;
}

/** A byte string of exactly `length` bytes, or of any length. */
export function bytesOf(node: CborNode | undefined, length?: number): Uint8Array | undefined {
  return node?.kind === 'bytes' && (length === undefined || node.value.length === length) ? node.value : undefined;
}

/** A text. */
export function textOf(node: CborNode | undefined): string | undefined {
  return node?.kind === 'text' ? node.value : undefined;
}

/** The items of an array. */
export function itemsOf(node: CborNode | undefined): readonly CborNode[] | undefined {
  return node?.kind === 'array' ? node.items : undefined;
}

/** True where the node is a map whose labels are all among `known`. */
export function onlyLabels(node: CborNode, known: readonly CborKey[]): boolean {
  return node.kind === 'map' && [...node.entries.keys()].every((key) => known.includes(key));
}
