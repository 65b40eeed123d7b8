// Runs `npm ci` when node_modules does not hold what package-lock.json says, with visible progress.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { readJson, root, writeJson } from './project.mjs';
import { runNode, runProgram } from './run-program.mjs';
import { takeTurns } from './take-turns.mjs';

const lockFile = join(root, 'package-lock.json');
/** Goes away with node_modules, as it should. */
const stampFile = join(root, 'node_modules', '.nightlatch-installed.json');

/** Installs when needed; says nothing when all is there (a few milliseconds). */
export async function installPackages(say) {
  if (isInstalled()) return;
  await takeTurns(async () => {
    // Another start may have installed while we waited for our turn.
    if (isInstalled()) return;
    const wanted = packagesOfLock().filter(([, entry]) => !entry.optional);
    await say.step(`Installing ${wanted.length} packages from npm (once)`, (report) => install(wanted, report));
  });
}

/**
 * Whether `npm ci` has run for this very lock, or, without our stamp, whether npm's own record of what it installed
 * holds every entry of the lock. The stamp comes first because a lock may list packages that nothing asks for any more.
 */
export function isInstalled() {
  const record = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!record) return false;
  if (readJson(stampFile)?.lock === hashOfLock()) return true;
  return packagesOfLock().every(([path, entry]) => {
    const installed = record[path];
    if (!installed) return Boolean(entry.optional);
    return Boolean(installed.link) === Boolean(entry.link) && installed.version === entry.version;
  });
}

function hashOfLock() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex');
}

function packagesOfLock() {
  const lock = readJson(lockFile);
  if (!lock?.packages)
    throw new Problem('package-lock.json is missing or damaged; restore it with "git checkout package-lock.json".');
  return Object.entries(lock.packages).filter(([path]) => path.includes('node_modules'));
}

async function install(wanted, report) {
  const count = () => wanted.filter(([path]) => existsSync(join(root, path, 'package.json'))).length;
  const timer = setInterval(() => report(`${count()} of ${wanted.length}`), 500);
  const result = await npmCi().finally(() => clearInterval(timer));
  if (result.status !== 0) throw explain(result);
  writeJson(stampFile, { lock: hashOfLock() });
  report(`${wanted.length} of ${wanted.length}`);
}

function npmCi() {
  const args = ['ci', '--no-audit', '--no-fund', '--no-progress', '--prefer-offline', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  // The build tools are dev dependencies: a NODE_ENV=production around us must not leave them out.
  const env = { ...process.env, NODE_ENV: 'development' };
  if (npm && /npm-cli\.c?js$/.test(npm)) return runNode([npm, ...args, '--include=dev', '--include=optional'], { env });
  return runProgram(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    [...args, '--include=dev', '--include=optional'],
    { env },
  ).catch(() => {
    throw new Problem('npm is not installed; it comes with Node.js from https://nodejs.org.');
  });
}

function explain({ status, output }) {
  if (/ENOSPC|no space left/i.test(output))
    return new Problem(`The disk that holds ${root} is full; free some space and start again.`);
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return new Problem(`npm may not write in ${root}; start as its owner or clone the project elsewhere.`);
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.test(output)) {
    return new Problem('npm could not reach its registry to install the packages; check the network and start again.');
  }
  if (/CERT_|UNABLE_TO_(GET|VERIFY)/.test(output)) {
    return new Problem(
      'npm does not trust the certificate of its registry; behind a proxy name its certificate with "npm config set cafile".',
    );
  }
  // After what is wrong npm prints how it is used, which helps nobody here.
  const words = output.replace(/\nnpm error\s*\nnpm error Clean install[\s\S]*/, '').trim();
  return new Problem(`npm could not install the packages (exit code ${status}):\n${words}`);
}
