// What a person reads after the start: every address and sign-in, and no colour where it does not belong.
import { expect, test } from 'vitest';
import { styleFor } from '../style.ts';
import { addressesOf, welcomeText } from './welcome.ts';

const demo = {
  locationId: '01890000-0000-7000-8000-000000000000',
  locationName: 'Hotel Test',
  corridorUrl: 'http://127.0.0.1:4081',
  pmsUrl: 'http://127.0.0.1:4081/pms/',
  signIns: [{ name: 'Desk', email: 'desk@example.com', password: 'desk-password', role: 'front_desk' as const }],
};

test('a demo start names every address, sign-in and three things to try', () => {
  const addresses = addressesOf('http://localhost:4080', 'http://127.0.0.1:4081');
  const text = welcomeText({ addresses, demo, dataDir: '/data', style: styleFor({ isTTY: false }, {}) });
  for (const address of Object.values(addresses).slice(1)) expect(text).toContain(address);
  expect(text).toContain('desk@example.com  desk-password');
  expect(text.match(/^ {2}[123]\. /gm)).toHaveLength(3);
  expect(text).not.toContain('\u001b');
});

test('a start on a database of its own shows neither demo nor doors', () => {
  const addresses = addressesOf('https://keys.example.com', undefined);
  const text = welcomeText({ addresses, demo: undefined, dataDir: '/data', style: styleFor({ isTTY: false }, {}) });
  expect(text).toContain('https://keys.example.com/console/');
  expect(text).not.toMatch(/pms|Virtual doors|Sign in|tour/i);
});

test('colours only on a terminal, and never with NO_COLOR', () => {
  expect(styleFor({ isTTY: true }, {}).strong('x')).toBe('\u001b[1mx\u001b[22m');
  expect(styleFor({ isTTY: true }, { NO_COLOR: '1' }).strong('x')).toBe('x');
  expect(styleFor({ isTTY: true }, { TERM: 'dumb' }).strong('x')).toBe('x');
});
