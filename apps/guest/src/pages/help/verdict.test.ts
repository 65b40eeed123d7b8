// The same verdicts as the desk's: every code has its sentence, and without a network the phone answers by itself.
import { KeyDiagnosis } from '@nightlatch/api';
import type { KeyView } from '@nightlatch/phone';
import { loadGuestPageTexts, loadGuestTexts } from '@nightlatch/texts';
import { expect, it } from 'vitest';
import { keyWith, T0 } from '../../../test/wallets.ts';
import { ownVerdict, verdictAdvice } from './verdict.ts';

const words = { app: await loadGuestTexts('en'), pages: await loadGuestPageTexts('en') };

const key = (change: Partial<KeyView> = {}): KeyView => {
  const { credentials: _none, ...record } = keyWith([]);
  const door = { doorId: 'd', name: 'Room 204', kind: 'room', element: 'r', readerIdentifier: 'aa' };
  return { ...record, id: record.keyId, doors: [door], leaseUntilMs: T0 + 1, ...change };
};

it.each(KeyDiagnosis.properties.code.enum)('%s is said as a sentence with a step', (code) => {
  for (const online of [true, false]) {
    const { title, step } = verdictAdvice(code, { words, item: key(), location: undefined, online });
    expect(title).not.toMatch(/_|undefined/);
    expect(step).toMatch(/[.:?]$|\.$/);
  }
});

it.each([
  [{}, undefined],
  [{ state: 'suspended' }, 'suspended'],
  [{ state: 'ended', endReason: 'revoked' }, 'revoked'],
  [{ state: 'ended', endReason: 'replaced' }, 'superseded'],
  [{ validUntil: new Date(T0 - 1).toISOString() }, 'expired'],
  [{ validFrom: new Date(T0 + 60_000).toISOString() }, 'not_yet_valid'],
  [{ leaseUntilMs: T0 - 1 }, 'lease_ended'],
  [{ doors: [] }, 'not_downloaded'],
] as const)('a phone without network says of %j: %s', (change, verdict) => {
  expect(ownVerdict(key(change as Partial<KeyView>), T0)).toBe(verdict);
});
