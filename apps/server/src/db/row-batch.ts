// Rows to write together: what many commands decided, gathered in memory and written with one statement per table.
import type { Insertable, Updateable } from 'kysely';
import { type ChainHead, sealEntries } from '../audit/audit-chain.ts';
import { type AuditInput, auditRows } from '../audit/write-audit.ts';
import { EMIT_MANY, jobSpecs, type ServerEvent, TELL_CHAIN } from '../events.ts';
import type { Ask } from './ask.ts';
import { type LivePayload, NOTIFY_MANY, packLive } from './notify-live.ts';
import type { Schema } from './schema.ts';

/** Tables whose rows are named by location and id. */
type Table = {
  [T in keyof Schema]: Schema[T] extends { location_id: string; id: string } ? T : never;
}[keyof Schema];
/** Column values by name; jsonb columns as values, not as text. */
type Fields = Record<string, unknown>;

/** Takes rows and what goes with them. */
export type RowSink = {
  insert<T extends Table>(table: T, row: Insertable<Schema[T]>): void;
  /** Several changes of one row become one; those of a row that is inserted here go into that row. */
  update<T extends Table>(table: T, of: { locationId: string; id: string }, fields: Updateable<Schema[T]>): void;
  /** Raises the row's version: whoever read it before must read it again. */
  touch(table: 'booking', of: { locationId: string; id: string }): void;
  audit(entry: AuditInput): void;
  /** A statement of one's own, sent after the rows. */
  also(text: string, values: readonly unknown[]): void;
  emit(event: ServerEvent, options?: { readonly at?: Date }): void;
  notify(payload: LivePayload): void;
};

/** Gathers rows; `send` writes them in the order in which tables were first named. */
export type RowBatch = RowSink & {
  /** Lets `run` add rows; none of them if it throws. */
  part<T>(run: (sink: RowSink) => Promise<T>): Promise<T>;
  /** Sends every statement without waiting. With `chain`, audit entries get their place in the location's hash chain at once. */
  send(ask: Ask, options: { readonly locationId: string; readonly chain?: ChainHead }): Promise<unknown>[];
};

/** JSON that PostgreSQL reads into a row: bytes as `\x…`, instants as ISO text, `undefined` left out. */
const plain = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Uint8Array
        ? `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
        : value,
    ]),
  );

const quoted = (columns: readonly string[], prefix = ''): string =>
  columns.map((column) => `${prefix}"${column}"`).join(', ');

const insertText = (table: string, columns: readonly string[]): string =>
  `insert into "${table}" (${quoted(columns)}) select ${quoted(columns)} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`;

const updateText = (table: string, columns: readonly string[]): string =>
  `update "${table}" t set ${columns.map((column) => `"${column}" = r."${column}"`).join(', ')}
   from jsonb_populate_recordset(null::"${table}", $2::jsonb) r where t.location_id = $1 and t.id = r.id`;

const TOUCH_BOOKINGS = 'update booking set version = version + 1 where location_id = $1 and id = any($2::uuid[])';

/** Rows with the same columns share a statement. */
const byColumns = (rows: Iterable<Fields>): Map<string, { columns: readonly string[]; rows: Fields[] }> => {
  const groups = new Map<string, { columns: readonly string[]; rows: Fields[] }>();
  for (const row of rows) {
    const columns = Object.keys(row).filter((name) => row[name] !== undefined);
    const key = columns.join();
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { columns, rows: [row] });
  }
  return groups;
};

export const createRowBatch = (): RowBatch => {
  const inserted = new Map<Table, Map<string, Fields>>();
  const updated = new Map<Table, Map<string, Fields>>();
  const touched = new Set<string>();
  const audits: AuditInput[] = [];
  const events: { event: ServerEvent; at: Date | null }[] = [];
  const live: LivePayload[] = [];
  const others: [string, readonly unknown[]][] = [];

  const rowsOf = (of: Map<Table, Map<string, Fields>>, table: Table): Map<string, Fields> => {
    const rows = of.get(table) ?? new Map<string, Fields>();
    of.set(table, rows);
    return rows;
  };

  const sink: RowSink = {
    insert: (table, row) => void rowsOf(inserted, table).set((row as unknown as { id: string }).id, { ...row }), // Table's rows have one
    update: (table, { id }, fields) => {
      const fresh = inserted.get(table)?.get(id);
      if (fresh) Object.assign(fresh, fields);
      else rowsOf(updated, table).set(id, { id, ...updated.get(table)?.get(id), ...fields });
    },
    touch: (_table, { id }) => void touched.add(id),
    audit: (entry) => void audits.push(entry),
    also: (text, values) => void others.push([text, values]),
    emit: (event, options = {}) => void events.push({ event, at: options.at ?? null }),
    notify: (payload) => void live.push(payload),
  };
  return {
    ...sink,
    part: async (run) => {
      const kept: (() => void)[] = [];
      const value = await run({
        insert: (table, row) => void kept.push(() => sink.insert(table, row)),
        update: (table, of, fields) => void kept.push(() => sink.update(table, of, fields)),
        also: (text, values) => void kept.push(() => sink.also(text, values)),
        touch: (table, of) => void kept.push(() => sink.touch(table, of)),
        audit: (entry) => void kept.push(() => sink.audit(entry)),
        emit: (event, options) => void kept.push(() => sink.emit(event, options)),
        notify: (payload) => void kept.push(() => sink.notify(payload)),
      });
      for (const add of kept) add();
      return value;
    },
    send: (ask, { locationId, chain }) => {
      const sent: Promise<unknown>[] = [];
      for (const [table, rows] of inserted)
        for (const group of byColumns([...rows.values()].map(plain)).values())
          sent.push(ask(insertText(table, group.columns), [JSON.stringify(group.rows)]));
      for (const [table, rows] of updated)
        for (const group of byColumns([...rows.values()].map(plain)).values()) {
          const columns = group.columns.filter((name) => name !== 'id');
          sent.push(ask(updateText(table, columns), [locationId, JSON.stringify(group.rows)]));
        }
      for (const [text, values] of others) sent.push(ask(text, values));
      if (touched.size > 0) sent.push(ask(TOUCH_BOOKINGS, [locationId, [...touched]]));
      if (audits.length > 0) {
        const rows = audits.map(auditRows);
        const entries = rows.map(({ entry }) => entry);
        for (const group of byColumns((chain ? sealEntries(chain, entries) : entries).map(plain)).values())
          sent.push(ask(insertText('audit_entry', group.columns), [JSON.stringify(group.rows)]));
        const parts = rows.flatMap(({ personal }) => (personal ? [plain(personal)] : []));
        for (const group of byColumns(parts).values())
          sent.push(ask(insertText('audit_personal', group.columns), [JSON.stringify(group.rows)]));
        if (chain) sent.push(ask(TELL_CHAIN, [locationId]));
        else events.push({ event: { name: 'audit.written', locationId }, at: null });
      }
      if (events.length > 0) sent.push(ask(EMIT_MANY, jobSpecs(events)));
      if (live.length > 0) sent.push(ask(NOTIFY_MANY, [packLive(live)]));
      return sent;
    },
  };
};
