// Mutations of byte strings: bits, lengths, pieces, and heads that parsers of CBOR, TLV, DER and APDUs look at.
import type { Random } from './random.ts';

function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

/** Heads and values at the limits of docs/protocol §9.3, and forms it refuses. */
export const INTERESTING: readonly Uint8Array[] = [
  // CBOR: empty and long containers, wide heads, indefinite lengths, break, tags, simple values, floats.
  ...['80', 'a0', '40', '60', '9f', 'bf', '5f', '7f', 'ff', 'f4', 'f5', 'f6', 'f7', 'f97c00', 'fb3ff0000000000000'],
  ...['1bffffffffffffffff', '1b001fffffffffffff', '1b0020000000000000', '3b001fffffffffffff', '1affffffff', '20'],
  ...['9affffffff', 'baffffffff', '5affffffff', '7affffffff', '9bffffffffffffffff', '990200', '990201', 'b840', 'b841'],
  ...['c0', 'c1', 'd818', 'd2', 'd81840', '1817', '190000', '5800', '590fff', '591000', '591001', '6362c328'],
  ...['8181818181818181', 'a1818181', '6a5f5f70726f746f5f5f', '013101', '61316131', 'a10126', '8443a10126a0'],
  // TLV, DER: lengths of every form, tags of two and three bytes.
  ...['3080', '3081ff', '30820100', '3083010000', '308400ffffff', '00', '7f66', '1f8100', '5c020100', '9e40', '9000'],
  ...['0200', '020100', '02020080', '0203ffffff', '0300', '0500', '0603', 'ae00', 'ba00', '8c0100', '97020101'],
  // APDUs and frames: case forms, chaining, GET RESPONSE, lengths.
  ...['80800000', '90810000', '80810000', '80c90000', '803c0000', '00c30000', '00c0000000', '00a4040009', '000000'],
  ...['00000001', '02050000', '0400ffff', '00001000', '00001001', '6100', '6700', '9000'],
].map(bytes);

const LENGTHS: readonly number[] = [0, 1, 2, 0x17, 0x18, 0x3f, 0x40, 0x7f, 0x80, 0x81, 0x82, 0xfe, 0xff];

type Mutation = (
  input: Uint8Array,
  random: Random,
  others: readonly Uint8Array[],
  words: readonly Uint8Array[],
) => Uint8Array;

function splice(input: Uint8Array, from: number, to: number, middle: Uint8Array): Uint8Array {
  const out = new Uint8Array(from + middle.length + input.length - to);
  out.set(input.subarray(0, from));
  out.set(middle, from);
  out.set(input.subarray(to), from + middle.length);
  return out;
}

function changed(input: Uint8Array, at: number, value: number): Uint8Array {
  const out = Uint8Array.from(input);
  if (at < out.length) out[at] = value & 255;
  return out;
}

function piece(input: Uint8Array, random: Random): { readonly from: number; readonly to: number } {
  const from = random.below(input.length + 1);
  const most = Math.min(input.length - from, random.below(4) === 0 ? input.length : 16);
  return { from, to: from + random.below(most + 1) };
}

/** All mutations, by what they do. */
const MUTATIONS: readonly Mutation[] = [
  function flipBit(input, random) {
    const at = random.below(input.length);
    return changed(input, at, (input[at] ?? 0) ^ (1 << random.below(8)));
  },
  function setByte(input, random) {
    return changed(input, random.below(input.length), random.below(256));
  },
  function setLength(input, random) {
    return changed(input, random.below(input.length), random.pick(LENGTHS));
  },
  function stepByte(input, random) {
    const at = random.below(input.length);
    return changed(input, at, (input[at] ?? 0) + random.pick([-16, -2, -1, 1, 2, 16]));
  },
  function setU16(input, random) {
    const at = random.below(input.length);
    const value = random.pick([0, 0xff, 0x100, 0xfff, 0x1000, 0x1001, 0xffff, input.length, input.length - at - 2]);
    return changed(changed(input, at, value >> 8), at + 1, value);
  },
  function truncate(input, random) {
    return input.slice(0, random.below(input.length + 1));
  },
  function remove(input, random) {
    const { from, to } = piece(input, random);
    return splice(input, from, to, new Uint8Array(0));
  },
  function duplicate(input, random) {
    const { from, to } = piece(input, random);
    return splice(input, to, to, input.slice(from, to));
  },
  function move(input, random) {
    const { from, to } = piece(input, random);
    const rest = splice(input, from, to, new Uint8Array(0));
    const at = random.below(rest.length + 1);
    return splice(rest, at, at, input.slice(from, to));
  },
  function insertRandom(input, random) {
    const at = random.below(input.length + 1);
    return splice(
      input,
      at,
      at,
      Uint8Array.from({ length: 1 + random.below(8) }, () => random.below(256)),
    );
  },
  function insertWord(input, random, _others, words) {
    const at = random.below(input.length + 1);
    return splice(input, at, at, random.pick(words));
  },
  function overwriteWord(input, random, _others, words) {
    const at = random.below(input.length + 1);
    const word = random.pick(words);
    return splice(input, at, Math.min(input.length, at + word.length), word);
  },
  function spliceOther(input, random, others) {
    const other = random.pick(others);
    const { from, to } = piece(input, random);
    const taken = piece(other, random);
    return splice(input, from, to, other.slice(taken.from, taken.to));
  },
  function joinOther(input, random, others) {
    const other = random.pick(others);
    return splice(input, random.below(input.length + 1), input.length, other.slice(random.below(other.length + 1)));
  },
];

/** One to four mutations of `input`, at most `limitBytes` long. `others` is the corpus, `words` the dictionary. */
export function mutate(
  input: Uint8Array,
  context: {
    readonly random: Random;
    readonly others: readonly Uint8Array[];
    readonly words: readonly Uint8Array[];
    readonly limitBytes: number;
  },
): Uint8Array {
  const { random, others, words, limitBytes } = context;
  let out = input;
  // Half of all inputs differ in one place only: those reach past signatures' lengths and heads.
  const times = random.below(2) === 0 ? 1 : 1 + random.below(4);
  for (let i = 0; i < times; i += 1) out = random.pick(MUTATIONS)(out, random, others, words);
  return out.length > limitBytes ? out.slice(0, limitBytes) : out;
}
