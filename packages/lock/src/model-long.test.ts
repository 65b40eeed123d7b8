// Thousands of long days at one door against the model, on remembered cryptography (H32; docs/testing.md).
import { it } from 'vitest';
import { QUICK_RUNS, runQuickDays } from '../test/quick-days.ts';

it(
  'H32, invariants 1, 4, 5, 6, 9, 11, 20: thousands of long days, every outcome is what the rules say',
  () => runQuickDays(10),
  60_000 + QUICK_RUNS * 60,
);
