// A CSV that spreadsheets read as it is meant, and that runs nothing.
import { describe, expect, it } from 'vitest';
import { csvLine, csvLines } from './send-csv.ts';

describe('CSV', () => {
  it('quotes what has to be quoted', () => {
    expect(csvLine(['a,b', 'say "hi"', 'two\nlines', null, 3, true])).toBe(
      '"a,b","say ""hi""","two\nlines",,3,true\r\n',
    );
  });

  it.each(['=1+1', '+43', '-2', '@cmd', '\tx'])('makes text of %j, which a spreadsheet would run', (text) => {
    expect(csvLine([text])).toBe(`'${text}\r\n`);
  });

  it('reads on until the last page', async () => {
    const pages = [
      { items: ['a', 'b'], nextCursor: '1' },
      { items: ['c'], nextCursor: null },
    ];
    const parts: string[] = [];
    const readPage = async (cursor: string | undefined) =>
      pages[Number(cursor ?? 0)] ?? { items: [], nextCursor: null };
    for await (const part of csvLines({ heads: ['x'], readPage, cells: (row) => [row] })) parts.push(part);
    expect(parts.join('')).toBe('\uFEFFx\r\na\r\nb\r\nc\r\n');
  });
});
