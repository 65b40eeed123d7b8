// A statement and its rows, whoever sends it: Kysely's transaction, or a connection that does not wait for one answer before the next question.
import type { Writable } from 'node:stream';
import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import { crashPoint } from '../crash-point.ts';
import { backendOf } from './backend-of.ts';
import { named } from './name-statements.ts';
import type { Db, Trx } from './schema.ts';

/** Sends one statement of fixed text and gives its rows. `Row` states what the text selects. */
export type Ask = <Row = unknown>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** Asks through Kysely: within its transaction, one statement after the other. */
export const askThrough =
  (db: Db | Trx): Ask =>
  async <Row>(text: string, values: readonly unknown[]) =>
    (await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows;

/** Asks on any connection of the pool (or on the one given), each statement by itself. */
export const askPool =
  (pool: pg.Pool | pg.ClientBase): Ask =>
  async <Row>(text: string, values: readonly unknown[]) =>
    // The rows are what the statement's text selects; its asker says so.
    (await pool.query(named(text, values))).rows as Row[];

/** What a transaction gives: its result, once `last`, the statements that were sent without waiting, went well. */
export type Sent<T> = { readonly value: T; readonly last: readonly Promise<unknown>[] };

/** Thrown when PostgreSQL answered `commit` by rolling back. */
class NotCommittedError extends Error {
  override readonly name = 'NotCommittedError';
  readonly code = 'not_committed';
}

/** No table is read from its beginning to its end to find a few rows; and no plan is so dear that it is worth a compiler. */
const BY_INDEX = ['seqscan', 'hashjoin', 'mergejoin'].map((way) => `set local enable_${way} to off`);

/**
 * Statements of batches are planned once per connection: their shape is always the same, and planning took a third of the database's time. PostgreSQL
 * guesses that any list has ten or a hundred entries, and would rather read all of a location's rows than look up so many (docs/decisions/0108).
 */
const BEGIN = ['begin', 'set local plan_cache_mode to force_generic_plan', ...BY_INDEX, 'set local jit to off'].join(
  ';',
);

/**
 * One transaction whose statements travel together: what `run` asks in one go is one exchange with the database, and the commit
 * goes out with the last writes. Resolves after the commit. A statement that fails takes the whole transaction with it.
 */
export const transactTogether = async <T>(pool: pg.Pool, run: (ask: Ask) => Promise<Sent<T>>): Promise<T> => {
  const client = await pool.connect();
  const backend = backendOf(client);
  const sent: Promise<unknown>[] = [];
  const together = packetsOf(client);
  const send = (query: pg.QueryConfig): Promise<pg.QueryResult> => {
    together();
    const answer = client.query(query);
    // Whoever asked hears of a failure; so does the end below, which must not come as an unhandled rejection before.
    answer.catch(() => undefined);
    sent.push(answer);
    return answer;
  };
  // The rows are what the statement's text selects; its asker says so.
  const ask: Ask = async <Row>(text: string, values: readonly unknown[]) =>
    (await send(named(text, values))).rows as Row[];
  let broken: Error | undefined;
  try {
    send({ text: BEGIN });
    const { value, last } = await run(ask);
    crashPoint('commit.before', backend);
    const ended = send({ text: 'commit' });
    await Promise.all([...sent, ...last]);
    crashPoint('commit.after', backend);
    if ((await ended).command !== 'COMMIT') throw new NotCommittedError('the transaction was rolled back');
    return value;
  } catch (error) {
    await Promise.allSettled(sent);
    await client.query('rollback').catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    client.release(broken);
  }
};

/** What is asked in one turn of the event loop leaves as one packet: a packet for each statement costs more than the statement's text. */
const packetsOf = (client: pg.PoolClient): (() => void) => {
  // pg's own socket, which its types leave out; pg corks it for each statement, and corks count.
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  let corked = false;
  return () => {
    if (corked) return;
    corked = true;
    stream.cork();
    process.nextTick(() => {
      corked = false;
      stream.uncork();
    });
  };
};
