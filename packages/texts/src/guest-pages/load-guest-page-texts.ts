// Fetches what the guest app's pages say in one language.
import { fillUp, type Unfinished } from '../fill-up.ts';
import type { Language } from '../languages.ts';
import type { GuestPageTexts } from './catalogue.ts';

const CATALOGUES: Readonly<
  Record<Exclude<Language, 'en'>, () => Promise<{ readonly default: Unfinished<GuestPageTexts> }>>
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

/** What the pages beside the keys say in `language`. Rejects when its file can not be loaded. */
export const loadGuestPageTexts = async (language: Language): Promise<GuestPageTexts> => {
  const english = import('./en.ts');
  if (language === 'en') return (await english).en;
  const [{ en }, { default: own }] = await Promise.all([english, CATALOGUES[language]()]);
  return fillUp<GuestPageTexts>(en, own);
};
