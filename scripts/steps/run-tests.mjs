// Everything `npm test` does once the packages are there; every part that fails counts as at least one failure.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildProject } from './build-project.mjs';
import { checkProject } from './check-project.mjs';
import { findChromium } from './find-chromium.mjs';
import { Problem } from './problem.mjs';
import { cache, programOf, readJson } from './project.mjs';
import { runNode } from './run-program.mjs';

/**
 * The runs of vitest: journeys start real processes and a browser and have time limits, so they get the machine for
 * themselves. With arguments (files, `--project db`) one run of just those.
 */
const runs = [
  ['--project', 'unit', '--project', 'db'],
  ['--project', 'journey'],
];

/** Gives back the exit code. */
export async function runTests(say, args) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const env = { ...process.env };
  await attempt(counts, say, async () => {
    env.CHROMIUM_PATH = await findChromium(say);
    say.line(`  Chromium: ${env.CHROMIUM_PATH}`);
  });
  await attempt(counts, say, async () => {
    counts.failed += (await checkProject(say)).length;
  });
  await attempt(counts, say, () => buildProject(say));
  for (const run of args.length > 0 ? [args] : runs) {
    await attempt(counts, say, () => runVitest(run, { counts, env }));
  }
  if (counts.skipped > 0) say.line(`${counts.skipped} skipped (their lines above say why)`);
  say.line(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0 ? 0 : 1;
}

async function attempt(counts, say, work) {
  try {
    await work();
  } catch (error) {
    counts.failed += 1;
    say.line(`FAILED: ${error instanceof Problem ? error.message : error.stack}`);
  }
}

async function runVitest(args, { counts, env }) {
  const report = join(cache, `test-results-${process.pid}.json`);
  rmSync(report, { force: true });
  const { status } = await runNode(
    [
      programOf('vitest', 'vitest.mjs'),
      'run',
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { env, show: true },
  );
  const result = readJson(report);
  rmSync(report, { force: true });
  const failedBefore = counts.failed;
  counts.passed += result?.numPassedTests ?? 0;
  counts.failed += (result?.numFailedTests ?? 0) + brokenFiles(result);
  counts.skipped += (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
  // An error outside of any test, or no report at all.
  if (status !== 0 && counts.failed === failedBefore) counts.failed += 1;
}

/** Files that failed before any test of theirs could (an import, a `beforeAll`): vitest does not count them as tests. */
function brokenFiles(result) {
  const files = result?.testResults ?? [];
  return files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
}
