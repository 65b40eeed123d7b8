// Walks a location's hash chain from its start: what does not fit, and what is not sealed yet (invariant 19).
import type { Db } from '../db/schema.ts';
import { CHAIN_START, chainHash } from './chain-hash.ts';
import { commitmentIn, commitTo } from './personal-part.ts';

const BATCH = 500;

export type AuditVerdict = {
  /** Entries whose place in the chain was verified. */
  readonly entries: number;
  /** The first place that does not fit, and why; null when everything does. */
  readonly broken: {
    readonly seq: number;
    readonly entryId: string | null;
    readonly why: 'missing' | 'changed' | 'personal_part_changed';
  } | null;
  /** Written but not in the chain yet: normal for a moment, or while jobs stand still. */
  readonly unsealed: number;
  /** Entries whose personal part was erased; their place in the chain holds all the same (invariant 22). */
  readonly personalPartsErased: number;
  /** Place and hash of the last entry: whoever notes them down can tell later that the chain was not written anew. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
  /** The walk came to the chain's end, or to where it is broken; else it goes on behind the head. */
  readonly complete: boolean;
};

/** Verifies the chain of one location: the whole of it, or a piece of `most` entries behind one that was verified before. */
export const verifyAudit = async (
  db: Db,
  options: {
    readonly locationId: string;
    readonly after?: { readonly seq: number; readonly hash: string } | undefined;
    readonly most?: number | undefined;
  },
): Promise<AuditVerdict> => {
  const { locationId, after, most = Number.POSITIVE_INFINITY } = options;
  const { unsealed } = await db
    .selectFrom('audit_entry')
    .select((eb) => eb.fn.countAll<number>().as('unsealed'))
    .where('location_id', '=', locationId)
    .where('seq', 'is', null)
    .executeTakeFirstOrThrow();
  let previous: Uint8Array = after ? Buffer.from(after.hash, 'hex') : CHAIN_START;
  const start = after?.seq ?? 0;
  let seq = start;
  let personalPartsErased = 0;
  const verdict = (broken: AuditVerdict['broken'], complete = true): AuditVerdict => ({
    entries: seq - start - (broken ? 1 : 0),
    complete,
    broken,
    unsealed,
    personalPartsErased,
    head: seq === 0 ? null : { seq, hash: Buffer.from(previous).toString('hex') },
  });
  for (;;) {
    const left = most - (seq - start);
    if (left <= 0) return verdict(null, false);
    const rows = await db
      .selectFrom('audit_entry as e')
      .leftJoin('audit_personal as p', (join) =>
        join.onRef('p.location_id', '=', 'e.location_id').onRef('p.entry_id', '=', 'e.id'),
      )
      .selectAll('e')
      .select(['p.salt', 'p.value as personal'])
      .where('e.location_id', '=', locationId)
      .where('e.seq', '>', seq)
      .orderBy('e.seq')
      .limit(Math.min(BATCH, left))
      .execute();
    if (rows.length === 0) return verdict(null);
    for (const row of rows) {
      seq += 1;
      if (row.seq !== seq) return verdict({ seq, entryId: null, why: 'missing' });
      const fits = row.previous_hash?.equals(previous) && row.hash?.equals(chainHash(previous, seq, row));
      if (!fits || !row.hash) return verdict({ seq, entryId: row.id, why: 'changed' });
      const promised = commitmentIn(row.after);
      if (row.salt === null) personalPartsErased += promised === null ? 0 : 1;
      else if (promised !== commitTo(row.salt, row.personal))
        return verdict({ seq, entryId: row.id, why: 'personal_part_changed' });
      previous = row.hash;
    }
  }
};
