// Files that survive kills: whole content or the old one, and no drafts left behind.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFileIfThere, removeDrafts, writeFileDurably } from './write-file-durably.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightlatch-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('writes in one go, also at once and into folders that do not exist yet', async () => {
  const path = join(folder, 'a', 'b', 'slot');
  expect(await readFileIfThere(path)).toBeUndefined();
  const contents = Array.from({ length: 20 }, (_, index) => new Uint8Array(1000).fill(index));
  await Promise.all(contents.map((bytes) => writeFileDurably(path, bytes)));
  const held = await readFileIfThere(path);
  expect(new Set(held).size).toBe(1);
  expect(held).toHaveLength(1000);
  expect(await readdir(join(folder, 'a', 'b'))).toEqual(['slot']);
});

test('a failed write keeps the old content and leaves no draft', async () => {
  const path = join(folder, 'slot');
  await writeFileDurably(path, 'old');
  await expect(writeFileDurably(join(path, 'below-a-file'), 'new')).rejects.toThrow();
  expect(new TextDecoder().decode(await readFileIfThere(path))).toBe('old');
  expect(await readdir(folder)).toEqual(['slot']);
});

test('drafts of a killed process are removed, other files are not', async () => {
  await writeFile(join(folder, 'slot.1234.tmp'), 'half');
  await writeFile(join(folder, 'slot'), 'whole');
  await removeDrafts(folder);
  expect(await readdir(folder)).toEqual(['slot']);
  await removeDrafts(join(folder, 'absent'));
});
