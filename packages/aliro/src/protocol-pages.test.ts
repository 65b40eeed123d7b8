// The tables of the protocol pages say what the code says: reason codes, reader statuses, state bytes, commands, journal events, mail types.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { COMMAND, hex, JOURNAL_EVENT, MAIL_TYPE, parseReasonNotify, REASONS, reasonNotify, STATE } from './index.ts';

const page = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, '../../../docs/protocol', `${name}.md`), 'utf8');

/** Cells of the rows of a page whose first cell fits. */
function rowsOf(name: string, first: RegExp): string[][] {
  return page(name)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([cell]) => first.test(cell ?? ''));
}

it('§7.14: every reason code, with its statuses and its diagnosis', () => {
  const rows = rowsOf('07-hotel-profile', /^0[0-4][0-9]{2}$/);
  expect(rows.map(([code]) => code)).toEqual(Object.keys(REASONS).sort());
  for (const [code = '', statuses = '', diagnosis = ''] of rows) {
    const parsed = parseReasonNotify(reasonNotify(code as keyof typeof REASONS));
    if (!parsed.ok) throw new Error(code);
    const row = REASONS[parsed.value];
    const listed = statuses.replace('`0020`–`0023`', '`0020` `0021` `0022` `0023`').match(/`0[0-9]{3}`/g) ?? [];
    expect([code, listed.map((text) => text.slice(1, -1)).sort()]).toEqual([code, [...row.statuses].sort()]);
    if (code !== '0000')
      expect([code, diagnosis.replaceAll('`', '')]).toEqual([code, expect.stringContaining(row.diagnosis)]);
  }
});

it('§6.4: every state byte, and §2.1: the head of every command', () => {
  const bytes = rowsOf('06-transports', /^`(02|8[0-9]( n)?)`$/).map(([cell = '']) => cell.slice(1, 3));
  expect(bytes.sort()).toEqual(
    Object.values(STATE)
      .map((byte) => hex(Uint8Array.of(byte)))
      .sort(),
  );
  const heads = rowsOf('02-apdu-layer', /^[A-Z][A-Z0-9 ]+$/).flatMap(([name = '', head = '']) =>
    /^`[0-9A-F ]{11}`$/.test(head) ? [[name, head.replace(/[` ]/g, '').toLowerCase()] as const] : [],
  );
  const ours = Object.entries(COMMAND).map(([name, head]) => [
    name.replace(/([A-Z])/g, ' $1').toUpperCase(),
    hex(Uint8Array.from(head)),
  ]);
  expect(new Map(heads)).toEqual(new Map(ours as [string, string][]));
});

it('§7.8, §7.9: mail types and journal events by number', () => {
  const types = rowsOf('07-hotel-profile', /^[1-8] [a-z]/).map(([cell = '']) => Number(cell[0]));
  expect(types.sort()).toEqual(Object.values(MAIL_TYPE).sort());
  const events = page('07-hotel-profile').match(/event (1 opened, .*?11 malformed link)/)?.[1] ?? '';
  const named = events
    .split(', ')
    .map((text) => [text.replace(/^\d+ /, '').replaceAll(' ', '-'), Number.parseInt(text, 10)]);
  expect(Object.fromEntries(named)).toEqual(JOURNAL_EVENT);
});
