// Chunking of frames over GATT (docs/protocol §6.4).
import type { Bytes } from '../encoding/bytes.ts';
import { pending } from '../pending.ts';
import type { StateByte } from './frames.ts';

/** Cuts frames into chunks; keeps the counter of one direction of one link. */
export type Chunker = { /** Chunks of one frame, each <= c bytes. */ chunks(frame: Uint8Array): Bytes[] };

/** A chunker for chunk size c (20-512). */
export function createChunker(chunkSize: number): Chunker {
  return pending(`createChunker ${chunkSize}`);
}

/** What one chunk led to. After `abort` the reassembler stays dead. */
export type ChunkStep =
  | { readonly kind: 'more' }
  | { readonly kind: 'frame'; readonly frame: Bytes }
  | { readonly kind: 'abort'; readonly state: StateByte };

/** Joins chunks of one direction of one link. */
export type Reassembler = {
  push(chunk: Uint8Array): ChunkStep /** True between the first and last chunk of a frame (2 s timer). */;
  readonly inFrame: boolean;
};

/** A reassembler; `limit` is the largest frame with its 4-byte header (default 4100). */
export function createReassembler(limit?: number): Reassembler {
  return pending(`createReassembler ${limit}`);
}
