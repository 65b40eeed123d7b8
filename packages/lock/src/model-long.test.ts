// Thousands of long days at one door against the model, on remembered cryptography (H32; docs/testing.md).
import { it } from 'vitest';
import { QUICK_TIMEOUT_MS, runQuickDays } from '../test/quick-days.ts';

it(
  'H32, invariants 1, 4, 5, 6, 7, 9, 10, 11, 12, 20, 21: thousands of long days, every outcome is what the rules say',
  () => runQuickDays(10),
  QUICK_TIMEOUT_MS,
);
