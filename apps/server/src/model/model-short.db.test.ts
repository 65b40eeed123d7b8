// Short sequences of the model: PMS, staff, phones, locks and jobs in every order (docs/testing.md).
import { it } from 'vitest';
import { MODEL_RUNS, runModel } from './run-model.fixture.ts';

it(
  'invariants 2, 3, 8, 13–17, 19: after short histories and one resync the keys equal the oracle’s',
  () => runModel(6),
  300_000 + MODEL_RUNS * 2_000,
);
