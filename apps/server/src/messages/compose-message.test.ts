// Messages in nine languages: complete, with the same facts in each, times on the hotel's clock, nothing private on lock screens.
import { MESSAGE_KINDS, MESSAGE_LANGUAGES } from '@nightlatch/domain';
import { MESSAGE_TEXTS } from '@nightlatch/texts';
import { describe, expect, it } from 'vitest';
import { composeMessage, type MessageContent, messageLanguage } from './compose-message.ts';

const content: MessageContent = {
  kind: 'key_ready',
  language: 'en',
  guestName: 'Linh Nguyen',
  firstName: 'Linh',
  lastName: 'Nguyen',
  arrival: '2036-06-10',
  departure: '2036-06-13',
  hotel: 'Hotel <b>Test</b>',
  timeZone: 'Pacific/Auckland',
  frontDeskPhone: '+00 123',
  roomNumber: '4711',
  until: new Date('2036-06-12T23:00:00Z'),
  oneTimeLink: { url: 'https://keys.example.com/guest/#enrol=s3cret', until: new Date('2036-06-11T00:30:00Z') },
  appUrl: 'https://keys.example.com/guest/',
  colours: { accent: '#8a1538', onAccent: '#fbf7ec' },
  ownWords: null,
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

it('says it in the hotel’s own words, part by part, and keeps button, note and sender', () => {
  const house = composeMessage(content);
  const ownWords = {
    title: 'Come in!',
    text: 'Dear {firstName},\n\nroom {room}\n<i>{arrival}</i> & {departure}',
    sms: null,
  };
  const own = composeMessage({ ...content, ownWords });
  expect(own.subject).toBe('Hotel <b>Test</b>: Come in!');
  expect(own.push.body).toBe('Come in!');
  // Ours, with the title of theirs.
  expect(own.sms).toBe('Hotel <b>Test</b>: Come in! https://keys.example.com/guest/#enrol=s3cret');
  expect(own.text).toMatch(/^Dear Linh,\n\nroom 4711\n<i>June 10, 2036<\/i> & June 13, 2036\n\nSet up your phone:\n/);
  expect(own.html).toContain(
    '<p>Dear Linh,</p>\n<p>room 4711<br>&lt;i&gt;June 10, 2036&lt;/i&gt; &amp; June 13, 2036</p>',
  );
  expect(own.text.slice(own.text.indexOf('Set up'))).toBe(house.text.slice(house.text.indexOf('Set up')));
  const sms = composeMessage({ ...content, ownWords: { title: null, text: null, sms: '{firstName}: {link}' } });
  expect(sms.sms).toBe('Linh: https://keys.example.com/guest/#enrol=s3cret');
  expect(sms.text).toBe(house.text);
});

it('fills a guest’s name as it is: neither a placeholder nor markup in it is anything', () => {
  const ownWords = { title: null, text: 'Dear {firstName}', sms: null };
  const { text, html } = composeMessage({ ...content, firstName: '{link}<script>', ownWords });
  expect(text).toContain('Dear {link}<script>');
  expect(html).toContain('Dear {link}&lt;script&gt;');
});

it('calls a guest with one name by it', () => {
  const ownWords = { title: null, text: 'Dear {firstName}', sms: null };
  expect(composeMessage({ ...content, firstName: '', ownWords }).text).toContain('Dear Nguyen');
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
