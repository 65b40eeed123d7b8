// How an entry's place in the chain is computed: its hash covers every column, and the hash of the entry before.
import { createHash } from 'node:crypto';

/** What the first entry of a chain follows. */
export const CHAIN_START: Buffer = Buffer.alloc(32);

/** Every column of an entry that says something. */
export type ChainedEntry = {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly actor_name: string;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly booking_id: string | null;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
};

/** Text of JSON with sorted keys: PostgreSQL's jsonb does not keep their order. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
};

/** The entry's hash at place `seq`, after `previous`. */
export const chainHash = (previous: Uint8Array, seq: number, entry: ChainedEntry): Buffer =>
  createHash('sha256')
    .update('nightlatch-audit-1')
    .update(previous)
    .update(
      canonical([
        seq,
        entry.id,
        entry.at.toISOString(),
        entry.actor,
        entry.actor_name,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.booking_id,
        entry.reason,
        entry.before,
        entry.after,
      ]),
    )
    .digest();
