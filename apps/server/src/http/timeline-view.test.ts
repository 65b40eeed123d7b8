// Whatever the server writes down about a booking has a sentence on the timeline, in English here and in every language beside it.
import { readdirSync, readFileSync } from 'node:fs';
import { loadConsoleTexts } from '@nightlatch/texts';
import { expect, it } from 'vitest';

const sources = new URL('../', import.meta.url);

/** Actions of the location's set-up, which no booking has. */
const NOT_OF_A_BOOKING =
  /^(api_key|arrival|branding|brand|door|location|lock|lock_system|messages|pms|quarantine|retention|room|sign_in_policy|sign_in_provider|staff|webhook|journal)\./;

it('every action that the audit writes about bookings has its sentence', async () => {
  const { happened } = await loadConsoleTexts('en');
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name),
  );
  const written = files.flatMap((name) => [
    ...readFileSync(new URL(name, sources), 'utf8').matchAll(/\baction: '([a-z_]+\.[a-z_]+)'/g),
  ]);
  const actions = [...new Set(written.map((one) => one[1] ?? ''))].filter((action) => !NOT_OF_A_BOOKING.test(action));
  expect(actions.length).toBeGreaterThan(15);
  expect(actions.filter((action) => happened[action] === undefined)).toEqual([]);
});
