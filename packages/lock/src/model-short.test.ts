// Thousands of short days at one door against the model, on remembered cryptography (H32; docs/testing.md).
import { it } from 'vitest';
import { QUICK_RUNS, runQuickDays } from '../test/quick-days.ts';

it(
  'H32, invariants 1, 4, 5, 6, 9, 11, 20: thousands of short days, every outcome is what the rules say',
  () => runQuickDays(5),
  60_000 + QUICK_RUNS * 60,
);
