// Finds vector files that are not part of the repository (published values, Wycheproof) and says so where they are absent.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const REPO = resolve(import.meta.dirname, '../../..');

/** The project's own vectors, always there. */
export const OWN_VECTORS = resolve(REPO, 'packages/aliro/vectors');

/** The folder of shared material, or null. */
export function sharedFolder(): string | null {
  const folder = process.env.NIGHTLATCH_SHARED ?? resolve(REPO, '../shared');
  return existsSync(folder) ? folder : null;
}

/** The shared folder `name`, or null after a visible line. */
export function sharedOrSkip(name: string): string | null {
  const shared = sharedFolder();
  const folder = shared === null ? null : resolve(shared, name);
  if (folder !== null && existsSync(folder)) return folder;
  process.stdout.write(`skipped: shared ${name} not present\n`);
  return null;
}

export function jsonFiles(folder: string, prefix: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith(prefix) && name.endsWith('.json'));
}

export function readJson(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(resolve(folder, name), 'utf8'));
}
