// Discovery: every folder is a connector of its own name, and only those.
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findConnectors } from './find-connectors.ts';

it('finds every folder', async () => {
  const { pms, locks } = await findConnectors();
  expect([...pms.keys()]).toEqual(readdirSync(new URL('../pms', import.meta.url)).sort());
  expect([...locks.keys()]).toEqual(readdirSync(new URL('../locks', import.meta.url)).sort());
  expect(pms.get('apaleo')?.manifest.name).toBe('Apaleo');
  expect(locks.get('native')?.manifest.capabilities).toEqual(['mobile', 'offline', 'override', 'join']);
});
