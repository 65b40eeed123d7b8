// Chunking of frames over GATT (docs/protocol §6.4).
import { AliroError } from '../aliro-error.ts';
import { type Bytes, concat, readU16 } from '../encoding/bytes.ts';
import { STATE, type StateByte } from './frames.ts';

/** Cuts frames into chunks; keeps the counter of one direction of one link. */
export type Chunker = {
  /** Chunks of one frame, each <= c bytes. */
  chunks(frame: Uint8Array): Bytes[];
};

/** A chunker for chunk size c (20-512). */
export function createChunker(chunkSize: number): Chunker {
  if (!Number.isInteger(chunkSize) || chunkSize < 20 || chunkSize > 512)
    throw new AliroError('argument', 'a chunk has 20 to 512 bytes');
  const part = chunkSize - 1;
  let counter = 0;
  return {
    chunks(frame) {
      const out: Bytes[] = [];
      for (let at = 0; at < frame.length; at += part) {
        const more = at + part < frame.length ? 1 : 0;
        out.push(concat(Uint8Array.of((counter << 1) | more), frame.subarray(at, at + part)));
        counter = (counter + 1) % 128;
      }
      return out;
    },
  };
}

/** What one chunk led to. After `abort` the reassembler stays dead and answers the same. */
export type ChunkStep =
  | { readonly kind: 'more' }
  | { readonly kind: 'frame'; readonly frame: Bytes }
  | { readonly kind: 'abort'; readonly state: StateByte };

/** Joins chunks of one direction of one link. */
export type Reassembler = {
  push(chunk: Uint8Array): ChunkStep;
  /** True between the first and the last chunk of a frame, while the 2 s timer runs. */
  readonly inFrame: boolean;
};

/**
 * A reassembler; `limit` is the largest frame with its 4-byte header (default 4100). Aborts: 83 wrong counter or empty part, 82 too
 * large, 87 a stated length that differs from what came.
 */
export function createReassembler(limit = 4100): Reassembler {
  let counter = 0;
  let parts: Uint8Array[] = [];
  let total = 0;
  let dead: ChunkStep | null = null;

  function abort(state: StateByte): ChunkStep {
    dead = { kind: 'abort', state };
    parts = [];
    return dead;
  }

  return {
    get inFrame() {
      return parts.length > 0;
    },
    push(chunk) {
      if (dead !== null) return dead;
      const prefix = chunk[0];
      if (prefix === undefined || chunk.length < 2 || prefix >> 1 !== counter) return abort(STATE.chunk);
      counter = (counter + 1) % 128;
      parts.push(chunk.slice(1));
      total += chunk.length - 1;
      if (total > limit) return abort(STATE.tooLarge);
      if ((prefix & 1) === 1) return { kind: 'more' };
      const frame = concat(...parts);
      parts = [];
      total = 0;
      if (frame.length < 4 || readU16(frame, 2) !== frame.length - 4)
        return abort(frame.length >= 4 && readU16(frame, 2) > limit - 4 ? STATE.tooLarge : STATE.malformed);
      return { kind: 'frame', frame };
    },
  };
}
