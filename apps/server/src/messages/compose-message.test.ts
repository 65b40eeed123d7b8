// Messages in nine languages: complete, with the same facts in each, times on the hotel's clock, nothing private on lock screens.
import { MESSAGE_KINDS, MESSAGE_LANGUAGES } from '@nightlatch/domain';
import { MESSAGE_TEXTS } from '@nightlatch/texts';
import { describe, expect, it } from 'vitest';
import { composeMessage, type MessageContent, messageLanguage } from './compose-message.ts';

const content: MessageContent = {
  kind: 'key_ready',
  language: 'en',
  guestName: 'Nguyen',
  hotel: 'Hotel <b>Test</b>',
  timeZone: 'Pacific/Auckland',
  frontDeskPhone: '+00 123',
  roomNumber: '4711',
  until: new Date('2036-06-12T23:00:00Z'),
  oneTimeLink: { url: 'https://keys.example.com/guest/#enrol=s3cret', until: new Date('2036-06-11T00:30:00Z') },
  appUrl: 'https://keys.example.com/guest/',
  colours: { accent: '#8a1538', onAccent: '#fbf7ec' },
};

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

describe.each(MESSAGE_LANGUAGES)('texts in %s', (language) => {
  const texts = MESSAGE_TEXTS[language];
  const english = MESSAGE_TEXTS.en;

  it('tell the same facts as the English ones', () => {
    for (const name of ['greeting', 'openApp', 'setUpPhone', 'linkNote', 'questions', 'footer'] as const) {
      expect(placeholders(texts[name]), name).toEqual(placeholders(english[name]));
    }
    for (const kind of MESSAGE_KINDS) {
      expect(placeholders(texts.kinds[kind].text), kind).toEqual(placeholders(english.kinds[kind].text));
      // Titles stand on lock screens.
      expect(placeholders(texts.kinds[kind].title), kind).toEqual([]);
      expect(texts.kinds[kind].title.length).toBeGreaterThan(3);
      if (language !== 'en') expect(texts.kinds[kind].text).not.toBe(english.kinds[kind].text);
    }
  });

  it.each(MESSAGE_KINDS)(
    '%s leaves no placeholder, escapes HTML, and shows neither name, room nor secret on a lock screen',
    (kind) => {
      const composed = composeMessage({ ...content, kind, language });
      const everything = JSON.stringify(composed);
      expect(everything).not.toMatch(/\{\w+\}|undefined|null/);
      expect(composed.html).not.toContain('<b>Test</b>');
      expect(composed.html).toContain(`dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
      const push = JSON.stringify(composed.push);
      for (const hidden of ['Nguyen', '4711', 's3cret']) expect(push).not.toContain(hidden);
      expect(composed.html).toContain('background:#8a1538;color:#fbf7ec');
      expect(composed.sms).not.toContain('4711');
      expect(composed.text).toContain('https://keys.example.com/guest/#enrol=s3cret');
    },
  );
});

it('tells times on the hotel’s clock', () => {
  const { text } = composeMessage(content);
  // 23:00 UTC on the 12th is 11:00 on the 13th in Auckland.
  expect(text).toContain('Friday, June 13, 2036 at 11:00 AM');
  expect(composeMessage({ ...content, language: 'de' }).text).toContain('Freitag, 13. Juni 2036 um 11:00');
});

it('opens the app where there is no one-time link', () => {
  const { text, html } = composeMessage({ ...content, oneTimeLink: null });
  expect(text).toContain('https://keys.example.com/guest/');
  expect(text + html).not.toContain('works once');
});

it.each([
  ['de-AT', 'de'],
  ['PT_br', 'pt'],
  ['zh-Hans-CN', 'zh'],
  ['xx', 'en'],
  [null, 'en'],
])('takes %s as %s', (told, language) => {
  expect(messageLanguage(told)).toBe(language);
});
