// `door.cpu.*`: CPU of one opening on each side beside the bare public-key operations it contains.
import type { Family, Figure } from '../figure.ts';
import { median } from '../statistics.ts';
import { type Moment, WAYS } from './door-messages.ts';
import { measureDoor } from './measure-door.ts';
import { type BareCosts, PUBLIC_KEY } from './meter.ts';

const SIDES = ['lock', 'phone'] as const;

export const cpuFigures: Family = {
  group: 'door',
  names: SIDES.flatMap((side) => WAYS.map((way) => `door.cpu.${side}.${way}`)),
  limit:
    'exactly the signatures, verifications, key agreements and ephemeral pairs of that opening by bare WebCrypto calls in the same process; the carrier between the processes is taken off the value (goal: ratio 1.5)',
  measure: async function* (bench): AsyncIterable<Figure> {
    const { ways, bare, openings } = await measureDoor(bench);
    for (const side of SIDES) {
      for (const way of WAYS) {
        const { opening, batches } = ways[way];
        const value = median(batches.map((batch) => batch[side]));
        bench.say(`${side}, ${way}: ${told(opening[side])}`);
        const limit = costOf(opening[side], bare[side]);
        yield { name: `door.cpu.${side}.${way}`, value, unit: 'ms CPU', limit, runs: openings };
      }
    }
  },
};

/** CPU milliseconds of the public-key operations among the moments, by their bare costs. */
export const costOf = (moments: readonly Moment[], bare: BareCosts): number =>
  PUBLIC_KEY.reduce((sum, operation) => sum + countOf(moments, operation) * bare[operation], 0);

const countOf = (moments: readonly Moment[], operation: string): number =>
  moments.filter((moment) => moment.kind === 'crypto' && moment.operation === operation).length;

/** `sign 1, verify 2 …; beside them 12 imports, 9 other calls`: where CPU goes that the limit leaves out. */
const told = (moments: readonly Moment[]): string => {
  const calls = moments.flatMap((moment) => (moment.kind === 'crypto' ? [moment.operation] : []));
  const own = PUBLIC_KEY.map((operation) => `${operation} ${countOf(moments, operation)}`).join(', ');
  const imports = calls.filter((call) => call.startsWith('importKey')).length;
  const others = calls.filter((call) => !PUBLIC_KEY.some((operation) => operation === call)).length - imports;
  return `${own}; beside them ${imports} key imports and ${others} symmetric calls`;
};
