// `door.roundtrips.*` and `door.bytes.*`: what one opening puts on the air, beside the budget of docs/protocol §8.1 and §8.2.
import type { Family, Figure } from '../figure.ts';
import { WAYS, type Way } from './door-messages.ts';
import { measureDoor } from './measure-door.ts';
import { type Exchange, readWire, type Wire } from './read-wire.ts';

/** docs/protocol §8.2, all round trips. */
const ROUND_TRIPS: Readonly<Record<Way, number>> = { fast: 2, standard: 3, first: 4 };

/** docs/protocol §8.1: command and answer. AUTH1 carries our certificate; its answer depends on whether the phone has a list. */
const INITIATE_BYTES = 39;
const BUDGET: Readonly<Record<Way, Readonly<Record<string, readonly [command: number, answer: number]>>>> = {
  fast: { auth0: [135, 135], exchange: [40, 22] },
  standard: { auth0: [135, 69], auth1: [254, 199], exchange: [40, 22] },
  first: { auth0: [135, 69], auth1: [254, 199], envelope: [79, 486], exchange: [40, 22] },
};

/** docs/protocol §8.1, ENVELOPE by shape: elements of the document, entries of the list. */
const ENVELOPES: readonly { elements: number; revocations: number | null; command: number; answer: number }[] = [
  { elements: 3, revocations: null, command: 79, answer: 558 },
  { elements: 1, revocations: 0, command: 113, answer: 798 },
  { elements: 1, revocations: 3, command: 113, answer: 876 },
  { elements: 1, revocations: 20, command: 113, answer: 1319 },
  { elements: 1, revocations: 100, command: 113, answer: 3400 },
];

export const roundTripFigures: Family = {
  group: 'door',
  names: WAYS.map((way) => `door.roundtrips.${way}`),
  limit: 'docs/protocol §8.2, counted to the end of the exchange that tells the decision',
  measure: async function* (bench): AsyncIterable<Figure> {
    const { ways } = await measureDoor(bench, 'node');
    for (const way of WAYS) {
      const value = ways[way].opening.commands;
      yield { name: `door.roundtrips.${way}`, value, unit: 'round trips', limit: ROUND_TRIPS[way], runs: 1 };
    }
  },
};

export const byteFigures: Family = {
  group: 'door',
  names: ['door.bytes.*'],
  limit: 'the budget of docs/protocol §8.1, real frames of one session each',
  measure: async function* (bench): AsyncIterable<Figure> {
    const { ways, shapes } = await measureDoor(bench, 'node');
    const wires = {
      fast: readWire(ways.fast.opening.frames),
      standard: readWire(ways.standard.opening.frames),
      first: readWire(ways.first.opening.frames),
    };
    yield bytes('door.bytes.initiate', wires.first.initiateBytes, INITIATE_BYTES);
    for (const way of WAYS) {
      const budget = BUDGET[way];
      for (const [message, [command, answer]] of Object.entries(budget)) {
        const found = exchangeOf(wires[way], message);
        yield bytes(`door.bytes.${way}.${message}.command`, found.command, command);
        yield bytes(`door.bytes.${way}.${message}.answer`, found.answer, answer);
      }
      const allowed = Object.values(budget).reduce((sum, [command, answer]) => sum + command + answer, INITIATE_BYTES);
      yield bytes(`door.bytes.${way}.total`, totalOf(wires[way], ways[way].opening.commands), allowed);
    }
    for (const { elements, revocations, command, answer } of ENVELOPES) {
      const shape = shapes.find((one) => one.elements === elements && one.revocations === revocations);
      if (!shape) throw new Error('a shape of session was not recorded');
      const found = exchangeOf(readWire(shape.frames), 'envelope');
      const name = revocations === null ? `elements${elements}` : `revocations${revocations}`;
      yield bytes(`door.bytes.envelope.${name}.command`, found.command, command);
      yield bytes(`door.bytes.envelope.${name}.answer`, found.answer, answer);
    }
  },
};

const bytes = (name: string, value: number, limit: number): Figure => ({ name, value, unit: 'bytes', limit, runs: 1 });

const exchangeOf = (wire: Wire, name: string): Exchange => {
  const found = wire.exchanges.find((one) => one.name === name);
  if (!found) throw new Error(`the session has no ${name}`);
  return found;
};

/** Up to the decision: what is carried after it (docs/protocol §7.8) keeps nobody waiting at the door. */
const totalOf = ({ initiateBytes, exchanges }: Wire, commands: number): number =>
  exchanges.slice(0, commands).reduce((sum, { command, answer }) => sum + command + answer, initiateBytes);
