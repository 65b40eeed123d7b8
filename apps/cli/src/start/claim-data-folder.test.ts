// One start per data folder: a healthy one is respected, what a killed one left is ended, damage is survived.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimDataFolder } from './claim-data-folder.ts';
import { lives, markOf, type ProcessMark } from './process-mark.ts';

let folder: string;
const children: ChildProcess[] = [];
const url = 'http://localhost:4080';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-claim-'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function sleeper(): Promise<ProcessMark> {
  const child = spawn(process.execPath, ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1000)']);
  children.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  const mark = child.pid ? markOf(child.pid) : undefined;
  if (!mark) throw new Error('the helper process did not start');
  return mark;
}

const gone: ProcessMark = { pid: 2 ** 22 + 1, began: '1' };

function leave(record: object): void {
  writeFileSync(join(folder, 'start.json'), JSON.stringify({ url, ...record }));
}

test('a second start is refused with the address of the first, and may start once that has left', async () => {
  const first = await claimDataFolder({ dataDir: folder, url, npm: undefined });
  await expect(claimDataFolder({ dataDir: folder, url, npm: undefined })).rejects.toMatchObject({
    code: 'already_running',
    message: expect.stringContaining(url),
  });
  first.release();
  const second = await claimDataFolder({ dataDir: folder, url, npm: undefined });
  second.release();
  expect(existsSync(join(folder, 'start.json'))).toBe(false);
});

test('the server of a killed start is ended before a new start goes on', async () => {
  const server = await sleeper();
  leave({ holder: gone, server });
  const claim = await claimDataFolder({ dataDir: folder, url, npm: undefined });
  expect(lives(server)).toBe(false);
  expect(JSON.parse(readFileSync(join(folder, 'start.json'), 'utf8')).holder.pid).toBe(process.pid);
  claim.release();
});

test('a start whose npm was killed is ended, one whose npm lives is respected', async () => {
  const holder = await sleeper();
  const npm = markOf(process.pid);
  leave({ holder, npm });
  await expect(claimDataFolder({ dataDir: folder, url, npm: undefined })).rejects.toMatchObject({
    code: 'already_running',
  });
  expect(lives(holder)).toBe(true);
  leave({ holder, npm: gone });
  (await claimDataFolder({ dataDir: folder, url, npm: undefined })).release();
  expect(lives(holder)).toBe(false);
});

test('a process that got the number of a dead one is left alone', async () => {
  const stranger = await sleeper();
  leave({
    holder: { pid: stranger.pid, began: 'another moment' },
    server: { pid: stranger.pid, began: 'another moment' },
  });
  (await claimDataFolder({ dataDir: folder, url, npm: undefined })).release();
  expect(lives(stranger)).toBe(true);
});

test.each(['', '{"holder":', '[]', '{"holder":7}'])('a damaged note (%j) does not stop a start', async (text) => {
  writeFileSync(join(folder, 'start.json'), text);
  (await claimDataFolder({ dataDir: folder, url, npm: undefined })).release();
});

test('a file in the place of the folder is explained', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(claimDataFolder({ dataDir: join(folder, 'file'), url, npm: undefined })).rejects.toMatchObject({
    code: 'folder_not_ours',
  });
});
