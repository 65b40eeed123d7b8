// All fuzz targets for half a minute under a fixed seed, and the fuzzer's own test: planted faults are found within seconds.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from './fuzz-target.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function node(...args: readonly string[]) {
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

function fuzz(...args: readonly string[]): readonly Outcome[] {
  const { stdout, stderr } = node('tests/fuzz/dist/main.js', '--json', '--no-files', '--seed', '20261124', ...args);
  if (!stdout.startsWith('{')) throw new Error(stderr.slice(-4000));
  return JSON.parse(stdout).outcomes;
}

beforeAll(() => {
  const built = node('node_modules/typescript/bin/tsc', '-b', 'tests/fuzz');
  if (built.status !== 0) throw new Error(built.stdout);
});

describe('fuzzing', () => {
  it('finds nothing in any target within 30 s, and reaches the code it is for', () => {
    const outcomes = fuzz('--seconds', '30');
    expect(outcomes.length).toBeGreaterThan(25);
    expect(outcomes.flatMap((outcome) => outcome.findings)).toEqual([]);
    for (const { target, runs, reached } of outcomes) {
      expect(runs, target).toBeGreaterThan(10);
      expect(reached.blocks, target).toBeGreaterThan(10);
    }
  });

  it.each([
    ['planted-bounds', 'acceptance'],
    ['planted-throw', 'throw'],
    ['planted-acceptance', 'acceptance'],
    ['planted-hang', 'hang'],
    ['planted-guest-link', 'acceptance'],
  ])('self-test: the fault in %s is found', (target, kind) => {
    const [outcome] = fuzz(target, '--seconds', '20');
    expect(new Set(outcome?.findings.map((finding) => finding.kind))).toEqual(new Set([kind]));
  });
});
