// Lock mail by gateway and by phone: who may say what, in which order, and what the journal proves (docs/protocol §10 H).
import { generateSigner, keyHash, MAIL_TYPE, type MailBody, openJournalPage } from '@nightlatch/aliro';
import { describe, expect, it } from 'vitest';
import { stay, TestCorridor } from './testing/test-corridor.ts';
import { mailArray, TestHotel } from './testing/test-hotel.ts';
import type { Attempt } from './testing/test-phone.ts';

const T_FLOOR: MailBody = { kind: 'time-floor', at: Date.UTC(2026, 10, 24, 12, 1) };

async function corridorAndMail(body: MailBody) {
  const corridor = await TestCorridor.open();
  const at = corridor.time.trueMs();
  const write = (options: Partial<Parameters<TestHotel['mail']>[1]> = {}): Promise<Uint8Array> =>
    corridor.hotel.mail(body, { at, door: corridor.door, ...options });
  return { corridor, at, write };
}

describe('lock mail', () => {
  it('H20, invariant 11: foreign lock, older seq, wrong class, damaged, expired are skipped and the rest applies', async () => {
    const { corridor, at, write } = await corridorAndMail(T_FLOOR);
    const other = await TestHotel.open();
    const good = await write({ seq: 10 });
    const damaged = (await write({ seq: 20 })).slice();
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    const items = [
      await write({ seq: 11, door: { ...corridor.door, lockId: new Uint8Array(8) } }),
      await write({ seq: 12, groupId: other.groupId }),
      await write({ seq: 13, signer: other.mk }),
      await write({ seq: 14, signer: corridor.hotel.rk }),
      damaged,
      await write({ seq: 15, notAfter: at - 1_000 }),
      Uint8Array.of(1, 2, 3),
      good,
    ];
    const outcomes = (await corridor.lock.applyMail(mailArray(...items))).map((result) => result.outcome);
    expect(outcomes).toEqual([
      'scope',
      'scope',
      'unknown_signer',
      'unknown_signer',
      'signature',
      'expired',
      'malformed',
      'applied',
    ]);
    expect(await corridor.lock.applyMail(mailArray(good))).toMatchObject([{ outcome: 'already_applied' }]);
    expect(await corridor.lock.applyMail(mailArray(await write({ seq: 9 })))).toMatchObject([
      { outcome: 'old_sequence' },
    ]);
    expect(corridor.lock.status().timeFloorMs).toBe(T_FLOOR.kind === 'time-floor' ? T_FLOOR.at : 0);
  });

  it('journals each refused item once, however often it is carried past', async () => {
    const { corridor, write } = await corridorAndMail(T_FLOOR);
    const foreign = await write({ door: { ...corridor.door, lockId: new Uint8Array(8) } });
    const before = corridor.lock.status().journal.lastSeq;
    for (let n = 0; n < 5; n += 1) await corridor.lock.applyMail(mailArray(foreign));
    expect(corridor.lock.status().journal.lastSeq).toBe(before + 1);
    expect(corridor.lock.status().journal.tail.at(-1)).toMatchObject({ event: 'mail-refused', reason: 1 });
  });

  it('says nothing in the journal when another carrier brings the newest item again', async () => {
    const { corridor, write } = await corridorAndMail(T_FLOOR);
    const item = await write({ seq: 10 });
    await corridor.lock.applyMail(mailArray(item));
    const before = corridor.lock.status().journal.lastSeq;
    expect(await corridor.lock.applyMail(mailArray(item))).toMatchObject([{ outcome: 'already_applied' }]);
    expect(corridor.lock.status().journal.lastSeq).toBe(before);
  });

  it('invariant 17: an applied list is proven by event 3 with mail type and seq', async () => {
    const { corridor, at } = await corridorAndMail(T_FLOOR);
    const document = await corridor.hotel.revocations(at, [{ id: new Uint8Array(16) }]);
    await corridor.lock.applyMail(
      mailArray(await corridor.hotel.mail({ kind: 'revocation', document }, { at, seq: 77 })),
    );
    const entry = corridor.lock.status().journal.tail.at(-1);
    expect(entry).toMatchObject({ event: 'mail-applied', reason: MAIL_TYPE.revocation, generation: 77 });
  });

  it('H21: processed 4, 2, 1, 3, 6, 5, 7, 8 whatever the order of the array', async () => {
    const { corridor, at } = await corridorAndMail(T_FLOOR);
    const mk2 = await generateSigner({ extractable: false });
    const newKey: MailBody = { kind: 'anchor', class: 'mail', epoch: 2, point: mk2.point, minEpoch: 1 };
    const { journal } = corridor.lock.status();
    const page = await corridor.lock.takeJournalPage();
    const lockPoint = await corridor.lock.factoryPoint();
    const opened = await openJournalPage({ page: page ?? new Uint8Array(0), sealKey: corridor.hotel.sk, lockPoint });
    if (!opened.ok) throw new Error(opened.error.code);
    const { first, last, lastHash: hash } = opened.value;
    expect(last).toBe(journal.lastSeq);
    const document = await corridor.hotel.revocations(at + 60_000, [{ id: new Uint8Array(16) }]);
    const bodies: [MailBody, typeof mk2 | undefined][] = [
      [{ kind: 'reset', generation: 3 }, undefined],
      [{ kind: 'journal-receipt', first, last, hash }, undefined],
      [{ kind: 'revocation', document }, undefined],
      [{ kind: 'time-answer', at, nonce: corridor.lock.timeNonce() }, undefined],
      [{ kind: 'configuration', configuration: { openMs: 4_000 } }, undefined],
      [{ kind: 'generation-floor', lockId: corridor.door.lockId, generation: 9 }, undefined],
      [T_FLOOR, mk2],
      [newKey, undefined],
    ];
    const items = await Promise.all(
      bodies.map(([body, signer]) => corridor.hotel.mail(body, { at, door: corridor.door, ...(signer && { signer }) })),
    );
    const results = await corridor.lock.applyMail(mailArray(...items));
    expect(results.map((result) => result.outcome)).toEqual(Array.from(items, () => 'applied'));
    expect(
      corridor.lock
        .status()
        .journal.tail.slice(-7)
        .map((entry) => entry.reason),
    ).toEqual([4, 2, 1, 3, 6, 5, 8]);
    // A receipt leaves no line; the reset came after the floor of 9, or that would stand.
    expect(corridor.lock.status().journal.receiptedSeq).toBe(last);
    expect(corridor.lock.status().generation).toBe(3);
  });

  it('H22: both credential keys open during the overlap, the old one not after minEpoch; its cached documents go', async () => {
    const corridor = await TestCorridor.open();
    const at = corridor.time.trueMs();
    const cik2 = await generateSigner({ extractable: false });
    const family = stay(1);
    const old = await corridor.guest(family);
    const renewed = await corridor.guest(family, { signer: cik2 });
    expect((await renewed.tryDoor(corridor.lock)).reason).toBe('0108');
    const rotate = async (minEpoch: number): Promise<void> => {
      const body: MailBody = { kind: 'anchor', class: 'credential', epoch: 2, point: cik2.point, minEpoch };
      await corridor.lock.applyMail(mailArray(await corridor.hotel.mail(body, { at })));
    };
    await rotate(1);
    expect((await old.tryDoor(corridor.lock)).granted).toBe(true);
    expect((await renewed.tryDoor(corridor.lock)).granted).toBe(true);
    await rotate(2);
    expect((await old.tryDoor(corridor.lock)).reason).toBe('0108');
    expect((await renewed.tryDoor(corridor.lock)).granted).toBe(true);
    await corridor.restart(true);
    expect((await old.tryDoor(corridor.lock)).reason).toBe('0108');
  });

  it('H22: a rotation that the phone itself brings, before the decision, counts for its own document', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    await corridor.restart(false);
    const at = corridor.time.trueMs();
    const cik2 = await generateSigner({ extractable: false });
    const rotation: MailBody = { kind: 'anchor', class: 'credential', epoch: 2, point: cik2.point, minEpoch: 2 };
    const time: MailBody = { kind: 'time-answer', at, nonce: corridor.lock.timeNonce() };
    guest.carry(corridor.door, [await corridor.hotel.mail(time, { at }), await corridor.hotel.mail(rotation, { at })]);
    expect(await guest.tryDoor(corridor.lock)).toMatchObject({ granted: false, reason: '0108' });
    expect(corridor.lock.status().clock.known).toBe(true);
    expect(corridor.bolt.openings).toHaveLength(0);
  });

  it('H23: a new root needs its own signature too', async () => {
    const corridor = await TestCorridor.open();
    const at = corridor.time.trueMs();
    const [rk2, rk3] = [await generateSigner({ extractable: false }), await generateSigner({ extractable: false })];
    const body: MailBody = { kind: 'anchor', class: 'root', epoch: 2, point: rk2.point, minEpoch: 2 };
    const forged = await corridor.hotel.mail(body, { at, newRootSigner: rk3 });
    expect((await corridor.lock.applyMail(mailArray(forged)))[0]?.outcome).not.toBe('applied');
    expect(corridor.lock.status().anchors.find((anchor) => anchor.class === 'root')?.epoch).toBe(1);
    const good = await corridor.hotel.mail(body, { at, newRootSigner: rk2 });
    expect(await corridor.lock.applyMail(mailArray(good))).toMatchObject([{ outcome: 'applied' }]);
    expect(corridor.lock.status().anchors.find((anchor) => anchor.class === 'root')?.epoch).toBe(2);
    const byOldRoot = await corridor.hotel.mail({ kind: 'reset', generation: 0 }, { at });
    expect(await corridor.lock.applyMail(mailArray(byOldRoot))).toMatchObject([{ outcome: 'unknown_signer' }]);
  });

  it('H28: hostile mailboxes change nothing and the guest opens all the same', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const other = await TestHotel.open();
    const at = corridor.time.trueMs();
    const forged = await other.mail({ kind: 'generation-floor', lockId: corridor.door.lockId, generation: 99 }, { at });
    const boxes = [new Uint8Array(8192).fill(0xff), new Uint8Array(8192), new Uint8Array(16)];
    for (const box of boxes) {
      guest.mailbox = box;
      expect((await guest.tryDoor(corridor.lock)).granted).toBe(true);
    }
    const { clock, timeFloorMs, revocationEntries } = corridor.lock.status();
    const years = at + 365 * 24 * 3600_000;
    const list = await other.revocations(at, [{ id: new Uint8Array(16) }]);
    guest.carry(
      corridor.door,
      [
        forged,
        new Uint8Array(100).fill(0x80),
        await other.mail({ kind: 'time-floor', at: years }, { at, groupId: corridor.hotel.groupId }),
        await other.mail({ kind: 'time-answer', at: years, nonce: corridor.lock.timeNonce() }, { at }),
        await other.mail({ kind: 'revocation', document: list }, { at, groupId: corridor.hotel.groupId }),
      ],
      true,
    );
    expect((await guest.tryDoor(corridor.lock)).granted).toBe(true);
    expect(corridor.lock.status()).toMatchObject({ clock, timeFloorMs, revocationEntries, generation: 1 });
  });

  it('H28: the guest of a phone with hostile mail waits no longer at the door: the bolt moves before it is read', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const before = (attempt: Attempt): number => attempt.commands.findIndex((command) => command[1] === 0xc9);
    const calm = await guest.tryDoor(corridor.lock);
    guest.mailbox = new Uint8Array(8192).fill(0xff);
    const fresh = await corridor.guest(stay(2));
    fresh.mailbox = guest.mailbox;
    let openedAt = -1;
    const hostile = await fresh.tryDoor(corridor.lock, {
      mangle: (direction, frame, index) => {
        if (openedAt < 0 && direction === 'toPhone' && corridor.bolt.openings.length === 2) openedAt = index;
        return [frame];
      },
    });
    expect(before(hostile)).toBe(before(calm));
    // info, Initiate, then a command and an answer for each step before the decision: the next frame is the word of it.
    expect(openedAt).toBe(2 + 2 * before(calm));
  });

  it('a guest phone carries the list to the lock and a journal page back', async () => {
    const corridor = await TestCorridor.open();
    const at = corridor.time.trueMs();
    const guest = await corridor.guest(stay(1));
    const gone = await corridor.guest(stay(1));
    const document = await corridor.hotel.revocations(at, [{ keyHash: await keyHash(gone.signer.point) }]);
    guest.carry(corridor.door, [await corridor.hotel.mail({ kind: 'revocation', document }, { at })], true);
    const attempt = await guest.tryDoor(corridor.lock);
    expect(attempt).toMatchObject({ granted: true, reason: '0000' });
    expect(corridor.lock.status().revocationEntries).toBe(1);
    expect(guest.returnedPage()?.length).toBeGreaterThan(100);
  });

  it('§7.8: mail takes at most three round trips, and none is begun after 1.5 s', async () => {
    // Time one answer takes, EXCHANGEs in all (reason, header with mail, the rest, the page, status), whether mail and page made it.
    for (const [slowMs, expected, mailRead, pageLeft] of [
      [0, 5, true, true],
      [800, 4, true, false],
      [1_600, 3, false, false],
    ] as const) {
      const corridor = await TestCorridor.open();
      const at = corridor.time.trueMs();
      const guest = await corridor.guest(stay(1));
      // More than fits the first read of 480 bytes.
      const items = await Promise.all(
        [1, 2, 3, 4, 5, 6].map((seq) =>
          corridor.hotel.mail({ kind: 'time-floor', at: at - 1_000 }, { at, seq, door: corridor.door }),
        ),
      );
      guest.carry(corridor.door, items, true);
      const attempt = await guest.tryDoor(corridor.lock, {
        mangle: (direction, frame) => {
          if (slowMs > 0 && direction === 'toLock' && corridor.bolt.openings.length === 1)
            corridor.time.advance(slowMs);
          return [frame];
        },
      });
      expect(attempt).toMatchObject({ granted: true, reason: '0000' });
      const exchanges = attempt.commands.filter((command) => command[1] === 0xc9).length;
      expect(exchanges).toBe(expected);
      const applied = corridor.lock.status().journal.tail.some((entry) => entry.event === 'mail-applied');
      expect([applied, guest.returnedPage() !== null]).toEqual([mailRead, pageLeft]);
    }
  });
});
