// Sends a list as CSV (RFC 4180), page by page as it is read, so that a year of entries needs no more memory than one page.
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

type Cell = string | number | boolean | null;
type Page<Row> = { readonly items: readonly Row[]; readonly nextCursor: string | null };

/** Rows read with one statement. */
export const CSV_PAGE = 500;

/** What a spreadsheet would take for a formula is text: a guest may be called `=1+1`. */
const cellOf = (cell: Cell): string => {
  const text = cell === null ? '' : String(cell);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** One line. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(',')}\r\n`;

/** Every line: the heads, then each row of each page. */
export async function* csvLines<Row>(of: {
  heads: readonly string[];
  readPage: (cursor: string | undefined) => Promise<Page<Row>>;
  cells: (row: Row) => readonly Cell[];
}): AsyncGenerator<string> {
  // Spreadsheets read UTF-8 only behind this mark.
  yield `\uFEFF${csvLine(of.heads)}`;
  let cursor: string | undefined;
  do {
    const page = await of.readPage(cursor);
    yield page.items.map((row) => csvLine(of.cells(row))).join('');
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** The answer's body; `name` is the file's. A failure in the middle cuts the answer off, which a browser reports as a failed download. */
export function csvAnswer(reply: FastifyReply, name: string, lines: AsyncGenerator<string>): Uint8Array {
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .header('cache-control', 'no-store');
  // Fastify sends a stream as it comes; the contract's type for bytes has no other word for them.
  return Readable.from(lines) as unknown as Uint8Array;
}
