// `door.cpu.*`: CPU of one opening on each side beside the bare public-key operations it contains.
import type { Bench, Family, Figure } from '../figure.ts';
import { median } from '../statistics.ts';
import {
  type BareCosts,
  type CpuBatch,
  type Moment,
  PLATFORMS,
  type Platform,
  type Spent,
  WAYS,
} from './door-messages.ts';
import { measureDoor } from './measure-door.ts';
import { PUBLIC_KEY } from './meter.ts';
import type { Side } from './turns.ts';

/** A lock program runs on Node, a guest's phone in a browser; the other two say what the platform makes of it. */
const nameOf = (side: Side, platform: Platform): string => {
  const own = side === 'lock' ? 'node' : 'webcrypto';
  return `door.cpu.${side}${platform === own ? '' : `-${platform}`}`;
};

const SIDES = ['lock', 'phone'] as const;
const COLUMNS = SIDES.flatMap((side) =>
  PLATFORMS.map((platform) => ({ side, platform, name: nameOf(side, platform) })),
);

export const cpuFigures: Family = {
  group: 'door',
  names: COLUMNS.flatMap(({ name }) => WAYS.map((way) => `${name}.${way}`)),
  limit:
    'exactly the signatures, verifications, agreements, ephemeral pairs and first-seen public keys of that opening by the cheapest bare calls of that platform, in the same process between the openings (goal: ratio 1.5)',
  measure: async function* (bench): AsyncIterable<Figure> {
    for (const column of COLUMNS) {
      if (WAYS.some((way) => bench.wants(`${column.name}.${way}`))) yield* measureColumn(bench, column);
    }
  },
};

async function* measureColumn(bench: Bench, { side, platform, name }: (typeof COLUMNS)[number]): AsyncIterable<Figure> {
  const { ways, openings } = await measureDoor(bench, platform);
  for (const way of WAYS) {
    const { opening, batches } = ways[way];
    const value = median(batches.map((batch) => batch[side].opening));
    const bare = medianCosts(batches, side);
    const limit = costOf(opening[side], bare);
    const known = costOf(opening[side], { ...bare, import: 0 });
    bench.say(`${name}.${way}: ${told(opening[side])}; ${(value / known).toFixed(2)} if every key were known`);
    const spent = (kind: keyof Spent): string => median(batches.map((batch) => batch[side].spent[kind])).toFixed(2);
    if (platform === 'node')
      bench.say(
        `  of ${value.toFixed(2)} ms: ${spent('publicKey')} in public-key operations by the port, ${spent('symmetric')} in symmetric ones, the rest around them`,
      );
    yield { name: `${name}.${way}`, value, unit: 'ms CPU', limit, runs: openings };
  }
}

const medianCosts = (batches: readonly CpuBatch[], side: Side): BareCosts => {
  const of = (operation: keyof BareCosts): number => median(batches.map((batch) => batch[side].bare[operation]));
  return {
    sign: of('sign'),
    verify: of('verify'),
    agree: of('agree'),
    generate: of('generate'),
    import: of('import'),
  };
};

/** CPU milliseconds of the public-key operations among the moments, by their bare costs. */
export const costOf = (moments: readonly Moment[], bare: BareCosts): number =>
  PUBLIC_KEY.reduce((sum, operation) => sum + countOf(moments, operation) * bare[operation], 0);

const countOf = (moments: readonly Moment[], operation: string): number =>
  moments.filter((moment) => moment.kind === 'crypto' && moment.operation === operation).length;

/** `sign 1, verify 2 …; beside them 12 symmetric operations`: where CPU goes that the limit leaves out. */
const told = (moments: readonly Moment[]): string => {
  const own = PUBLIC_KEY.map((operation) => `${operation} ${countOf(moments, operation)}`).join(', ');
  return `${own}; beside them ${countOf(moments, 'symmetric')} symmetric and ${countOf(moments, 'other')} other calls`;
};
