// Fetches the console's catalogue of one language; each is a file of its own, so that a reader loads only theirs.
import { fillUp, type Unfinished } from '../fill-up.ts';
import type { Language } from '../languages.ts';
import type { ConsoleTexts } from './en.ts';

const CATALOGUES: Readonly<
  Record<Exclude<Language, 'en'>, () => Promise<{ readonly default: Unfinished<ConsoleTexts> }>>
> = {
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
export const loadConsoleTexts = async (language: Language): Promise<ConsoleTexts> => {
  const english = import('./en.ts');
  if (language === 'en') return (await english).en;
  const [{ en }, { default: own }] = await Promise.all([english, CATALOGUES[language]()]);
  return fillUp<ConsoleTexts>(en, own);
};
