// Power lost in the middle of every write of everything a lock stores (docs/protocol §7.6, §10 H17–H19).
import { generateSigner, platformRandom } from '@nightlatch/aliro';
import { describe, expect, it } from 'vitest';
import { createLock } from './lock.ts';
import type { LockStatus } from './lock-types.ts';
import { FakeStorage } from './testing/fake-hardware.ts';
import { stay, TestCorridor } from './testing/test-corridor.ts';
import { mailArray, staffAccess, TestHotel } from './testing/test-hotel.ts';
import { RECORD_SLOTS } from './two-slots.ts';

/** How much of the write under way reaches the slot. */
const TORN_SHARES = [0, 0.3, 0.99, 1];

/** What must never go back. */
function monotone(status: LockStatus): number[] {
  return [
    status.generation,
    status.timeFloorMs,
    status.revocationSignedMs,
    status.overflowFloorMs,
    status.journal.lastSeq,
    ...status.anchors.map((anchor) => anchor.epoch),
  ];
}

function expectNotLower(before: LockStatus, after: LockStatus): void {
  const now = monotone(after);
  for (const [i, value] of monotone(before).entries()) expect(now[i]).toBeGreaterThanOrEqual(value);
}

/** Runs `act` again and again, each time losing power at a later write, and hands every outcome to `check`. */
async function cutEverywhere(
  prepare: () => Promise<TestCorridor>,
  act: (corridor: TestCorridor) => Promise<void>,
  check: (corridor: TestCorridor, before: LockStatus) => Promise<void>,
): Promise<number> {
  let cuts = 0;
  for (const share of TORN_SHARES) {
    for (let nth = 1; ; nth += 1) {
      const corridor = await prepare();
      const before = corridor.lock.status();
      corridor.storage.cutAfter(nth, share);
      await act(corridor).catch(() => undefined);
      const wasCut = corridor.storage.dead;
      await corridor.restart(true);
      await check(corridor, before);
      if (!wasCut) break;
      cuts += 1;
    }
  }
  return cuts;
}

describe('power cuts', () => {
  it('H17, invariant 6: at every write of an opening: old or new record, and no bolt before the record', async () => {
    const family = stay(4);
    const cuts = await cutEverywhere(
      () => TestCorridor.open(),
      async (corridor) => {
        await (await corridor.guest(family)).tryDoor(corridor.lock);
      },
      async (corridor, before) => {
        const after = corridor.lock.status();
        expect(after.phase).toBe('ready');
        expectNotLower(before, after);
        if (corridor.bolt.openings.length > 0) {
          expect(after.generation).toBe(4);
          expect(after.journal.tail.some((entry) => entry.event === 'opened')).toBe(true);
        }
        expect((await (await corridor.guest(family)).tryDoor(corridor.lock)).granted).toBe(true);
        expect((await (await corridor.guest(stay(3))).tryDoor(corridor.lock)).granted).toBe(false);
      },
    );
    expect(cuts).toBeGreaterThanOrEqual(8);
  });

  it('H17: a storage that refuses to write refuses the door with 0303', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    corridor.storage.cutAfter(1, 0);
    expect(await guest.tryDoor(corridor.lock)).toMatchObject({ granted: false, status: '0026', reason: '0303' });
    expect(corridor.bolt.openings).toHaveLength(0);
    expect(corridor.lock.status().generation).toBe(0);
  });

  it('invariant 6: at every write of mail', async () => {
    await cutEverywhere(
      async () => {
        const corridor = await TestCorridor.open();
        await (await corridor.guest(stay(1))).tryDoor(corridor.lock);
        return corridor;
      },
      async (corridor) => {
        const at = corridor.time.trueMs();
        const { hotel, door } = corridor;
        const document = await hotel.revocations(at, [{ id: platformRandom(16) }]);
        const items = [
          await hotel.mail({ kind: 'revocation', document }, { at }),
          await hotel.mail({ kind: 'generation-floor', lockId: door.lockId, generation: 6 }, { at, door }),
          await hotel.mail({ kind: 'time-floor', at: at + 1_000 }, { at }),
        ];
        await corridor.lock.applyMail(mailArray(...items));
      },
      async (corridor, before) => {
        const after = corridor.lock.status();
        expect(after.phase).toBe('ready');
        expectNotLower(before, after);
        expect(after.revocationEntries).toBe(after.revocationSignedMs === 0 ? 0 : 1);
      },
    );
  });

  it('invariant 6: at every write of a rotation, of settings and of the time', async () => {
    const cik2 = await generateSigner({ extractable: false });
    const mk2 = await generateSigner({ extractable: false });
    const cuts = await cutEverywhere(
      async () => {
        const corridor = await TestCorridor.open();
        await (await corridor.guest(stay(1))).tryDoor(corridor.lock);
        return corridor;
      },
      async (corridor) => {
        const at = corridor.time.trueMs();
        const { hotel, door, lock } = corridor;
        const key = { kind: 'anchor', epoch: 2, minEpoch: 2 } as const;
        const items = [
          await hotel.mail({ ...key, class: 'credential', point: cik2.point }, { at, door, seq: 1 }),
          await hotel.mail({ ...key, class: 'mail', point: mk2.point, minEpoch: 1 }, { at, door, seq: 2 }),
          await hotel.mail({ kind: 'configuration', configuration: { privacyMode: 1 } }, { at, door }),
          await hotel.mail({ kind: 'time-answer', at, nonce: lock.timeNonce() }, { at, door }),
        ];
        await lock.applyMail(mailArray(...items));
      },
      async (corridor, before) => {
        const after = corridor.lock.status();
        expect(after.phase).toBe('ready');
        // Sorted by class, newest first: an epoch never falls, and no class is ever empty.
        for (const cls of ['credential', 'mail', 'root', 'seal'] as const) {
          const newest = (status: LockStatus) =>
            Math.max(0, ...status.anchors.filter((anchor) => anchor.class === cls).map((anchor) => anchor.epoch));
          expect(newest(after)).toBeGreaterThanOrEqual(newest(before));
        }
        expect(after.timeFloorMs).toBeGreaterThanOrEqual(before.timeFloorMs);
        const isRotated = after.anchors.some((anchor) => anchor.class === 'credential' && anchor.epoch === 2);
        const old = await (await corridor.guest(stay(1))).tryDoor(corridor.lock);
        const renewed = await (await corridor.guest(stay(2), { signer: cik2 })).tryDoor(corridor.lock);
        expect([old.reason === '0108', renewed.granted]).toEqual([isRotated, isRotated]);
      },
    );
    expect(cuts).toBeGreaterThanOrEqual(16);
  });

  it('invariant 6: at every write of the thumb-turn and of an opening by staff: told or not, never in between', async () => {
    const cuts = await cutEverywhere(
      () => TestCorridor.open({ door: { kind: 'room', element: 'r101', otherElements: ['z:hk-1'] } }),
      async (corridor) => {
        await (await corridor.guest(stay(3))).tryDoor(corridor.lock);
        await corridor.lock.setPrivacy(true);
        const staff = await corridor.phone();
        staff.document = await corridor.hotel.document({
          devicePoint: staff.signer.point,
          elements: new Map([
            ['z:hk-1', staffAccess(platformRandom(16), { class: 'emergency', mayPassPrivacy: false })],
          ]),
          signedAt: corridor.time.trueMs(),
          leaseMs: 8 * 3600_000,
        });
        await staff.tryDoor(corridor.lock);
      },
      async (corridor, before) => {
        const after = corridor.lock.status();
        expectNotLower(before, after);
        const events = after.journal.tail.map((entry) => entry.event);
        expect(after.privacy).toBe(events.includes('privacy-on'));
        const written = events.filter((event) => event === 'opened').length;
        expect(corridor.bolt.openings.length).toBeLessThanOrEqual(written);
        expect([0, 3]).toContain(after.generation);
      },
    );
    expect(cuts).toBeGreaterThanOrEqual(12);
  });

  it('invariant 6: at the write of a start: the lock does not start, and the next start has everything', async () => {
    for (const share of TORN_SHARES) {
      const corridor = await TestCorridor.open();
      await (await corridor.guest(stay(5))).tryDoor(corridor.lock);
      await corridor.lock.setPrivacy(true);
      const before = corridor.lock.status();
      corridor.storage.cutAfter(1, share);
      await expect(corridor.start()).rejects.toThrow('power cut');
      await corridor.restart(true);
      expectNotLower(before, corridor.lock.status());
      expect(corridor.lock.status().privacy).toBe(true);
      expect(corridor.lock.status().journal.lastSeq).toBeGreaterThan(before.journal.lastSeq);
    }
  });

  it('at every write of a commissioning: a lock of nobody, or of this location', async () => {
    const hotel = await TestHotel.open();
    for (const share of TORN_SHARES) {
      for (let nth = 1; ; nth += 1) {
        const corridor = await TestCorridor.open({ hotel });
        await corridor.lock.reset();
        const commission = () => hotel.commission(corridor.lock, { element: 'r101', at: corridor.time.trueMs() });
        corridor.storage.cutAfter(nth, share);
        await commission().catch(() => undefined);
        const wasCut = corridor.storage.dead;
        await corridor.restart(true);
        const { phase } = corridor.lock.status();
        expect(['factory', 'ready']).toContain(phase);
        if (phase === 'factory') expect((await commission()).result).toEqual({ ok: true });
        if (!wasCut) break;
      }
    }
  });

  it('H19, invariant 6: a restart lowers nothing: generation, list, floor, anchors, mail counters, privacy', async () => {
    const corridor = await TestCorridor.open();
    const at = corridor.time.trueMs();
    const { hotel, door } = corridor;
    await (await corridor.guest(stay(9))).tryDoor(corridor.lock);
    const document = await hotel.revocations(at, [{ id: platformRandom(16) }]);
    const mail = await hotel.mail({ kind: 'revocation', document }, { at });
    await corridor.lock.applyMail(mailArray(mail));
    await corridor.lock.setPrivacy(true);
    const before = corridor.lock.status();
    for (const kept of [true, false]) {
      await corridor.restart(kept);
      const after = corridor.lock.status();
      expectNotLower(before, after);
      expect(after).toMatchObject({ privacy: true, revocationEntries: 1, cachedDocuments: 1, generation: 9 });
      expect(after.readerIdentifier).toEqual(door.readerIdentifier);
      expect(await corridor.lock.applyMail(mailArray(mail))).toMatchObject([{ outcome: 'already_applied' }]);
    }
  });

  it('H18: with both record slots damaged the lock opens for nobody by radio, until it is commissioned anew', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    await guest.tryDoor(corridor.lock);
    for (const slot of RECORD_SLOTS) {
      const bytes = corridor.storage.slots.get(slot);
      if (bytes) bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4;
    }
    await corridor.restart(true);
    expect(corridor.lock.status().phase).toBe('damaged');
    expect((await guest.tryDoor(corridor.lock)).granted).toBe(false);
    expect(corridor.bolt.openings).toHaveLength(1);
    const { result } = await corridor.hotel.commission(corridor.lock, { element: 'r101', at: corridor.time.trueMs() });
    expect(result).toEqual({ ok: true });
    expect(corridor.lock.status().phase).toBe('ready');
  });

  it('R10: a lost revocation list is damage, not an empty list', async () => {
    const corridor = await TestCorridor.open();
    const at = corridor.time.trueMs();
    const guest = await corridor.guest(stay(1));
    const document = await corridor.hotel.revocations(at, [{ id: platformRandom(16) }]);
    await corridor.lock.applyMail(mailArray(await corridor.hotel.mail({ kind: 'revocation', document }, { at })));
    for (const slot of ['revocations-0', 'revocations-1']) corridor.storage.slots.delete(slot);
    await corridor.restart(true);
    expect(corridor.lock.status().phase).toBe('damaged');
    expect((await guest.tryDoor(corridor.lock)).granted).toBe(false);
  });

  it('H29: after a reset and a new commissioning nothing old fits, and nothing old is left in memory', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    await guest.tryDoor(corridor.lock);
    const oldPoint = await corridor.lock.factoryPoint();
    await corridor.lock.reset();
    expect(corridor.lock.status()).toMatchObject({ phase: 'factory', generation: 0, cachedDocuments: 0, anchors: [] });
    expect((await guest.tryDoor(corridor.lock)).granted).toBe(false);
    const text = [...corridor.storage.slots.values()].map((bytes) => String.fromCharCode(...bytes)).join('');
    expect(text.includes(String.fromCharCode(...oldPoint))).toBe(false);
    expect(text.includes(String.fromCharCode(...guest.signer.point))).toBe(false);
    const { door } = await corridor.hotel.commission(corridor.lock, { element: 'r101', at: corridor.time.trueMs() });
    expect(await corridor.lock.factoryPoint()).not.toEqual(oldPoint);
    expect(await guest.tryDoor(corridor.lock)).toMatchObject({ granted: false, reason: '0201' });
    corridor.door = door;
    expect((await (await corridor.guest(stay(1))).tryDoor(corridor.lock)).granted).toBe(true);
  });

  it('a factory lock opens for nobody and takes no foreign record', async () => {
    const corridor = await TestCorridor.open();
    const lock = await createLock({
      storage: new FakeStorage(),
      clock: corridor.time,
      bolt: corridor.bolt,
      timers: corridor.time,
      random: platformRandom,
    });
    const guest = await corridor.guest(stay(1));
    expect((await guest.tryDoor(lock)).granted).toBe(false);
    expect(await lock.commission(platformRandom(300), platformRandom(16))).toEqual({ ok: false, code: 'no_lock_key' });
    await lock.factoryPoint();
    expect(await lock.commission(platformRandom(300), platformRandom(16))).toEqual({ ok: false, code: 'malformed' });
    expect(lock.status().phase).toBe('factory');
    const second = await corridor.hotel.commission(corridor.lock, { element: 'r102', at: corridor.time.trueMs() });
    expect(second.result).toEqual({ ok: false, code: 'already_commissioned' });
  });
});
