// The next guest locks out the last one: what a document's generation does at this lock (docs/protocol §7.4).
import { equalBytes, type Gate } from '@nightlatch/aliro';

/** Durable: the room's generation and, once a document set it, that document's occupancy. */
export interface GenerationMemory {
  readonly value: number;
  /** 16 bytes; absent after mail 6 or in a fresh lock: the next accepted document at this generation sets it. */
  readonly occupancyId?: Uint8Array;
}

/** Outcome: passes and what to store then, or the reason code. */
export type GenerationVerdict =
  | { readonly ok: true; readonly next: GenerationMemory; readonly raised: boolean }
  | { readonly ok: false; readonly reason: '0104' | '0105' };

/** Judges a gate. Nothing is stored by this; the decision stores `next` before the bolt moves (invariant 4). */
export function judgeGeneration(stored: GenerationMemory, gate: Gate, occupancyId: Uint8Array): GenerationVerdict {
  if (gate.generation < stored.value) return { ok: false, reason: '0104' };
  if (gate.generation > stored.value) {
    if (gate.mode === 'join') return { ok: false, reason: '0105' };
    return { ok: true, next: { value: gate.generation, occupancyId }, raised: true };
  }
  if (stored.occupancyId && !equalBytes(stored.occupancyId, occupancyId)) return { ok: false, reason: '0104' };
  return { ok: true, next: { value: stored.value, occupancyId }, raised: false };
}

/** Mail type 6: stored := max. A raised floor names no occupancy. */
export function raiseGenerationFloor(stored: GenerationMemory, floor: number): GenerationMemory {
  return floor > stored.value ? { value: floor } : stored;
}
