// The signing keys of a location: what each is for now, how many locks trust it, and changes under way.
import type { SigningKeys } from '@nightlatch/api';
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { readRotations } from './rotate-signing-key.ts';

/** All of them, the retired ones too: journals and audits name them. */
export const readSigningKeys = async (
  db: Db | Trx,
  of: { readonly locationId: string; readonly now: Date },
): Promise<SigningKeys> => {
  const keys = await db
    .selectFrom('signing_key')
    .select(['class', 'epoch', 'created_at', 'active_at', 'retiring_at', 'retired_at'])
    .where('location_id', '=', of.locationId)
    .orderBy('class')
    .orderBy('epoch')
    .execute();
  const { rows: held } = await sql<{ class: string; epoch: number; locks: number }>`
    select a.class, a.epoch, count(*)::int as locks from lock_anchor a
    join lock l on l.location_id = a.location_id and l.id = a.lock_id and l.retired_at is null
    where a.location_id = ${of.locationId} and not exists (select from lock_anchor newer where newer.location_id = a.location_id
      and newer.lock_id = a.lock_id and newer.class = a.class and newer.epoch > a.epoch and newer.oldest_dropped_at is not null)
    group by a.class, a.epoch`.execute(db);
  const rotations = await readRotations(db, of);
  return {
    keys: keys.map((key) => ({
      class: key.class,
      epoch: key.epoch,
      state: key.retired_at ? 'retired' : key.retiring_at ? 'retiring' : key.active_at ? 'active' : 'announced',
      createdAt: key.created_at.toISOString(),
      activeAt: key.active_at?.toISOString() ?? null,
      retiredAt: key.retired_at?.toISOString() ?? null,
      locks: held.find((one) => one.class === key.class && one.epoch === key.epoch)?.locks ?? 0,
    })),
    rotations: rotations.map(({ since, waitsUntil, behind, ...rotation }) => ({
      ...rotation,
      since: since.toISOString(),
      waitsUntil: waitsUntil?.toISOString() ?? null,
      behind: behind.map(({ door }) => door),
    })),
  };
};
