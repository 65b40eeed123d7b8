// The languages there are, and which of them a reader gets.

/** Primary language subtags, in the order of a menu. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'ja', 'zh', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words, as a menu shows it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  it: 'Italiano',
  pt: 'Português',
  ja: '日本語',
  zh: '简体中文',
  ar: 'العربية',
};

/** BCP 47 tags of the catalogues as written; for dates and numbers where the reader names no variant, and for `lang`. */
const TAGS: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  de: 'de',
  fr: 'fr',
  es: 'es',
  it: 'it',
  pt: 'pt-PT',
  ja: 'ja',
  zh: 'zh-Hans',
  ar: 'ar',
};

const primary = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';

/** `text` as one of the languages; undefined when it is none. */
export const asLanguage = (text: string | null | undefined): Language | undefined =>
  LANGUAGES.find((language) => language === text);

/** The first of `wanted` (BCP 47 tags, best first) that there is, by its primary subtag; else English. */
export const chooseLanguage = (wanted: readonly string[]): Language => {
  for (const tag of wanted) {
    const found = asLanguage(primary(tag));
    if (found) return found;
  }
  return 'en';
};

/** Which way the language is written. */
export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/** The page's `lang`. */
export const tagOf = (language: Language): string => (language === 'zh' ? 'zh-Hans' : language);

/**
 * Locale of dates and numbers: the reader's own variant of the language ("de-AT") where the browser names one.
 * Arabic always counts in the digits that stand on the doors and in the hotel's own calendar, wherever the reader is from.
 */
export const localeOf = (language: Language, wanted: readonly string[]): string => {
  const own = wanted.find((tag) => primary(tag) === language && !(language === 'zh' && isTraditional(tag)));
  const base = own === undefined || primary(own) === own.toLowerCase() ? TAGS[language] : own;
  if (language !== 'ar') return base;
  return new Intl.Locale(base, { numberingSystem: 'latn', calendar: 'gregory' }).toString();
};

/** Dates of these are written in characters that the simplified catalogue does not use. */
const isTraditional = (tag: string): boolean => /-(hant|tw|hk|mo)\b/i.test(tag);
