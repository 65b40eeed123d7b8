// Fetches the guest app's catalogue of one language; each is a file of its own, so that a reader loads only theirs.
import type { Language } from '../languages.ts';
import type { GuestTexts } from './catalogue.ts';

const CATALOGUES: Readonly<Record<Language, () => Promise<{ readonly default: GuestTexts }>>> = {
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

/** The guest app's texts in `language`. Rejects when its file can not be loaded. */
export const loadGuestTexts = async (language: Language): Promise<GuestTexts> => (await CATALOGUES[language]()).default;
