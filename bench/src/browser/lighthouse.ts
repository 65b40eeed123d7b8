// Lighthouse over a Chromium of ours: three scores per screen. It is fetched from npm once, outside of the project's own packages.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from '../figure.ts';
import { makeFolder } from '../make-folder.ts';
import { repository } from '../run-start.ts';
import { npmCommand, runCommand } from '../start/clone.ts';
import type { OwnChromium } from './own-chromium.ts';

/** The last line that runs on Node 20. */
const VERSION = '12.8.2';
/** What every screen should reach in every category. */
export const GOAL = 95;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
const LONGEST_MS = 240_000;

export type Screen = {
  readonly name: string;
  readonly url: string;
  /** `phone`: Lighthouse's own slow phone: a four times slower processor, 1.6 Mbit/s, 150 ms. */
  readonly as: 'phone' | 'desktop';
  /** With an empty profile, as on a first visit. */
  readonly fresh?: boolean;
};

/** What the score of performance is made of. */
const METRICS = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
] as const;

/** Three figures, against the goal; `say` hears what a screen that misses it spent its time on. */
export async function* scoresOf(
  chromium: OwnChromium,
  group: string,
  screen: Screen,
  say: (text: string) => void = () => {},
): AsyncIterable<Figure> {
  const program = await getLighthouse();
  const folder = await makeFolder('lighthouse');
  const report = join(folder.path, 'report.json');
  const args = [
    ...[program, screen.url, `--port=${chromium.port}`, '--quiet', '--output=json', `--output-path=${report}`],
    `--only-categories=${CATEGORIES.join(',')}`,
    ...(screen.as === 'desktop' ? ['--preset=desktop'] : []),
    ...(screen.fresh ? [] : ['--disable-storage-reset']),
  ];
  // On a busy machine its recording of a page now and then misses the start (NO_NAVSTART): once more, then it counts.
  await runLighthouse(args).catch(() => runLighthouse(args));
  const { categories, audits } = JSON.parse(await readFile(report, 'utf8')) as {
    categories: Record<(typeof CATEGORIES)[number], { score: number | null }>;
    audits: Record<string, { displayValue?: string }>;
  }; // Lighthouse's own report
  await folder.remove();
  // Time blocked for long is a busy machine as often as a slow screen: the others say which.
  if ((categories.performance.score ?? 0) * 100 < GOAL)
    say(`  ${screen.name}: ${METRICS.map((one) => `${one} ${audits[one]?.displayValue ?? '?'}`).join(', ')}`);
  for (const category of CATEGORIES) {
    const value = Math.round((categories[category].score ?? 0) * 100);
    yield { name: `${group}.lighthouse.${screen.name}.${category}`, value, unit: 'of 100', limit: GOAL, runs: 1 };
  }
}

/** A screen that Lighthouse does not get done with must not hold up the others. */
const runLighthouse = (args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: LONGEST_MS });
    let words = '';
    child.stderr.on('data', (part: Buffer) => {
      words = (words + part.toString()).slice(-1_000);
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`Lighthouse ended with ${code}: ${words}`)),
    );
  });

/** Its program, from the cache or from npm. */
const getLighthouse = async (): Promise<string> => {
  const folder = join(repository, '.cache', 'lighthouse', VERSION);
  const program = join(folder, 'node_modules', 'lighthouse', 'cli', 'index.js');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  await runCommand({ ...npmCommand('install', ...flags, `lighthouse@${VERSION}`), cwd: folder });
  return program;
};
