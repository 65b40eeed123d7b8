// `start.cold-database` and `start.again`: `nightlatch start` on an empty data folder, and on one that has everything.
// Its build's launcher of PostgreSQL is the limit; the server has no public index, so this one file is taken by path.
import { startEmbeddedPostgres } from '../../../apps/server/dist/db/embedded/start-embedded-postgres.js';
import type { Family, Figure } from '../figure.ts';
import { makeFolder } from '../make-folder.ts';
import { runStart } from '../run-start.ts';
import { median } from '../statistics.ts';
import { atEnd } from '../stop-everything.ts';

const ROUNDS = 3;

/** Seconds until this PostgreSQL alone serves. */
const databaseAlone = async (dataDir: string): Promise<number> => {
  const started = performance.now();
  const postgres = await startEmbeddedPostgres({ dataDir });
  const took = (performance.now() - started) / 1000;
  await atEnd(() => postgres.stop())();
  return took;
};

/** Seconds until everything is ready. */
const wholeStart = async (dataDir: string): Promise<number> => {
  const { readyMs, stop } = await runStart({ dataDir });
  await stop();
  return readyMs / 1000;
};

type Round = { readonly cold: number; readonly coldAlone: number; readonly again: number; readonly againAlone: number };

const oneRound = async (): Promise<Round> => {
  const whole = await makeFolder('start');
  const alone = await makeFolder('database');
  const round = {
    coldAlone: await databaseAlone(alone.path),
    cold: await wholeStart(whole.path),
    again: await wholeStart(whole.path),
    againAlone: await databaseAlone(whole.path),
  };
  await whole.remove();
  await alone.remove();
  return round;
};

export const startFigures: Family = {
  group: 'start',
  names: ['start.cold-database', 'start.again'],
  limit: 'this PostgreSQL alone, from nothing to serving: cold with initdb, again on the data of the first start',
  measure: async function* (bench): AsyncIterable<Figure> {
    const runs = bench.runs(ROUNDS);
    bench.say(`starts on an empty folder and again, ${runs} rounds`);
    const rounds: Round[] = [];
    while (rounds.length < runs) rounds.push(await oneRound());
    const middle = (field: keyof Round): number => median(rounds.map((round) => round[field]));
    yield { name: 'start.cold-database', value: middle('cold'), unit: 's', limit: middle('coldAlone'), runs };
    yield { name: 'start.again', value: middle('again'), unit: 's', limit: middle('againAlone'), runs };
  },
};
