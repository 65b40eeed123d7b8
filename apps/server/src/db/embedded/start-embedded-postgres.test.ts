// The launcher on the real thing: users, races, kills and broken folders, each seen to fail without its guard.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildLauncher, type LauncherProcess, runLauncher } from './launcher-process.fixture.ts';
import { processState } from './process-state.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { wipeEmbeddedPostgres } from './wipe-embedded-postgres.ts';

const root = process.getuid?.() === 0 && process.platform === 'linux';
const nobody = { uid: 65534, gid: 65534 };
const folders: string[] = [];
const running: EmbeddedPostgres[] = [];
const processes: LauncherProcess[] = [];

beforeAll(buildLauncher);

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop();
  for (const { process: child } of processes.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) {
    await wipeEmbeddedPostgres({ dataDir: join(folder, 'data') });
    rmSync(folder, { recursive: true, force: true });
  }
});

function newFolder(name = 'launcher'): string {
  const folder = mkdtempSync(join(tmpdir(), `nightlatch-${name}-`));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir });
  running.push(postgres);
  return postgres;
}

function launch(dataDir: string, user?: { uid: number; gid: number }): LauncherProcess {
  const launcher = runLauncher(dataDir, user);
  processes.push(launcher);
  return launcher;
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

async function untilGone(pid: number): Promise<void> {
  await expect.poll(() => processState(pid), { timeout: 10_000, interval: 20 }).not.toBe('alive');
}

describe('data that was acknowledged', () => {
  test('survives a stop, a killed PostgreSQL and a killed launcher', async () => {
    const dataDir = join(newFolder(), 'data');
    const first = await start(dataDir);
    await query(first.connectionString, 'create table kept (n integer)');
    await query(first.connectionString, 'insert into kept values (1)');
    await first.stop();
    expect(processState(first.pid)).not.toBe('alive');

    const second = await start(dataDir);
    await query(second.connectionString, 'insert into kept values (2)');
    process.kill(second.pid, 'SIGKILL');
    await untilGone(second.pid);

    const launcher = launch(dataDir);
    const third = await launcher.next();
    expect(third).toMatchObject({ event: 'started', adopted: false });
    launcher.process.kill('SIGKILL');
    await new Promise((resolve) => launcher.process.once('close', resolve));

    const fourth = await start(dataDir);
    expect(fourth).toMatchObject({ adopted: true, pid: third.pid });
    expect(await query(fourth.connectionString, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }]);
    await fourth.stop();
    expect(processState(fourth.pid)).not.toBe('alive');
  });

  test('is durable: the three settings are on, and a start with one of them off is refused', async () => {
    const dataDir = join(newFolder(), 'data');
    const postgres = await start(dataDir);
    const settings = `select setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`;
    expect(await query(postgres.connectionString, settings)).toEqual([
      { setting: 'on' },
      { setting: 'on' },
      { setting: 'on' },
    ]);
    await query(postgres.connectionString, 'alter role nightlatch set synchronous_commit = off');
    await postgres.stop();
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'unsafe_settings' });
  });

  test('never without fsync outside of tests', async () => {
    const was = process.env.VITEST;
    delete process.env.VITEST;
    try {
      await expect(startEmbeddedPostgres({ dataDir: newFolder(), throwAway: true })).rejects.toThrow(/test runs only/);
    } finally {
      process.env.VITEST = was;
    }
  });
});

test('several starts at once share one PostgreSQL, and the last to leave stops it', async () => {
  const dataDir = join(newFolder(), 'data');
  const launchers = [1, 2, 3, 4].map(() => launch(dataDir));
  const reports = await Promise.all(launchers.map((launcher) => launcher.next()));
  expect(reports.map((report) => report.event)).toEqual(['started', 'started', 'started', 'started']);
  expect(new Set(reports.map((report) => report.pid)).size).toBe(1);
  expect(reports.filter((report) => !report.adopted)).toHaveLength(1);
  const pid = reports[0]?.pid ?? 0;
  for (const [index, launcher] of launchers.entries()) {
    launcher.process.kill('SIGTERM');
    expect(await launcher.next()).toEqual({ event: 'stopped' });
    if (index < 3) expect(processState(pid)).toBe('alive');
  }
  await untilGone(pid);
});

test('strangers are kept out: no password, no entry, and only the owner reads the password', async () => {
  const dataDir = join(newFolder(), 'data');
  const { connectionString } = await start(dataDir);
  await expect(query(connectionString.replace(/:[^:@/]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({
    code: '28P01',
  });
  expect(statSync(join(dataDir, 'postgres', 'cluster', 'nightlatch-secrets.json')).mode & 0o777).toBe(0o600);
  const rules = readFileSync(join(dataDir, 'postgres', 'cluster', 'pg_hba.conf'), 'utf8');
  expect(rules.split('\n').filter((line) => /^[^#].*\b(trust|peer)\b/.test(line))).toEqual([]);
});

test('a lock file whose process number now belongs to a stranger does not stop a start', async () => {
  const dataDir = join(newFolder(), 'data');
  await (await start(dataDir)).stop();
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  writeFileSync(file, `${process.pid}\n${dataDir}/postgres/cluster\n1\n5432\n/nowhere\nlocalhost\n 1 1\nready\n`);
  expect((await start(dataDir)).adopted).toBe(false);
});

test('a PostgreSQL on the same folder that is not ours is never joined', async () => {
  const dataDir = join(newFolder(), 'data');
  await (await start(dataDir)).stop();
  const secrets = join(dataDir, 'postgres', 'cluster', 'nightlatch-secrets.json');
  const real = readFileSync(secrets, 'utf8');
  const launcher = launch(dataDir);
  await launcher.next();
  writeFileSync(secrets, JSON.stringify({ ...JSON.parse(real), token: 'another' }));
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'data_dir_busy' });
  writeFileSync(secrets, JSON.stringify({ ...JSON.parse(real), password: 'another' }));
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'data_dir_busy' });
  writeFileSync(secrets, real);
  launcher.process.kill('SIGTERM');
  expect(await launcher.next()).toEqual({ event: 'stopped' });
});

test('folders with blanks and quotes, and paths too long for a socket, work', async () => {
  const odd = join(newFolder(), `it's "my", hotel`);
  mkdirSync(odd);
  folders.push(odd);
  await (await start(join(odd, 'data'))).stop();
  const long = join(newFolder(), 'long'.repeat(30));
  mkdirSync(long);
  folders.push(long);
  expect(await query((await start(join(long, 'data'))).connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
});

describe('one clear sentence', () => {
  test('when the programs are missing', async () => {
    const failure = startEmbeddedPostgres({ dataDir: newFolder(), packageName: '@embedded-postgres/plan9-vax' });
    await expect(failure).rejects.toMatchObject({
      code: 'missing_binary',
      message: expect.stringContaining('DATABASE_URL'),
    });
  });

  test('when the data folder is a file, or holds a cluster that is not ours', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(startEmbeddedPostgres({ dataDir: join(folder, 'file') })).rejects.toMatchObject({
      code: 'folder_not_ours',
    });
    mkdirSync(join(folder, 'data', 'postgres', 'cluster'), { recursive: true });
    await expect(startEmbeddedPostgres({ dataDir: join(folder, 'data') })).rejects.toMatchObject({
      code: 'data_dir_busy',
    });
  });

  test.skipIf(!root)(
    'when the disk is full, at the first start and later (needs root to mount a small disk)',
    async ({ skip }) => {
      const folder = newFolder();
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      folders.push(disk);
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk]).status === 0;
      skip(!mounted, 'this container may not mount a small disk');
      try {
        await expect(startEmbeddedPostgres({ dataDir: join(disk, 'data') })).rejects.toMatchObject({
          code: 'disk_full',
        });
        expect(existsSync(join(disk, 'data', 'postgres', 'cluster'))).toBe(false);
        spawnSync('mount', ['-o', 'remount,size=120m', disk]);
        await (await start(join(disk, 'data'))).stop();
        spawnSync('sh', ['-c', 'cat /dev/zero > "$1/filler" 2>/dev/null', 'sh', disk]);
        await expect(startEmbeddedPostgres({ dataDir: join(disk, 'data') })).rejects.toMatchObject({
          code: 'disk_full',
        });
        rmSync(join(disk, 'filler'));
        await (await start(join(disk, 'data'))).stop();
      } finally {
        await wipeEmbeddedPostgres({ dataDir: join(disk, 'data') });
        spawnSync('umount', [disk]);
      }
    },
  );
});

describe.skipIf(!root)('other users (needs root to become them)', () => {
  test('root never runs PostgreSQL as root, also from a folder only root may enter', async () => {
    const folder = newFolder();
    chmodSync(folder, 0o700);
    const postgres = await start(join(folder, 'data'));
    expect(statSync(`/proc/${postgres.pid}`).uid).not.toBe(0);
    await query(postgres.connectionString, 'create table kept (n integer)');
    await postgres.stop();
    expect(await query((await start(join(folder, 'data'))).connectionString, 'select n from kept')).toEqual([]);
  });

  test('a cluster kept elsewhere goes away once its temporary data folder is gone, and no other does', async () => {
    const [deleted, kept, next] = [newFolder(), newFolder(), newFolder()];
    for (const folder of [deleted, kept, next]) chmodSync(folder, 0o700);
    const homes: string[] = [];
    for (const folder of [deleted, kept]) {
      await (await start(join(folder, 'data'))).stop();
      homes.push(realpathSync(join(folder, 'data', 'postgres')));
    }
    rmSync(deleted, { recursive: true });
    await (await start(join(next, 'data'))).stop();
    expect(homes.map((home) => existsSync(home))).toEqual([false, true]);
  });

  test('an ordinary user starts its own, root can take it over, a stranger can not', async () => {
    const folder = newFolder();
    chownSync(folder, nobody.uid, nobody.gid);
    const launcher = launch(join(folder, 'data'), nobody);
    const report = await launcher.next();
    expect(report).toMatchObject({ event: 'started' });
    expect(statSync(`/proc/${report.pid}`).uid).toBe(nobody.uid);
    expect(await launch(join(folder, 'data'), { uid: 1, gid: 1 }).next()).toMatchObject({ code: 'folder_not_ours' });
    launcher.process.kill('SIGTERM');
    expect(await launcher.next()).toEqual({ event: 'stopped' });
    const taken = await start(join(folder, 'data'));
    expect(statSync(`/proc/${taken.pid}`).uid).toBe(nobody.uid);
  });

  test('a user without a passwd entry gets a sentence, or runs a cluster that exists', async () => {
    const stranger = { uid: 54321, gid: 54321 };
    const folder = newFolder();
    chownSync(folder, stranger.uid, stranger.gid);
    expect(await launch(join(folder, 'data'), stranger).next()).toMatchObject({ code: 'no_passwd_entry' });
    await (await start(join(folder, 'data'))).stop();
    spawnSync('chown', ['-R', '54321:54321', folder]);
    const launcher = launch(join(folder, 'data'), stranger);
    expect(await launcher.next()).toMatchObject({ event: 'started' });
    launcher.process.kill('SIGTERM');
    expect(await launcher.next()).toEqual({ event: 'stopped' });
  });
});
