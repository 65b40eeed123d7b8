// The lock's journal: chain, pages, receipts, overflow, and that it survives restarts (docs/protocol §7.9, §10 H).
import { hex, openJournalPage, platformRandom } from '@nightlatch/aliro';
import { describe, expect, it } from 'vitest';
import { appendJournal, EMPTY_JOURNAL, JOURNAL_CAPACITY, type JournalMemory } from './journal-memory.ts';
import { stay, TestCorridor } from './testing/test-corridor.ts';
import { mailArray, TestHotel } from './testing/test-hotel.ts';

async function readPage(corridor: TestCorridor, page: Uint8Array | undefined) {
  if (!page) throw new Error('no page');
  const lockPoint = await corridor.lock.factoryPoint();
  const opened = await openJournalPage({ page, sealKey: corridor.hotel.sk, lockPoint });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

describe('journal', () => {
  it('H24: pages verify and join; a receipt moves on, a wrong receipt does not', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    for (let n = 0; n < 3; n += 1) await guest.tryDoor(corridor.lock);
    const page = await readPage(corridor, await corridor.lock.takeJournalPage());
    expect(page.first).toBe(1);
    expect(page.entries.map((entry) => entry.event)).toEqual(['clock-set', 'opened', 'opened', 'opened']);
    expect(page.entries.every((entry) => entry.event !== 'opened' || entry.boltConfirmed)).toBe(true);
    const at = corridor.time.trueMs();
    const receipt = (hash: Uint8Array) =>
      corridor.hotel.mail(
        { kind: 'journal-receipt', first: page.first, last: page.last, hash },
        { at, door: corridor.door },
      );
    expect(await corridor.lock.applyMail(mailArray(await receipt(platformRandom(32))))).toMatchObject([
      { outcome: 'body' },
    ]);
    expect(await corridor.lock.applyMail(mailArray(await receipt(page.lastHash)))).toMatchObject([
      { outcome: 'applied' },
    ]);
    const next = await readPage(corridor, await corridor.lock.takeJournalPage());
    expect(next.first).toBe(page.last + 1);
    expect(hex(next.previousHash)).toBe(hex(page.lastHash));
  });

  it('a receipt leaves nothing to report: pages come to an end', async () => {
    const corridor = await TestCorridor.open();
    for (let round = 0; ; round += 1) {
      const taken = await corridor.lock.takeJournalPage();
      if (!taken) break;
      const { first, last, lastHash } = await readPage(corridor, taken);
      const receipt = { kind: 'journal-receipt', first, last, hash: lastHash } as const;
      await corridor.lock.applyMail(
        mailArray(await corridor.hotel.mail(receipt, { at: corridor.time.trueMs(), door: corridor.door })),
      );
      expect(round).toBeLessThan(3);
    }
  });

  it('H25: a page of another lock, a changed page, another seal key are refused by the server side', async () => {
    const corridor = await TestCorridor.open();
    const foreign = await TestCorridor.open({ hotel: corridor.hotel });
    const page = await corridor.lock.takeJournalPage();
    if (!page) throw new Error('no page');
    const lockPoint = await corridor.lock.factoryPoint();
    const sealKey = corridor.hotel.sk;
    expect((await openJournalPage({ page, sealKey, lockPoint: await foreign.lock.factoryPoint() })).ok).toBe(false);
    expect((await openJournalPage({ page, sealKey: (await TestHotel.open()).sk, lockPoint })).ok).toBe(false);
    const changed = page.slice();
    changed[200] = (changed[200] ?? 0) ^ 1;
    expect((await openJournalPage({ page: changed, sealKey, lockPoint })).ok).toBe(false);
    expect((await openJournalPage({ page, sealKey, lockPoint })).ok).toBe(true);
  });

  it('keeps the whole chain over many restarts and page slots', async () => {
    const corridor = await TestCorridor.open();
    for (let n = 0; n < 150; n += 1) {
      await corridor.lock.setPrivacy(n % 2 === 0);
      if (n % 40 === 0) await corridor.restart(true);
    }
    const { lastSeq } = corridor.lock.status().journal;
    let afterSeq = 0;
    let hash: Uint8Array | undefined;
    while (afterSeq < lastSeq) {
      const page = await readPage(corridor, await corridor.lock.takeJournalPage({ afterSeq }));
      expect(page.first).toBe(afterSeq + 1);
      if (hash) expect(hex(page.previousHash)).toBe(hex(hash));
      afterSeq = page.last;
      hash = page.lastHash;
    }
    expect(afterSeq).toBe(lastSeq);
  });

  it('H24: a full ring overwrites the oldest and counts what nobody had receipted', async () => {
    const line = {
      at: 0,
      clockUnknown: true,
      fast: false,
      underPrivacy: false,
      boltConfirmed: false,
      event: 'start',
      reason: 0,
    } as const;
    let memory: JournalMemory = { ...EMPTY_JOURNAL, receiptedSeq: 3 };
    for (let n = 0; n < JOURNAL_CAPACITY + 5; n += 1) memory = await appendJournal(memory, line);
    expect(memory.records).toHaveLength(JOURNAL_CAPACITY);
    expect(memory.before.seq).toBe(5);
    expect(memory.lost).toBe(2);
  });
});
