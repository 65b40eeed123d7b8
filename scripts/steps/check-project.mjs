// Types of sources and tests, lint and format. Takes seconds: everything that can runs side by side.
import { checkLock } from './check-lock.mjs';
import { checkMigrations } from './check-migrations.mjs';
import { programOf } from './project.mjs';
import { runNode } from './run-program.mjs';

/** Gives back the parts that failed, each with its tool's words; prints a line per part. */
export async function checkProject(say) {
  const tsc = programOf('typescript', 'bin/tsc');
  const biome = programOf('@biomejs/biome', 'bin/biome');
  const colors = process.stdout.isTTY && !process.env.NO_COLOR;
  const pretty = ['--pretty', colors ? 'true' : 'false'];
  const run = async (label, args) => ({ label, ...(await runNode(args)) });
  const types = async () => [
    await run('Types of the sources', [tsc, '-b', ...pretty]),
    // After the sources: some tests and measurements use what those were built into.
    await run('Types of the tests', [tsc, '-p', 'tsconfig.tests.json', ...pretty]),
  ];
  const lint = [biome, 'check', '--diagnostic-level=error', `--colors=${colors ? 'force' : 'off'}`, '.'];
  const started = performance.now();
  const results = (await Promise.all([types(), run('Lint, format and import walls', lint)])).flat();
  const listed = [
    ['The lock of the packages', checkLock()],
    ['Migrations beside an older version', checkMigrations()],
  ];
  for (const [label, complaints] of listed) {
    results.push({ label, status: complaints.length, output: complaints.join('\n') });
  }
  const failed = results.filter((result) => result.status !== 0);
  for (const result of results) say.line(`  ${result.label}: ${result.status === 0 ? 'fine' : 'FAILED'}`);
  for (const result of failed) say.line(`\n${result.label}:\n${result.output.trim()}\n`);
  say.line(`  Checked in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return failed;
}
