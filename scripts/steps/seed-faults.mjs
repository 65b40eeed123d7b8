// One fault at a time in a copy of the rules (packages/aliro, lock and domain), or of the server: the named tests must go red by an assertion.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { programOf, root } from './project.mjs';
import { runNode } from './run-program.mjs';

/** The door's rules, and those of keys on the server. */
export const RULES = {
  lists: ['packages/lock/test/seeded-faults.json', 'packages/domain/test/seeded-faults.json'],
  copied: ['packages/aliro', 'packages/lock', 'packages/domain'],
  /** Where files of a list are named from. */
  from: 'packages',
  project: 'unit',
  atOnce: 2,
};
/** The server's own statements; each run starts a PostgreSQL. */
export const SERVER = {
  lists: ['apps/server/test/seeded-faults.json'],
  copied: ['apps/server', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)],
  from: '.',
  project: 'db',
  atOnce: 1,
};
/** Days per model file: every fault of the list shows within a few dozen. */
const RUNS = '400';

/** A copy that resolves its own @nightlatch packages and everything else from the clone. */
function copySources({ copied }) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'nightlatch-faults-')));
  for (const name of copied) {
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/[/\\](dist|node_modules)$/.test(path),
    });
    const own = join(root, name, 'node_modules');
    if (existsSync(own)) symlinkSync(own, join(folder, name, 'node_modules'));
  }
  for (const file of ['package.json', 'vitest.config.ts', 'tsconfig.base.json'])
    cpSync(join(root, file), join(folder, file));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@nightlatch'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name === '@nightlatch' || name.startsWith('.')) continue;
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  // Packages that are not copied are the clone's own.
  for (const name of readdirSync(join(root, 'packages'))) {
    const own = `packages/${name}`;
    symlinkSync(join(copied.includes(own) ? folder : root, own), join(modules, '@nightlatch', name));
  }
  return folder;
}

function plant(folder, { from }, fault) {
  const file = join(folder, from, fault.file);
  const source = readFileSync(file, 'utf8');
  const places = source.split(fault.text).length - 1;
  if (places !== 1) throw new Problem(`fault "${fault.name}": its text occurs ${places} times in ${fault.file}`);
  writeFileSync(
    file,
    source.replace(fault.text, () => fault.replacement),
  );
}

async function runTests(folder, { from, project }, files) {
  const report = join(folder, 'report.json');
  const args = ['run', '--project', project, '--bail', '1', '--reporter=json', `--outputFile=${report}`];
  const env = { ...process.env, NIGHTLATCH_RUNS: RUNS, NIGHTLATCH_SHRINK: '0', NIGHTLATCH_SEED: '1' };
  const { output } = await runNode(
    [programOf('vitest', 'vitest.mjs'), ...args, ...files.map((file) => join(from, file))],
    { cwd: folder, env },
  );
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    throw new Problem(`the tests of a copy did not run:\n${output.slice(-2000)}`);
  }
  const tests = result.testResults.flatMap((file) => file.assertionResults);
  const failed = tests.find((test) => test.status === 'failed');
  return { green: result.success && tests.length > 0, failed };
}

function isAssertion(failed) {
  return /AssertionError|expected|Property failed/.test(failed?.failureMessages?.join('\n') ?? '');
}

async function tryFault(kind, fault) {
  const started = performance.now();
  const folder = copySources(kind);
  try {
    plant(folder, kind, fault);
    const { failed } = await runTests(folder, kind, fault.red);
    const found = failed !== undefined && isAssertion(failed);
    return { name: fault.name, found, test: failed?.title ?? null, seconds: (performance.now() - started) / 1000 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** First the unchanged copy must be green, then every fault found; a few at a time; `only` picks those whose name holds it. Gives back one result per fault. */
export async function seedFaults(tell, only = '', kind = RULES) {
  const all = kind.lists.flatMap((list) => JSON.parse(readFileSync(join(root, list), 'utf8')));
  const faults = all.filter(({ name }) => name.includes(only));
  if (faults.length === 0) return [];
  const folder = copySources(kind);
  try {
    const { green, failed } = await runTests(folder, kind, [...new Set(faults.flatMap((fault) => fault.red))]);
    if (!green) throw new Problem(`the unchanged copy is not green: ${failed?.fullName} ${failed?.failureMessages}`);
    tell('unchanged: green');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const results = [];
  const waiting = [...faults];
  const work = async () => {
    for (let fault = waiting.shift(); fault; fault = waiting.shift()) {
      const result = await tryFault(kind, fault);
      results.push(result);
      tell(`${result.found ? 'found ' : 'MISSED'} ${fault.name} (${result.seconds.toFixed(1)} s) ${result.test ?? ''}`);
    }
  };
  await Promise.all(Array.from({ length: kind.atOnce }, work));
  return results;
}
