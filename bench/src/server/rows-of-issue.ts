// The rows that one issue writes in its transaction, as one statement for pgbench: same tables, same indexes, same bytes, nothing decided.
import type pg from 'pg';

/** A copied table of the schema `bench`, and which row of the real one shows what an issue writes. */
const COPIES = [
  { name: 'digital_key', from: 'public.digital_key', where: 'id = $1', fresh: { id: 'gen_random_uuid()' } },
  {
    name: 'audit_entry',
    from: 'public.audit_entry',
    where: "subject_id = $1 and action = 'key.issued'",
    fresh: { id: 'gen_random_uuid()' },
  },
  {
    name: 'idempotent_answer',
    from: 'public.idempotent_answer',
    // Any kept answer of an issue is like any other; the bench's API keys do nothing else.
    where: "$1::text is not null and actor like 'api-key:%' and status = 201",
    fresh: { idempotency_key: 'gen_random_uuid()::text' },
  },
] as const;

/** Jobs are gone once done, so their rows are made by hand: three for an issue. */
const JOBS = ['key.changed', 'audit.written', 'booking.changed'] as const;

export type IssueRows = {
  /** One statement, committed by itself: inserts of key, audit entry, kept answer and three jobs, and the booking's new version. */
  readonly statement: string;
  readonly drop: () => Promise<void>;
};

/** Copies the tables with their indexes and checks but without triggers and foreign keys, which makes the limit harder to reach. */
export const rowsOfIssue = async (pool: pg.Pool, keyId: string): Promise<IssueRows> => {
  await pool.query('drop schema if exists bench cascade; create schema bench');
  const inserts: string[] = [];
  for (const { name, from, where, fresh } of COPIES) {
    await pool.query(`create table bench.${name} (like ${from} including all)`);
    inserts.push(await insertLike(pool, { name, from, where, keyId, fresh }));
  }
  await pool.query(`create table bench.job (like graphile_worker._private_jobs including all)`);
  await pool.query(`create table bench.booking (like public.booking including all)`);
  await pool.query(
    'insert into bench.booking select b.* from booking b join digital_key k on k.location_id = b.location_id and k.booking_id = b.id where k.id = $1',
    [keyId],
  );
  await pool.query(`insert into bench.booking select (jsonb_populate_record(b, jsonb_build_object('id', gen_random_uuid(),
    'reference', gen_random_uuid()))).* from bench.booking b, generate_series(1, 999)`);
  await pool.query(
    'alter table bench.booking add column bench_number serial; create unique index on bench.booking (bench_number); analyze bench.booking',
  );
  const jobs = JOBS.map(
    (task, index) =>
      `(${index + 1}, json_build_object('locationId', gen_random_uuid(), 'keyId', gen_random_uuid()), concat_ws(chr(58), 'now', '${task}', gen_random_uuid(), gen_random_uuid()), now() + interval '1 year')`,
  );
  const steps = [
    ...inserts,
    `insert into bench.job (task_id, payload, key, run_at) values ${jobs.join(', ')} returning 1`,
    `update bench.booking set version = version + 1 where bench_number = (select 1 + floor(random() * 1000)::int) returning 1`,
  ];
  const statement = `with ${steps.map((step, index) => `step${index} as (${step})`).join(', ')} select ${steps
    .map((_, index) => `(select count(*) from step${index})`)
    .join(', ')}`;
  return { statement, drop: async () => void (await pool.query('drop schema if exists bench cascade')) };
};

/** An insert of the very values of a real row, with fresh ids. */
const insertLike = async (
  pool: pg.Pool,
  of: { name: string; from: string; where: string; keyId: string; fresh: Readonly<Record<string, string>> },
): Promise<string> => {
  const [schema, table] = of.from.split('.');
  const named = await pool.query<{ name: string }>(
    'select column_name as name from information_schema.columns where table_schema = $1 and table_name = $2',
    [schema, table],
  );
  const names = named.rows.map(({ name }) => name);
  const texts = names.map((name) => `t."${name}"::text`).join(', ');
  const found = await pool.query<{ texts: (string | null)[] }>(
    `select array[${texts}] as texts from ${of.from} t where ${of.where} limit 1`,
    [of.keyId],
  );
  const row = found.rows[0]?.texts;
  if (!row) throw new Error(`one issue left no row in ${of.from}`);
  // The chain's place comes later, from a job.
  const columns = names.filter((name) => !['seq', 'hash', 'previous_hash'].includes(name));
  const values = columns.map((name) => of.fresh[name] ?? literal(row[names.indexOf(name)] ?? null));
  return `insert into bench.${of.name} (${columns.map((column) => `"${column}"`).join(', ')}) values (${values.join(', ')}) returning 1`;
};

/** A quoted literal; a colon would be a variable to pgbench, so such text goes in its escape form. */
const literal = (value: string | null): string => {
  if (value === null) return 'null';
  const hex = [...Buffer.from(value, 'utf8')].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`);
  return /[:\\]/.test(value) ? `E'${hex.join('')}'` : `'${value.replaceAll("'", "''")}'`;
};
