// One runner for every package and app; `.db.test.ts` files run on a real PostgreSQL, journeys on real processes and a browser.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** What is waited for is a condition, on a busy machine too; a second would be a timed test. */
const patience = { poll: { timeout: 20_000 } };
/** Deaths of processes, faults put in, the fuzzer: minutes of work that no browser waits for. */
const endurance = ['tests/{chaos,faults,fuzz}/**/*.test.ts'];
const shared = { conditions: ['nightlatch-source'] };

export default defineConfig({
  test: {
    // One a core: vitest would leave a core idle, and most tests of the database wait.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        resolve: shared,
        ssr: { resolve: shared },
        test: {
          name: 'unit',
          include: [
            'packages/**/*.test.ts',
            'apps/**/*.test.ts',
            'apps/**/*.test.tsx',
            'scripts/**/*.test.ts',
            'native/*.test.ts',
            'bench/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.db.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        // The door's own tests once more, with every operation of an opening done by node:crypto. The quick model brings a platform of its own.
        resolve: shared,
        ssr: { resolve: shared },
        test: {
          name: 'node-crypto',
          include: ['packages/{aliro,lock,phone}/src/**/*.test.ts', 'packages/simulator/src/journeys/*.test.ts'],
          exclude: ['**/node_modules/**', '**/quick-crypto.test.ts', '**/model-{short,long}.test.ts'],
          setupFiles: ['packages/node-crypto/test/use-node-crypto.ts'],
          testTimeout: 120_000,
        },
      },
      {
        resolve: shared,
        ssr: { resolve: shared },
        test: {
          name: 'db',
          include: ['apps/**/*.db.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['apps/server/src/db/test-cluster.setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: patience,
        },
      },
      {
        resolve: shared,
        ssr: { resolve: shared },
        test: {
          name: 'journey',
          include: ['tests/**/*.test.ts'],
          exclude: endurance,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: patience,
          fileParallelism: false,
        },
      },
      {
        resolve: shared,
        ssr: { resolve: shared },
        test: {
          name: 'endurance',
          include: endurance,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: patience,
          fileParallelism: false,
        },
      },
    ],
  },
});
