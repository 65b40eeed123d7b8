// Fetches the console's catalogue of one language; each is a file of its own, so that a reader loads only theirs.
import type { Language } from '../languages.ts';
import type { ConsoleTexts } from './en.ts';

const CATALOGUES: Readonly<Record<Language, () => Promise<{ readonly default: ConsoleTexts }>>> = {
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  fr: () => import('./fr.ts'),
  es: () => import('./es.ts'),
  it: () => import('./it.ts'),
  pt: () => import('./pt.ts'),
  ja: () => import('./ja.ts'),
  zh: () => import('./zh.ts'),
  ar: () => import('./ar.ts'),
};

/** The console's texts in `language`. Rejects when its file can not be loaded. */
export const loadConsoleTexts = async (language: Language): Promise<ConsoleTexts> =>
  (await CATALOGUES[language]()).default;
