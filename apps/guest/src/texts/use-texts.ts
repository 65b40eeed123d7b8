// The language of this page: what the guest chose on this phone, else what the browser prefers. Loaded before anything is drawn.
import {
  asLanguage,
  chooseLanguage,
  directionOf,
  type GuestTexts,
  type Language,
  loadGuestTexts,
  localeOf,
  tagOf,
} from '@nightlatch/texts';
import { type Observable, observe } from '../observable.ts';

/** Texts of this page; set by `speak`, and read anew by every component that draws. */
export let texts: GuestTexts;

/** Locale of dates and numbers: the guest's own variant of the language ("en-GB"), where the browser names one. */
export let formatLocale = 'en';

/** Draw again when it changes. */
export const spoken: Observable<{ readonly language: Language }> = observe({ language: 'en' });

const STORED = 'nightlatch-language';

/** The language to begin with. */
export function firstLanguage(): Language {
  try {
    return asLanguage(localStorage.getItem(STORED)) ?? chooseLanguage(navigator.languages);
  } catch {
    return chooseLanguage(navigator.languages); // storage may be forbidden
  }
}

/** Remembers the guest's choice and changes to it. */
export async function chooseToSpeak(language: Language): Promise<void> {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // The choice then lasts as long as this page.
  }
  await speak(language);
}

/** Loads the language and sets the page to it; where its file can not be loaded, the page stays as it is, or begins in English. */
export async function speak(language: Language): Promise<void> {
  const loaded = await loadGuestTexts(language).catch((error: unknown) => {
    if (language === 'en') throw error;
    return undefined;
  });
  if (loaded === undefined) return texts ? undefined : speak('en');
  texts = loaded;
  formatLocale = localeOf(language, navigator.languages);
  document.documentElement.lang = tagOf(language);
  document.documentElement.dir = directionOf(language);
  spoken.set({ language });
}
