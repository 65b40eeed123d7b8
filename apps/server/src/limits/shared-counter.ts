// Counts requests per window for all servers on one database, without asking the database on most of them.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Db } from '../db/schema.ts';

/** One limit: at most `max` in each window of `windowMs`, per `subject` (hashed before it is kept anywhere). */
export type LimitRule = {
  readonly name: string;
  readonly subject: string;
  readonly max: number;
  readonly windowMs: number;
  /** Counts may be given back: before it refuses, the counter asks how many there still are. */
  readonly givenBack?: true;
};

export type LimitOutcome = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterSeconds: number };

export type SharedCounter = {
  /** Counts one and says whether it is within the limit. Waits for the database only when this caller is near its limit. */
  count(rule: LimitRule): Promise<LimitOutcome>;
  /** Takes back one that was counted here and turned out not to count. */
  giveBack(rule: LimitRule): void;
  /** Tells the database what was counted here, and learns what others have counted. */
  sync(): Promise<void>;
  /** Stops syncing, after a last time. */
  close(): Promise<void>;
};

type Entry = {
  readonly key: Buffer;
  readonly start: number;
  readonly end: number;
  /** Counted by all servers, ours included, when we last asked. */
  known: number;
  /** On its way to the database. */
  told: number;
  /** Counted here since. */
  fresh: number;
};

/** A server may let this part of what is left through before it tells the others. */
const shareOfRest = 8;
const syncEveryMs = 1000;
/** Without the database each server counts for itself; said once a minute at most. */
const complainEveryMs = 60_000;

/**
 * The bound, with n servers: never more than `max` + (n − 1) × ⌈max / 8⌉ in one window. Each server may have let through an eighth of
 * what it thought was left before it told the database; with a limit of 8 or less it tells at every request.
 */
export function createSharedCounter(options: {
  readonly db: Db;
  readonly now: () => number;
  readonly log: Logger;
}): SharedCounter {
  const { db, now, log } = options;
  const entries = new Map<string, Entry>();
  let syncing: Promise<void> | undefined;
  let again: Promise<void> | undefined;
  let complainedAt = Number.NEGATIVE_INFINITY;

  const entryOf = (rule: LimitRule): Entry => {
    const start = Math.floor(now() / rule.windowMs) * rule.windowMs;
    const name = `${rule.name}\n${rule.subject}`;
    const found = entries.get(name);
    if (found?.start === start) return found;
    const key = createHash('sha256').update(name).digest().subarray(0, 16);
    const entry: Entry = { key, start, end: start + rule.windowMs, known: 0, told: 0, fresh: 0 };
    // What was counted in the window before and not told yet concerns nobody any more.
    entries.set(name, entry);
    return entry;
  };

  const exchange = async (): Promise<void> => {
    const at = now();
    for (const [name, entry] of entries) if (entry.end <= at) entries.delete(name);
    const changed = [...entries.values()].filter((entry) => entry.fresh !== 0);
    if (changed.length === 0) return;
    for (const entry of changed) {
      entry.told = entry.fresh;
      entry.fresh = 0;
    }
    try {
      await tell(db, changed);
    } catch (error) {
      for (const entry of changed) entry.fresh += entry.told;
      if (at - complainedAt > complainEveryMs) {
        complainedAt = at;
        log.warn({ type: error instanceof Error ? error.name : typeof error }, 'limits are counted per server for now');
      }
    } finally {
      for (const entry of changed) entry.told = 0;
    }
  };

  /** One exchange at a time; who asks meanwhile waits for the next, which holds everybody's counts. */
  const sync = (): Promise<void> => {
    if (syncing === undefined) {
      syncing = exchange().finally(() => {
        syncing = undefined;
      });
      return syncing;
    }
    again ??= syncing.then(() => {
      again = undefined;
      return sync();
    });
    return again;
  };

  const all = (entry: Entry): number => entry.known + entry.told + entry.fresh;
  const refused = (entry: Entry): LimitOutcome => ({
    allowed: false,
    retryAfterSeconds: Math.max(1, Math.ceil((entry.end - now()) / 1000)),
  });

  const timer = setInterval(() => void sync(), syncEveryMs);
  timer.unref();
  return {
    async count(rule) {
      const entry = entryOf(rule);
      if (all(entry) >= rule.max && rule.givenBack) {
        await sync();
        entry.known = (await readCount(db, entry).catch(() => undefined)) ?? entry.known;
      }
      if (all(entry) >= rule.max) return refused(entry);
      entry.fresh += 1;
      if (entry.told + entry.fresh < Math.ceil((rule.max - entry.known) / shareOfRest)) return { allowed: true };
      await sync();
      // Ours is now among all servers': beyond the limit it is refused, and stays counted.
      return entry.known <= rule.max ? { allowed: true } : refused(entry);
    },
    giveBack(rule) {
      // Of a window that has ended meanwhile nothing is left to give back.
      const entry = entryOf(rule);
      if (all(entry) > 0) entry.fresh -= 1;
    },
    sync,
    async close() {
      clearInterval(timer);
      await sync();
    },
  };
}

/** Adds what is told, and puts the totals of all servers into the entries. Rows in the order of their keys, so that servers never wait in a ring. */
async function tell(db: Db, changed: readonly Entry[]): Promise<void> {
  const sorted = [...changed].sort((a, b) => Buffer.compare(a.key, b.key) || a.start - b.start);
  const rows = sorted.map((entry) => ({
    key: entry.key.toString('hex'),
    start: new Date(entry.start).toISOString(),
    end: new Date(entry.end).toISOString(),
    count: entry.told,
  }));
  const found = await sql<{
    key: Buffer;
    count: number;
  }>`insert into rate_count as r (key, window_start, window_end, count)
    select decode(t.key, 'hex'), t.start, t."end", t.count
    from json_to_recordset(${JSON.stringify(rows)}::json) as t(key text, start timestamptz, "end" timestamptz, count integer)
    on conflict (key, window_start) do update set count = r.count + excluded.count
    returning key, count`.execute(db);
  const totals = new Map(found.rows.map((row) => [row.key.toString('hex'), row.count]));
  for (const entry of changed) entry.known = totals.get(entry.key.toString('hex')) ?? entry.known;
}

async function readCount(db: Db, entry: Entry): Promise<number> {
  const row = await db
    .selectFrom('rate_count')
    .select('count')
    .where('key', '=', entry.key)
    .where('window_start', '=', new Date(entry.start))
    .executeTakeFirst();
  return row?.count ?? 0;
}
