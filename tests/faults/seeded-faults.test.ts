// The self-test of the tests of the rules, the door's and the server's: each seeded fault must be found (packages/{lock,domain}/test/seeded-faults.json).
import { expect, it } from 'vitest';
import { seedFaults } from '../../scripts/steps/seed-faults.mjs';

it('finds every fault seeded into the rules of the door and of keys', async () => {
  const results = await seedFaults((text: string) => process.stdout.write(`${text}\n`));
  expect(results.length).toBeGreaterThanOrEqual(60);
  expect(results.filter((result: { readonly found: boolean }) => !result.found)).toEqual([]);
}, 900_000);
