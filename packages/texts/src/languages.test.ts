// Which language a reader gets, and how dates and numbers are written with it.
import { expect, it } from 'vitest';
import { asLanguage, chooseLanguage, localeOf } from './languages.ts';

it('chooses the reader’s language where there is one, else English', () => {
  expect(chooseLanguage(['xx', 'de-AT', 'en-AU'])).toBe('de');
  expect(chooseLanguage(['zh-Hant-TW'])).toBe('zh');
  expect(chooseLanguage(['xx'])).toBe('en');
  expect(chooseLanguage([])).toBe('en');
  expect(asLanguage('de-AT')).toBeUndefined();
});

it('writes dates as the reader’s variant of the language does', () => {
  expect(localeOf('en', ['de-AT', 'en-US', 'en-GB'])).toBe('en-US');
  expect(localeOf('en', ['de-AT', 'en'])).toBe('en-GB');
  expect(localeOf('pt', ['pt-BR'])).toBe('pt-BR');
  expect(localeOf('zh', ['zh-TW', 'zh-SG'])).toBe('zh-SG');
  expect(localeOf('zh', ['zh-TW'])).toBe('zh-Hans');
});

it('counts in the digits of the doors and in the hotel’s calendar in Arabic, wherever the reader is from', () => {
  const instant = Date.parse('2026-11-27T10:00:00Z');
  for (const tag of ['ar', 'ar-SA', 'ar-EG', 'ar-MA']) {
    const format = new Intl.DateTimeFormat(localeOf('ar', [tag]), { dateStyle: 'short', timeZone: 'UTC' });
    expect(format.format(instant)).toMatch(/2026/);
    expect(new Intl.NumberFormat(localeOf('ar', [tag])).format(1204)).toMatch(/^1[.,٬]?204$/);
  }
});
