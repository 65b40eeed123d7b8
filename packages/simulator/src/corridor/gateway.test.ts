// What the gateway holds back, so that locks and server do not receipt each other for ever.
import { base64url, type JournalEntry } from '@nightlatch/aliro';
import { describe, expect, test } from 'vitest';
import { createDeskLocation } from '../desk/desk-location.ts';
import { hasNews, isOldReceipt } from './gateway.ts';

function entry(seq: number, event: JournalEntry['event'], reason = 0): JournalEntry {
  return { seq, at: 0, clockUnknown: false, fast: false, underPrivacy: false, boltConfirmed: false, event, reason };
}

describe('journal pages', () => {
  const journal = { firstSeq: 1, lastSeq: 3, receiptedSeq: 2, lost: 0 };

  test('nothing waits: no page', () => {
    expect(hasNews({ ...journal, receiptedSeq: 3, tail: [entry(3, 'opened')] })).toBe(false);
  });
  test('an opening is news', () => {
    expect(hasNews({ ...journal, tail: [entry(2, 'opened'), entry(3, 'opened')] })).toBe(true);
  });
  test('a receipt by itself is none, a revocation list is', () => {
    expect(hasNews({ ...journal, tail: [entry(2, 'opened'), entry(3, 'mail-applied', 7)] })).toBe(false);
    expect(hasNews({ ...journal, tail: [entry(2, 'opened'), entry(3, 'mail-applied', 3)] })).toBe(true);
  });
  test('more waits than the tail shows: news', () => {
    expect(hasNews({ ...journal, lastSeq: 40, tail: [entry(40, 'mail-applied', 7)] })).toBe(true);
  });
});

test('a receipt that the lock already has is held back, a newer one and other mail are not', async () => {
  const location = await createDeskLocation({ now: () => Date.parse('2026-11-24T12:00:00Z') });
  const receipt = base64url(
    await location.mail({ kind: 'journal-receipt', first: 1, last: 5, hash: new Uint8Array(32) }, new Uint8Array(8)),
  );
  const floor = base64url(await location.mail({ kind: 'time-floor', at: Date.parse('2026-11-24T12:00:00Z') }));
  expect(isOldReceipt(receipt, 5)).toBe(true);
  expect(isOldReceipt(receipt, 4)).toBe(false);
  expect(isOldReceipt(floor, 5)).toBe(false);
  expect(isOldReceipt('rubbish', 5)).toBe(false);
});
