// `door.time.*`: one opening over a simulated BLE link at connection intervals of 15 and 30 ms.
import type { Family, Figure } from '../figure.ts';
import { openingMs } from './link-model.ts';
import { measureDoor } from './measure-door.ts';

/** docs/protocol §8.3: what was planned, to the bolt. */
const PLANNED = [
  { way: 'fast', intervalMs: 15, ms: 75 },
  { way: 'fast', intervalMs: 30, ms: 120 },
  { way: 'standard', intervalMs: 15, ms: 220 },
  { way: 'standard', intervalMs: 30, ms: 300 },
  { way: 'first', intervalMs: 15, ms: 310 },
  { way: 'first', intervalMs: 30, ms: 415 },
] as const;

const nameOf = ({ way, intervalMs }: (typeof PLANNED)[number]): string => `door.time.${way}.ci${intervalMs}`;

export const timeFigures: Family = {
  group: 'door',
  names: PLANNED.map(nameOf),
  limit:
    'the plan of docs/protocol §8.3. Simulated: real frames and the real order of operations, on its modelled link and processors; connecting and discovery come on top',
  measure: async function* (bench): AsyncIterable<Figure> {
    const { ways } = await measureDoor(bench, 'node');
    for (const planned of PLANNED) {
      const value = openingMs(ways[planned.way].opening, planned.intervalMs);
      yield { name: nameOf(planned), value, unit: 'ms simulated', limit: planned.ms, runs: 1 };
    }
  },
};
