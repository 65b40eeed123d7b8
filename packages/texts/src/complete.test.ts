// Every language says everything: the same names, the same facts in each sentence, nothing empty, nothing left in English.
import { describe, expect, it } from 'vitest';
import { loadConsoleTexts } from './console/load-console-texts.ts';
import { loadGuestTexts } from './guest/load-guest-texts.ts';
import { loadGuestPageTexts } from './guest-pages/load-guest-page-texts.ts';
import { LANGUAGES, type Language } from './languages.ts';

const LOADS = { console: loadConsoleTexts, guest: loadGuestTexts, pages: loadGuestPageTexts };
type Leaf = readonly [name: string, says: unknown];

const leavesOf = (value: unknown, name: string): Leaf[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${name}.${key}`))
    : [[name, value]];

/** What a sentence takes, marked: each must come back. */
const MARKS = ['⟦0⟧', '⟦1⟧', '⟦2⟧', '⟦3⟧'];

/** What a sentence says of its facts. */
const said = (says: (...facts: unknown[]) => unknown, facts: readonly unknown[]): string => {
  const answer = says(...facts);
  return typeof answer === 'string'
    ? answer
    : leavesOf(answer, '')
        .map(([, one]) => String(one))
        .join(' ');
};

const factsIn = (sentence: string): string => MARKS.filter((mark) => sentence.includes(mark)).join('');

const asFunction = (says: unknown): ((...facts: unknown[]) => unknown) | undefined =>
  // What a catalogue's entry takes is checked by its type; here only its marks matter.
  typeof says === 'function' ? (says as (...facts: unknown[]) => unknown) : undefined;

describe.each(LANGUAGES.filter((language) => language !== 'en'))('%s', (language: Exclude<Language, 'en'>) => {
  it.each(Object.entries(LOADS))('says everything of the %s', async (_, load) => {
    const [english, own] = [leavesOf(await load('en'), ''), leavesOf(await load(language), '')];
    expect(own.map(([name]) => name).sort()).toEqual(english.map(([name]) => name).sort());
    const table = new Map(own);
    const wrong: string[] = [];
    const left: string[] = [];
    for (const [name, says] of english) {
      const mine = table.get(name);
      if (typeof says !== typeof mine) wrong.push(`${name}: ${typeof mine}`);
      const [there, here] = [asFunction(says), asFunction(mine)];
      if (there && here && there.length > 0 && !/^\(\{|^\(_?facts/.test(String(there))) {
        // What is counted comes first, and a plural form may leave its number out; a name must be said.
        const facts = /plural/.test(String(there)) ? [2, ...MARKS.slice(1)] : MARKS;
        const [names, mineNames] = [factsIn(said(there, facts)), factsIn(said(here, facts))];
        if (names !== mineNames) wrong.push(`${name}: ${names} ≠ ${mineNames}`);
        for (const count of [0, 1, 2, 5, 11, 100]) {
          if (said(here, [count, count, count, count]).trim() === '') wrong.push(`${name}: empty for ${count}`);
        }
      }
      if (typeof mine !== 'string' || typeof says !== 'string') continue;
      if (mine.trim() === '' && says !== '') wrong.push(`${name}: empty`);
      // One word may be the same in both, or a name.
      if (mine === says && /\p{L} \p{L}/u.test(says)) left.push(`${name}: ${says}`);
    }
    expect(wrong).toEqual([]);
    expect(left).toEqual([]);
  });
});
