// The language of this page: English so far; a further catalogue joins `LANGUAGES` and is chosen by the browser's list.
import type { Texts } from './catalogue.ts';
import { en } from './en.ts';

const LANGUAGES: readonly Texts[] = [en];

/** The first of `wanted` (BCP 47 tags, best first) that there is, by its primary language; else English. */
export function chooseTexts(wanted: readonly string[]): Texts {
  const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  for (const tag of wanted) {
    const found = LANGUAGES.find((texts) => primary(texts.language) === primary(tag));
    if (found) return found;
  }
  return en;
}

/** Texts of this page. */
export const texts: Texts = chooseTexts(typeof navigator === 'undefined' ? [] : navigator.languages);

/** Locale of dates and numbers: the guest's own variant of the language ("en-GB"), where the browser names one. */
export const formatLocale: string = localeFor(
  texts.language,
  typeof navigator === 'undefined' ? [] : navigator.languages,
);

/** The first of `wanted` in `language`; else the language itself. */
export function localeFor(language: string, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;
}
