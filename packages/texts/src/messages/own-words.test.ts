// A hotel's own words: which placeholders each message knows, what is refused, and how many SMS it makes.
import { MESSAGE_KINDS } from '@nightlatch/domain';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../languages.ts';
import { fillWords, houseWords, judgeWords, MESSAGE_PARTS, MOST_WORDS, placeholdersOf, smsParts } from './own-words.ts';

describe.each(LANGUAGES)('our own words in %s', (language) => {
  it.each([...MESSAGE_KINDS, 'guest_link' as const])('%s could be a hotel’s: nothing in them is refused', (kind) => {
    const house = houseWords(language, kind);
    for (const part of MESSAGE_PARTS) {
      expect(judgeWords(part, placeholdersOf(kind, part), house[part]), house[part]).toBeUndefined();
      expect(house[part].length).toBeLessThanOrEqual(MOST_WORDS[part]);
    }
  });
});

it('shows neither name nor room where anybody may read it, and no stay to somebody invited', () => {
  for (const kind of [...MESSAGE_KINDS, 'guest_link' as const]) {
    expect(placeholdersOf(kind, 'title')).toEqual(['hotel']);
    expect(placeholdersOf(kind, 'sms')).not.toContain('room');
    expect(placeholdersOf(kind, 'text')).not.toContain('link');
  }
  expect(placeholdersOf('invitation', 'text')).toEqual(['name', 'hotel']);
  expect(placeholdersOf('key_ready', 'text')).toContain('room');
  expect(placeholdersOf('key_revoked', 'text')).not.toContain('room');
});

it.each([
  ['text', 'Dear {firstname}', { code: 'unknown_placeholder', found: '{firstname}' }],
  ['text', 'Dear {first name}', { code: 'unknown_placeholder', found: '{first name' }],
  ['text', 'Dear {{firstName}}', { code: 'unknown_placeholder', found: '{' }],
  ['text', 'Room } {room}', { code: 'unknown_placeholder', found: '}' }],
  ['text', 'Room {room', { code: 'unknown_placeholder', found: '{room' }],
  ['text', 'Nothing {}', { code: 'unknown_placeholder', found: '{}' }],
  ['text', 'Open {link}', { code: 'unknown_placeholder', found: '{link}' }],
  ['title', 'Room {room} is ready', { code: 'unknown_placeholder', found: '{room}' }],
  ['sms', 'Come to {hotel}', { code: 'link_missing' }],
  ['sms', 'Come to {hotel}: {link}', undefined],
  ['text', 'Dear {firstName} {lastName}, {room} until {until}, {arrival} to {departure} at {hotel}', undefined],
] as const)('judges the %s “%s”', (part, words, problem) => {
  expect(judgeWords(part, placeholdersOf('key_ready', part), words)).toEqual(problem);
});

it('fills each placeholder once: a guest who is called like one is no way in', () => {
  expect(fillWords('Hello {name}, {room}', { name: '{room}', room: '7' })).toBe('Hello {room}, 7');
});

it.each([
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  ['é'.repeat(160), 1],
  ['鍵'.repeat(70), 1],
  ['鍵'.repeat(71), 2],
  [`${'a'.repeat(80)}ą`, 2],
])('counts %s', (text, parts) => {
  expect(smsParts(text).parts).toBe(parts);
});
