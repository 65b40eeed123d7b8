// The one atomic record: two slots written in turn, the valid one with the higher sequence counts (docs/protocol §7.6).
import { crc32 } from './crc32.ts';
import type { LockStorage } from './ports.ts';

/** Names of the two slots. */
export const RECORD_SLOTS: readonly ['record-a', 'record-b'] = ['record-a', 'record-b'];

const HEAD_BYTES = 4;
const CRC_BYTES = 4;

/** `empty`: never written. `damaged`: something is there and none of it is valid. */
export type LoadedRecord =
  | { readonly kind: 'empty' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'valid'; readonly slot: 0 | 1; readonly sequence: number; readonly body: Uint8Array };

/** sequence u32 ‖ body ‖ CRC-32 over both. */
export function frameRecord(sequence: number, body: Uint8Array): Uint8Array {
  const framed = new Uint8Array(HEAD_BYTES + body.length + CRC_BYTES);
  const view = new DataView(framed.buffer);
  view.setUint32(0, sequence);
  framed.set(body, HEAD_BYTES);
  view.setUint32(HEAD_BYTES + body.length, crc32(framed.subarray(0, HEAD_BYTES + body.length)));
  return framed;
}

/** The parts of a framed record, or undefined when it is torn or rotten. */
export function unframeRecord(
  framed: Uint8Array,
): { readonly sequence: number; readonly body: Uint8Array } | undefined {
  if (framed.length < HEAD_BYTES + CRC_BYTES) return undefined;
  const view = new DataView(framed.buffer, framed.byteOffset, framed.byteLength);
  const end = framed.length - CRC_BYTES;
  if (view.getUint32(end) !== crc32(framed.subarray(0, end))) return undefined;
  return { sequence: view.getUint32(0), body: framed.slice(HEAD_BYTES, end) };
}

/** Reads both slots. */
export async function loadRecord(storage: LockStorage): Promise<LoadedRecord> {
  const slots = [await storage.read(RECORD_SLOTS[0]), await storage.read(RECORD_SLOTS[1])] as const;
  const a = slots[0] && unframeRecord(slots[0]);
  const b = slots[1] && unframeRecord(slots[1]);
  if (a && (!b || a.sequence > b.sequence)) return { kind: 'valid', slot: 0, ...a };
  if (b) return { kind: 'valid', slot: 1, ...b };
  return slots[0] || slots[1] ? { kind: 'damaged' } : { kind: 'empty' };
}
