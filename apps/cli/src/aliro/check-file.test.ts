// Vector files from disk: the project's own agree, a changed value is found, and what is no vector file is explained.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFile, describeFile } from './check-file.ts';

const own = fileURLToPath(new URL('../../../../packages/aliro/vectors/', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-vectors-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(readdirSync(own).filter((name) => name.endsWith('.json')))('%s agrees', async (name) => {
  const result = await checkFile(join(own, name));
  expect(result.lines.filter((line) => !line.ok)).toEqual([]);
  expect(result.ok).toBe(true);
  const [head, ...values] = describeFile(result);
  expect(head).toMatch(/^ok .*\d+ values agree$/);
  expect(values).toEqual(result.lines.map((line) => `  ok     ${line.name}`));
});

test('a changed expected value is found', async () => {
  const file = JSON.parse(readFileSync(join(own, 'own-standard.json'), 'utf8'));
  const [, expected] = Object.entries<Record<string, string>>(file).find(([name]) => name === 'expected') ?? [];
  if (!expected?.kDh) throw new Error('the vector file has no kDh');
  expected.kDh = '00'.repeat(32);
  writeFileSync(join(folder, 'changed.json'), JSON.stringify(file));
  const result = await checkFile(join(folder, 'changed.json'));
  expect(result.ok).toBe(false);
  expect(result.lines.filter((line) => !line.ok).map((line) => line.name)).toContain('kDh');
  expect(describeFile(result).join('\n')).toMatch(/ {2}WRONG {2}kDh\n {4}expected (00){32}\n {4}computed [0-9a-f]{64}/);
});

test('what is missing, no JSON or no vector file is explained', async () => {
  writeFileSync(join(folder, 'text.json'), 'hello');
  writeFileSync(join(folder, 'other.json'), '{"kind":"recipe"}');
  await expect(checkFile(join(folder, 'nothing.json'))).rejects.toMatchObject({ code: 'file_unreadable' });
  await expect(checkFile(join(folder, 'text.json'))).rejects.toMatchObject({ code: 'file_unreadable' });
  await expect(checkFile(join(folder, 'other.json'))).rejects.toMatchObject({ code: 'not_a_vector_file' });
});
