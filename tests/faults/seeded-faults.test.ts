// The self-test of the door's tests: each seeded fault in the rules must be found (packages/lock/test/seeded-faults.json).
import { expect, it } from 'vitest';
import { seedFaults } from '../../scripts/steps/seed-faults.mjs';

it('finds every fault seeded into the rules of the door', async () => {
  const results = await seedFaults((text: string) => process.stdout.write(`${text}\n`));
  expect(results.length).toBeGreaterThanOrEqual(20);
  expect(results.filter((result: { readonly found: boolean }) => !result.found)).toEqual([]);
}, 900_000);
