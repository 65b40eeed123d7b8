// Sentences with numbers, by each language's own plural categories.
import { expect, it } from 'vitest';
import { grammarOf } from './grammar.ts';

const nights = { one: '# night', other: '# nights' };

it('picks the form that goes with the number and writes the number in', () => {
  const { plural } = grammarOf('en');
  expect(plural(1, nights)).toBe('1 night');
  expect(plural(0, nights)).toBe('0 nights');
  expect(plural(10_000, nights)).toBe('10,000 nights');
});

it('knows that other languages have more forms, or fewer', () => {
  const forms = { zero: 'z', one: 'o', two: 't', few: '# f', many: '# m', other: '# x' };
  const arabic = grammarOf('ar-u-nu-latn');
  expect([0, 1, 2, 3, 11, 100].map((count) => arabic.plural(count, forms))).toEqual([
    'z',
    'o',
    't',
    '3 f',
    '11 m',
    '100 x',
  ]);
  expect(grammarOf('ja').plural(1, forms)).toBe('1 x');
  expect(grammarOf('fr').plural(0, forms)).toBe('o');
});

it('takes “other” for a category that a catalogue leaves out', () => {
  expect(grammarOf('fr').plural(1_000_000, nights)).toMatch(/nights$/);
});
