// The order in which a guest thinks of keys: those that live before those that ended, the latest stay first.
import type { KeyRecord } from './records.ts';

/** Compares two keys for sorting. UUIDv7 ids break ties by the time of making. */
export function newestFirst(a: KeyRecord, b: KeyRecord): number {
  return endedOf(a) - endedOf(b) || startOf(b) - startOf(a) || (a.id < b.id ? 1 : -1);
}

function endedOf(key: KeyRecord): number {
  return key.state === 'ended' ? 1 : 0;
}

function startOf(key: KeyRecord): number {
  return key.validFrom === null ? Number.MAX_SAFE_INTEGER : Date.parse(key.validFrom);
}
