// Where the project is, and where its scripts keep what they remember between runs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the clone, absolute. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** Ignored by git; deleting it costs time only. */
export const cache = join(root, '.cache');

/** Reads a JSON file; undefined when it is absent or damaged (then whoever asked starts over). */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Writes a JSON file and the folders above it. */
export function writeJson(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
}

/** The file of a program that an installed package brings, seen from `from` (a workspace folder or the root). */
export function programOf(packageName, file, from = root) {
  const manifest = createRequire(join(from, 'package.json')).resolve(`${packageName}/package.json`);
  return join(dirname(manifest), file);
}
