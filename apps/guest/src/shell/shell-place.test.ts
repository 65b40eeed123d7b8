// Links that the system hands to the app: only those of a hotel, and each with its server.
import { expect, it } from 'vitest';
import { linkOf, takeLinkSecret } from '../enrol/read-link.ts';
import { createShellPlace } from './shell-place.ts';

const LINK = 'https://keys.example.com/guest/#enrol=abc-123';

it('takes a link with its server, and its secret once', () => {
  const place = createShellPlace();
  expect(takeLinkSecret(place)).toBeUndefined();
  expect(place.take(` ${LINK}\n`)).toBe(true); // as it comes from a clipboard
  expect(place.server).toBe('https://keys.example.com');
  expect(takeLinkSecret(place)).toBe('abc-123');
  expect(place.location.hash).toBe('');
  expect(linkOf(place, 'abc-123')).toBe(LINK);
});

it('keeps the link that it has when the next one is none', () => {
  const place = createShellPlace();
  place.take(LINK);
  expect(place.take('https://evil.example.com/guest/')).toBe(false);
  expect(place.server).toBe('https://keys.example.com');
});

it('takes the next hotel’s link', () => {
  const place = createShellPlace();
  place.take(LINK);
  takeLinkSecret(place);
  expect(place.take('https://other.example.com/guest/?utm=x#enrol=next')).toBe(true);
  expect(place.server).toBe('https://other.example.com');
  expect(takeLinkSecret(place)).toBe('next');
  expect(linkOf(place, 'next')).toBe('https://other.example.com/guest/#enrol=next');
});

it.each([
  '',
  'abc-123',
  'https://keys.example.com/guest/',
  'https://keys.example.com/guest/#enrol=',
  'https://keys.example.com/console/#enrol=abc',
  'http://keys.example.com/guest/#enrol=abc',
  'https://keys.example.com@evil.example.com/guest/#enrol=abc',
  'javascript:alert(1)//guest/#enrol=abc',
  'http://localhost.example.com/guest/#enrol=abc',
])('does not take %j', (url) => {
  expect(createShellPlace().take(url)).toBe(false);
});
