// The texts of the reader's language, for every component.
import { type ConsoleTexts, directionOf, type Language, loadConsoleTexts, localeOf, tagOf } from '@nightlatch/texts';
import { createContext, useContext } from 'react';

/** The console's texts, the locale in which dates and numbers go with them, and how the language lists things. */
export type Texts = ConsoleTexts & { readonly locale: string; readonly list: (items: readonly string[]) => string };

/** What the reader reads, and how to change it. */
export type Spoken = {
  readonly language: Language;
  readonly texts: Texts;
  /** Changes and remembers the language; settles when its texts are there, or when they can not be loaded. */
  readonly speak: (language: Language) => Promise<void>;
};

export const SpokenContext = createContext<Spoken | undefined>(undefined);

/** The language, and the way to change it. */
export const useSpoken = (): Spoken => {
  const spoken = useContext(SpokenContext);
  if (spoken === undefined) throw new Error('no LanguageProvider above');
  return spoken;
};

/** The texts of the reader's language. */
export const useTexts = (): Texts => useSpoken().texts;

/** Loads a language's texts and sets the page to it; English where the language's file can not be loaded. */
export const loadTexts = async (language: Language): Promise<{ language: Language; texts: Texts }> => {
  const texts = await loadConsoleTexts(language).catch((error: unknown) => {
    if (language === 'en') throw error;
    return undefined;
  });
  if (texts === undefined) return loadTexts('en');
  document.documentElement.lang = tagOf(language);
  document.documentElement.dir = directionOf(language);
  const locale = localeOf(language, navigator.languages);
  const lists = new Intl.ListFormat(locale, { style: 'narrow' });
  return { language, texts: { ...texts, locale, list: (items) => lists.format(items) } };
};
