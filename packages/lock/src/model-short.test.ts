// Thousands of short days at one door against the model, on remembered cryptography (H32; docs/testing.md).
import { it } from 'vitest';
import { QUICK_TIMEOUT_MS, runQuickDays } from '../test/quick-days.ts';

it(
  'H32, invariants 1, 4, 5, 6, 7, 9, 10, 11, 12, 20, 21: thousands of short days, every outcome is what the rules say',
  () => runQuickDays(5),
  QUICK_TIMEOUT_MS,
);
