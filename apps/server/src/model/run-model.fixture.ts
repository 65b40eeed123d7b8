// Runs sequences of the model on one database: NIGHTLATCH_RUNS of them, from NIGHTLATCH_SEED; a failure prints seed, path and the shortest sequence.
import fc from 'fast-check';
import { type Beginning, beginning, policies, step } from './acts.fixture.ts';
import { checkEnd, checkStep } from './check-world.fixture.ts';
import { ModelHotel } from './model-hotel.fixture.ts';
import { World } from './world.fixture.ts';

/** Sequences of one file, of two, 2,000 together with `npm test -- --long`; each takes about a quarter of a second. `npm run model -- server --runs 20000` plays more. */
export const MODEL_RUNS: number = Number(process.env.NIGHTLATCH_RUNS ?? (process.env.NIGHTLATCH_LONG ? 1000 : 150));

const begin = async (world: World, how: Beginning): Promise<void> => {
  if (how === 'empty') return;
  await world.run({
    afterMs: 0,
    tape: [],
    acts: [{ do: 'pms', booking: 0, change: { kind: 'status', status: 'checked_in' } }],
  });
  const acts = [
    { do: 'put', booking: 0, changesAgo: 0, idVerification: 'verified', mobileCheckIn: null },
    { do: 'link', booking: 0 },
    { do: 'enrol', link: 0, samePhone: true },
    { do: 'work' },
    { do: 'sync', phone: 0, lost: false },
  ] as const;
  for (const act of acts) await world.run({ afterMs: 1000, acts: [act], tape: [] });
  if (how === 'in_house') return;
  const left = [
    { do: 'pms', booking: 0, change: { kind: 'status', status: 'checked_out' } },
    { do: 'hint', booking: 0 },
    { do: 'work' },
  ] as const;
  for (const act of left) await world.run({ afterMs: 1000, acts: [act], tape: [] });
};

/** Runs sequences of at most `maxSteps` steps. */
export const runModel = async (maxSteps: number): Promise<void> => {
  const hotel = await ModelHotel.open();
  const seed = process.env.NIGHTLATCH_SEED;
  const path = process.env.NIGHTLATCH_PATH;
  const counts = { issued: 0, ended: 0, together: 0 };
  try {
    const steps = fc.array(step, { minLength: 2, maxLength: maxSteps, size: 'max' });
    const start = fc.integer({ min: Date.UTC(2036, 5, 1), max: Date.UTC(2036, 5, 14) });
    await fc.assert(
      fc.asyncProperty(policies, beginning, start, steps, async (chosen, how, startAt, sequence) => {
        hotel.now = startAt;
        const location = await hotel.openLocation(chosen);
        const world = new World(hotel, location, chosen);
        await begin(world, how);
        for (const one of sequence) {
          await world.run(one);
          await checkStep(world);
          if (one.acts.length > 1) counts.together += 1;
        }
        await checkEnd(world);
        counts.issued += world.phones.filter(({ phone }) => phone.everHeld.size > 0).length;
        counts.ended += world.ended.size;
        await hotel.closeLocation(location);
      }),
      {
        numRuns: MODEL_RUNS,
        ...(seed !== undefined && { seed: Number(seed) }),
        ...(path !== undefined && { path }),
        endOnFailure: process.env.NIGHTLATCH_SHRINK === '0',
      },
    );
  } finally {
    await hotel.close();
  }
  // A server that issues nothing and an oracle that expects nothing would agree too. Three of four sequences begin with a key, one of those with a key that has ended.
  if (path === undefined && MODEL_RUNS >= 150 && (counts.issued < MODEL_RUNS / 3 || counts.ended < MODEL_RUNS / 5)) {
    throw new Error(`too little happened: ${JSON.stringify(counts)}`);
  }
};
