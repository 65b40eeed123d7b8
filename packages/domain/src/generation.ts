// The generation number of an occupancy: what lets the next guest lock out the last one (docs/protocol §7.4).
import { DomainError } from './errors.ts';

/** Added after a restored backup: more occupancies than a room could have had since the backup was taken. */
const AFTER_RESTORE = 1000;
/** Locks keep a u32. */
const HIGHEST = 0xffff_ffff;

/**
 * The next generation of a room, strictly above `lastGiven` (our own counter) and `highestSeen` (in the journals of the room's
 * locks, null when none). After a restore our counter may be old: 1000 are skipped, so that no number is ever given twice
 * (invariants 4 and 6). Throws `DomainError` for numbers that no lock could hold.
 */
export function nextGeneration(input: {
  readonly lastGiven: number;
  readonly highestSeen: number | null;
  readonly restored: boolean;
}): number {
  const last = Math.max(input.lastGiven, input.highestSeen ?? 0);
  const next = last + 1 + (input.restored ? AFTER_RESTORE : 0);
  if (!Number.isSafeInteger(next) || input.lastGiven < 0 || next > HIGHEST) {
    throw new DomainError('malformed_number', 'generation must stay within 32 bits');
  }
  return next;
}
