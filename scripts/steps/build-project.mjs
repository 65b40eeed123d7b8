// Builds what changed since the last build: the programs with tsc, the two web apps with vite, compressed too.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compressFiles } from './compress-files.mjs';
import { Problem } from './problem.mjs';
import { cache, programOf, readJson, root, writeJson } from './project.mjs';
import { runNode } from './run-program.mjs';
import { takeTurns } from './take-turns.mjs';

const skipped = new Set(['node_modules', 'dist', '.cache', 'coverage', 'test-results']);
const common = ['package-lock.json', 'tsconfig.base.json', 'packages'];

/** A target is built anew when any file below `from` changed, or its `proof` is absent. */
const targets = [
  {
    name: 'programs',
    label: 'Building the server and the command line',
    from: [...common, 'apps/server', 'apps/cli'],
    proof: ['apps/server/dist/main.js', 'apps/cli/dist/main.js'],
    build: () => runTsc(['-b', 'apps/server', 'apps/cli']),
  },
  webApp('console', 'Building the staff console'),
  webApp('guest', 'Building the guest app'),
];

/** Builds when needed; says nothing when all is there. Throws `Problem` with the compiler's words. */
export async function buildProject(say) {
  const stale = () => targets.filter((target) => applies(target) && !isFresh(target));
  if (stale().length === 0) return;
  await takeTurns(async () => {
    const [programs, ...webApps] = ['programs', 'console', 'guest'].map((name) =>
      stale().find((target) => target.name === name),
    );
    // The web apps may read what tsc made of the packages, so they wait for it; the two of them use a processor each.
    if (programs) await buildTarget(programs, say);
    for (const target of webApps) if (target) await buildTarget(target, say);
  });
}

function webApp(name, label) {
  const folder = `apps/${name}`;
  return {
    name,
    label,
    needs: `${folder}/index.html`,
    from: [...common, folder],
    proof: [`${folder}/dist/index.html`, `${folder}/dist/index.html.br`],
    build: () => buildWebApp(join(root, folder)),
  };
}

async function buildTarget(target, say) {
  const fingerprint = fingerprintOf(target);
  await say.step(target.label, async () => {
    const result = await target.build();
    if (result.status !== 0) throw new Problem(`${target.label} failed:\n${result.output.trim()}`);
  });
  const missing = target.proof.find((file) => !existsSync(join(root, file)));
  if (missing) throw new Problem(`${target.label} left no ${missing}.`);
  writeJson(stampOf(target), { fingerprint });
}

function runTsc(args) {
  return runNode([programOf('typescript', 'bin/tsc'), ...args]);
}

function runVite(folder) {
  const env = { ...process.env, NODE_ENV: 'production' };
  return runNode([programOf('vite', 'bin/vite.js', folder), 'build', '--logLevel', 'warn'], { cwd: folder, env });
}

/** Vite empties the folder first, so that no compressed file outlives its original. */
async function buildWebApp(folder) {
  const result = await runVite(folder);
  if (result.status === 0) await compressFiles(join(folder, 'dist'));
  return result;
}

function applies(target) {
  return !target.needs || existsSync(join(root, target.needs));
}

function isFresh(target) {
  if (target.proof.some((file) => !existsSync(join(root, file)))) return false;
  return readJson(stampOf(target))?.fingerprint === fingerprintOf(target);
}

function stampOf(target) {
  return join(cache, 'build', `${target.name}.json`);
}

/** Names, sizes and times of all files: a few milliseconds, where reading them would take a few hundred. */
function fingerprintOf(target) {
  const hash = createHash('sha256').update(process.version);
  for (const path of target.from) addTo(hash, join(root, path));
  return hash.digest('hex');
}

function addTo(hash, path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry) return;
  if (!entry.isDirectory()) {
    if (!/\.test\.tsx?$/.test(path)) hash.update(`${path}\0${entry.size}\0${entry.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) if (!skipped.has(name)) addTo(hash, join(path, name));
}
