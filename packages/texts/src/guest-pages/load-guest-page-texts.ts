// Fetches what the guest app's pages say in one language.
import type { Language } from '../languages.ts';
import type { GuestPageTexts } from './catalogue.ts';

const CATALOGUES: Readonly<Record<Language, () => Promise<{ readonly default: GuestPageTexts }>>> = {
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

/** What the pages beside the keys say in `language`. Rejects when its file can not be loaded. */
export const loadGuestPageTexts = async (language: Language): Promise<GuestPageTexts> =>
  (await CATALOGUES[language]()).default;
