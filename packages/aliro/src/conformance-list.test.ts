// Every case of the conformance list is cited by a test's name, and no test cites a case that is not there (docs/protocol §10).
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const REPO = resolve(import.meta.dirname, '../../..');
const CASE = /\b[KCLPDRXH][0-9]{2}\b/g;

/** Test files of the packages that hold the door. */
function testFiles(): string[] {
  const found: string[] = [];
  for (const name of ['aliro', 'lock', 'phone', 'simulator']) {
    const folder = resolve(REPO, 'packages', name, 'src');
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (entry.endsWith('.test.ts')) found.push(resolve(folder, entry));
  }
  return found;
}

/** Numbers in the strings of a file, comments left out; of a range such as `D23–D26` each one. */
function citedIn(source: string): string[] {
  const code = source.replace(/^\s*\/\/.*$|^\s*\/?\*.*$/gm, '');
  const strings = code.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [];
  return strings.flatMap((text) => {
    const ranges = [...text.matchAll(/\b([KCLPDRXH])([0-9]{2})[–-]\1([0-9]{2})\b/g)].flatMap(([, part, from, to]) =>
      Array.from(
        { length: Number(to) - Number(from) + 1 },
        (_, i) => `${part}${String(Number(from) + i).padStart(2, '0')}`,
      ),
    );
    return [...(text.match(CASE) ?? []), ...ranges];
  });
}

it('each number of the list is cited by at least one test, and each cited number is in the list', () => {
  const page = readFileSync(resolve(REPO, 'docs/protocol/10-conformance-list.md'), 'utf8');
  const list = new Set([...page.matchAll(/\| ([KCLPDRXH][0-9]{2}) +\|/g)].map(([, number]) => number as string));
  expect(list.size).toBe(202);
  const cited = new Set(testFiles().flatMap((file) => citedIn(readFileSync(file, 'utf8'))));
  expect([...list].filter((number) => !cited.has(number))).toEqual([]);
  expect([...cited].filter((number) => !list.has(number))).toEqual([]);
});
