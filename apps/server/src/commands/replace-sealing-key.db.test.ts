// Another sealing key: whatever was sealed opens by the new one alone, in whichever column; or nothing has changed.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';
import { secondFactorLabel } from '../sign-in/second-factor.ts';
import { createMasterKeyService } from '../signing/master-key-service.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';
import { openSealingKey, readSealingKeyWays } from '../signing/sealing-key.ts';
import { secretLabel } from '../webhooks/deliver.ts';
import { replaceSealingKey } from './replace-sealing-key.ts';
import { SEALED_COLUMNS } from './sealed-columns.ts';

let site: TestSite;
beforeEach(async () => {
  site = await createTestSite();
  const { db, config } = site.hotel.parts;
  await sql`delete from sealing_key`.execute(db);
  await sql`delete from server_process`.execute(db);
  // More than one round of rows, and a column whose label is made of other columns than the ids.
  const { masterKey } = config;
  const answers = Array.from({ length: 1200 }, (_, n) => {
    const label = `idempotent_answer:staff:${n}:key-${n}`;
    const sealed_body = sealSecret({ masterKey, label, secret: Buffer.from(`${n}`) });
    const of = { actor: `staff:${n}`, idempotency_key: `key-${n}`, request_hash: randomBytes(32) };
    return { ...of, status: 200, sealed_body, created_at: new Date() };
  });
  await db.insertInto('idempotent_answer').values(answers).execute();
  const staff_id = site.staffIds.viewer;
  const sealed_secret = sealSecret({ masterKey, label: secondFactorLabel(staff_id), secret: randomBytes(20) });
  await db.insertInto('staff_second_factor').values({ staff_id, sealed_secret, created_at: new Date() }).execute();
  // The fixture's endpoints hold no real secret.
  for (const { location_id, id } of await db.selectFrom('webhook_endpoint').select(['location_id', 'id']).execute()) {
    const sealed_secret = sealSecret({ masterKey, label: secretLabel(location_id, id), secret: randomBytes(24) });
    await db.updateTable('webhook_endpoint').set({ sealed_secret }).where('id', '=', id).execute();
  }
});
afterEach(() => site?.close());

/** Sealed under a key of the image's own, which is sealed in `id_image`; and a column that nothing writes. */
const NOT_BY_IT = ['id_image_piece.sealed', 'arrival_settings.sealed_verification_credentials'];

/** How many secrets open by this key, and how many there are. */
const opened = async (masterKey: Uint8Array): Promise<string> => {
  let [all, fit] = [0, 0];
  for (const { table, column, keys, label } of SEALED_COLUMNS) {
    const { rows } = await sql<{
      names: string[];
      sealed: Buffer;
    }>`select array[${sql.join(keys.map((key) => sql`${sql.ref(key)}::text`))}] as names,
      ${sql.ref(column)} as sealed from ${sql.table(table)} where octet_length(${sql.ref(column)}) > 0`.execute(
      site.hotel.parts.db,
    );
    for (const row of rows) {
      all += 1;
      try {
        openSecret({ masterKey, label: label(...row.names), sealed: row.sealed });
        fit += 1;
      } catch {
        // by another key
      }
    }
  }
  return `${fit} of ${all}`;
};

const replace = (keeper: Uint8Array) => {
  const { db, config } = site.hotel.parts;
  return replaceSealingKey(db, { key: config.masterKey, target: createMasterKeyService(keeper), now: new Date() });
};

describe('the sealing key', () => {
  it('all columns are known that are sealed by it', async () => {
    const { rows } = await sql<{
      name: string;
    }>`select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'bytea' and column_name like 'sealed%'`.execute(
      site.hotel.parts.db,
    );
    const known = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    expect(rows.map((row) => row.name).sort()).toEqual([...known, ...NOT_BY_IT].sort());
  });

  it('is replaced: everything opens by the new one, which only its keeper opens, and nothing by the old one', async () => {
    const { db, config } = site.hotel.parts;
    const before = await opened(config.masterKey);
    const all = Number(before.split(' ')[0]);
    expect(before).toBe(`${all} of ${all}`);
    expect(all).toBeGreaterThan(1200);
    const keeper = randomBytes(32);
    expect(await replace(keeper)).toMatchObject({ ok: true, sealed: all });
    expect(await opened(config.masterKey)).toBe(`0 of ${all}`);
    expect(await readSealingKeyWays(db)).toHaveLength(1);
    const settings = { masterKey: keeper, vault: null };
    expect(await opened(await openSealingKey(db, { settings, now: new Date() }))).toBe(`${all} of ${all}`);
  });

  it('stays where a server runs, or where one secret does not open: nothing has changed', async () => {
    const { db, config } = site.hotel.parts;
    const before = await opened(config.masterKey);
    await sql`insert into server_process (id, worker_pool, started_at, seen_at) values (${newId()}, 'pool', now(), now())`.execute(
      db,
    );
    expect(await replace(randomBytes(32))).toEqual({ ok: false, code: 'servers_run', servers: 1 });
    await sql`delete from server_process`.execute(db);
    await sql`update idempotent_answer set sealed_body = ${randomBytes(40)} where idempotency_key = 'key-1100'`.execute(
      db,
    );
    await expect(replace(randomBytes(32))).rejects.toMatchObject({ code: 'sealed_secret' });
    const [fit, , total] = before.split(' ').map(Number);
    expect(await opened(config.masterKey)).toBe(`${(fit ?? 0) - 1} of ${total}`);
    expect(await readSealingKeyWays(db)).toEqual([]);
  });
});
