// The end of a location's audit chain: taken by one writer at a time, who gives entries their places there.
import type { Ask } from '../db/ask.ts';
import { CHAIN_START, type ChainedEntry, chainHash } from './chain-hash.ts';

/** Holds the chain of location `$1` until the transaction ends: one writer at its end at a time. */
const LOCK_CHAIN = "select pg_advisory_xact_lock(hashtextextended('audit:' || $1::text, 0))";

/** The newest place of location `$1`: `seq`, `hash`; no row before the first. */
const CHAIN_HEAD =
  'select seq, hash from audit_entry where location_id = $1 and seq is not null order by seq desc limit 1';

/** The newest place of a location's chain; `seq` 0 before the first. */
export type ChainHead = { readonly seq: number; readonly hash: Buffer | null };

/**
 * Takes the end of the location's chain for this transaction. Take it before any row: whoever holds it waits for rows, so nobody
 * who holds rows may wait for it.
 */
export const takeChain = async (ask: Ask, locationId: string): Promise<ChainHead> => {
  const [, [head]] = await Promise.all([ask(LOCK_CHAIN, [locationId]), ask<ChainHead>(CHAIN_HEAD, [locationId])]);
  return head ?? { seq: 0, hash: null };
};

/** An entry with its place. */
export type Sealed<E> = E & { readonly seq: number; readonly previous_hash: Buffer; readonly hash: Buffer };

/** Places for the entries after the chain's head, in their order. */
export const sealEntries = <E extends ChainedEntry>(head: ChainHead, entries: readonly E[]): Sealed<E>[] => {
  let { seq } = head;
  let previous = head.hash ?? CHAIN_START;
  return entries.map((entry) => {
    seq += 1;
    const hash = chainHash(previous, seq, entry);
    const sealed = { ...entry, seq, previous_hash: previous, hash };
    previous = hash;
    return sealed;
  });
};
