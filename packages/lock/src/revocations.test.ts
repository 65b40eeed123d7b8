// Revocation at a real lock: brought by phones or mail, stored before anything is judged, never lost (docs/protocol §10 R).
import { keyHash, type RevocationEntry } from '@nightlatch/aliro';
import { describe, expect, it } from 'vitest';
import { stay, TestCorridor } from './testing/test-corridor.ts';
import { mailArray } from './testing/test-hotel.ts';
import type { TestPhone } from './testing/test-phone.ts';

async function open(corridor: TestCorridor, phone: TestPhone): Promise<string> {
  const attempt = await phone.tryDoor(corridor.lock);
  return attempt.granted ? 'open' : (attempt.reason ?? `ended ${attempt.ended}`);
}

const byKey = async (phone: TestPhone): Promise<RevocationEntry> => ({ keyHash: await keyHash(phone.signer.point) });
const manyEntries = (count: number): RevocationEntry[] =>
  Array.from({ length: count }, (_, n) => ({ id: Uint8Array.of(n >> 8, n & 255) }));

describe('revocations at the lock', () => {
  it('R01: the six steps of §5.4, each brought by a phone', async () => {
    const corridor = await TestCorridor.open();
    const guest = stay(1);
    const one = await corridor.guest(guest);
    const two = await corridor.guest(guest);
    const [k1, k2] = [await byKey(one), await byKey(two)];
    const steps = [
      { mode: 'overwrite', entries: [k1], removes: [], expected: ['0103', 'open'] },
      { mode: 'append', entries: [k2], removes: [], expected: ['0103', '0103'] },
      { mode: 'append', entries: [], removes: [k1], expected: ['open', '0103'] },
      { mode: 'append', entries: [k1], removes: [k1, k2], expected: ['open', 'open'] },
      { mode: 'overwrite', entries: [k2], removes: [], expected: ['open', '0103'] },
      { mode: 'overwrite', entries: [], removes: [], expected: ['open', 'open'] },
    ] as const;
    for (const { mode, entries, removes, expected } of steps) {
      corridor.time.advance(1_000);
      one.revocation = await corridor.hotel.revocations(corridor.time.trueMs(), entries, { mode, removes });
      expect([await open(corridor, one), await open(corridor, two)]).toEqual(expected);
    }
  });

  it('R03, invariant 6: an older or equal list is ignored and the transaction goes on', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const gone = await corridor.guest(stay(1));
    const at = corridor.time.trueMs();
    guest.revocation = await corridor.hotel.revocations(at, [await byKey(gone)]);
    expect(await open(corridor, guest)).toBe('open');
    guest.revocation = await corridor.hotel.revocations(at, []);
    expect(await open(corridor, guest)).toBe('open');
    guest.revocation = await corridor.hotel.revocations(at - 60_000, []);
    expect(await open(corridor, guest)).toBe('open');
    expect(corridor.lock.status().revocationEntries).toBe(1);
    expect(await open(corridor, gone)).toBe('0103');
  });

  it('R04: by occupancy id one entry ends every phone of the family', async () => {
    const corridor = await TestCorridor.open();
    const family = stay(1);
    const phones = [await corridor.guest(family), await corridor.guest(family)];
    const carrier = await corridor.phone();
    carrier.revocation = await corridor.hotel.revocations(corridor.time.trueMs(), [{ id: family.occupancyId }]);
    await carrier.tryDoor(corridor.lock);
    for (const phone of phones) expect(await open(corridor, phone)).toBe('0103');
  });

  it('R08: 256 entries fit; a list of 257 sets the floor: older documents 0106, renewed ones open', async () => {
    const corridor = await TestCorridor.open();
    const family = stay(1);
    const guest = await corridor.guest(family);
    const at = corridor.time.trueMs();
    // 256 entries do not fit one document (3800 bytes): one list overwrites, the next append.
    const all = manyEntries(257);
    const send = async (signedAt: number, from: number, to: number): Promise<void> => {
      const mode = from === 0 ? 'overwrite' : 'append';
      const document = await corridor.hotel.revocations(signedAt, all.slice(from, to), { mode });
      const mail = await corridor.hotel.mail({ kind: 'revocation', document }, { at: signedAt });
      expect(await corridor.lock.applyMail(mailArray(mail))).toMatchObject([{ outcome: 'applied' }]);
    };
    await send(at, 0, 128);
    await send(at + 1_000, 128, 256);
    expect(corridor.lock.status().revocationEntries).toBe(256);
    expect(await open(corridor, guest)).toBe('open');
    await send(at + 2_000, 256, 257);
    expect(corridor.lock.status()).toMatchObject({ revocationEntries: 256, overflowFloorMs: at + 2_000 });
    expect(await open(corridor, guest)).toBe('0106');
    corridor.time.advance(5_000);
    guest.document = await corridor.roomDocument(guest, family);
    expect(await open(corridor, guest)).toBe('open');
  });

  it('R07: the running clock forgets nobody; time that is proven does, with the next list', async () => {
    const corridor = await TestCorridor.open();
    const at = corridor.time.trueMs();
    const hour = 3600_000;
    const send = async (kind: 'list' | 'floor', signedAt: number, entries: RevocationEntry[] = []): Promise<void> => {
      const document = await corridor.hotel.revocations(signedAt, entries, { mode: 'append' });
      const body =
        kind === 'list' ? ({ kind: 'revocation', document } as const) : ({ kind: 'time-floor', at: signedAt } as const);
      const mail = await corridor.hotel.mail(body, { at });
      expect(await corridor.lock.applyMail(mailArray(mail))).toMatchObject([{ outcome: 'applied' }]);
    };
    await send('list', at, [{ id: Uint8Array.of(1), expiresAt: at + hour }]);
    corridor.time.advance(3 * hour);
    await send('list', at + 1_000, [{ id: Uint8Array.of(2) }]);
    expect(corridor.lock.status().clock.nowMs).toBeGreaterThan(at + 2 * hour);
    expect(corridor.lock.status().revocationEntries).toBe(2);
    await send('floor', at + 2 * hour);
    await send('list', at + 2_000);
    expect(corridor.lock.status().revocationEntries).toBe(1);
  });

  it('R09, invariant 5: a list brought by the revoked phone itself is applied, then refuses it', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    expect(await open(corridor, guest)).toBe('open');
    guest.revocation = await corridor.hotel.revocations(corridor.time.trueMs(), [await byKey(guest)]);
    expect(await open(corridor, guest)).toBe('0103');
    guest.revocation = null;
    expect(await open(corridor, guest)).toBe('0103');
    await corridor.restart(true);
    expect(await open(corridor, guest)).toBe('0103');
    expect(corridor.bolt.openings).toHaveLength(1);
  });

  it('R11: a cached document of a revoked device is gone', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    await open(corridor, guest);
    expect(corridor.lock.status().cachedDocuments).toBe(1);
    const carrier = await corridor.phone();
    carrier.revocation = await corridor.hotel.revocations(corridor.time.trueMs(), [await byKey(guest)]);
    await carrier.tryDoor(corridor.lock);
    expect(corridor.lock.status().cachedDocuments).toBe(0);
    expect(await open(corridor, guest)).toBe('0103');
  });

  it('R14: a list for another revocation element is not applied', async () => {
    const corridor = await TestCorridor.open({ revocationElement: 'rv:3' });
    const guest = await corridor.guest(stay(1));
    const at = corridor.time.trueMs();
    const other = await corridor.hotel.revocations(at, [await byKey(guest)], { element: 'rv:4' });
    const mail = await corridor.hotel.mail({ kind: 'revocation', document: other }, { at });
    expect(await corridor.lock.applyMail(mailArray(mail))).toMatchObject([{ outcome: 'inner_document' }]);
    expect(await open(corridor, guest)).toBe('open');
    const own = await corridor.hotel.revocations(at, [await byKey(guest)], { element: 'rv:3' });
    const again = await corridor.hotel.mail({ kind: 'revocation', document: own }, { at });
    expect(await corridor.lock.applyMail(mailArray(again))).toMatchObject([{ outcome: 'applied' }]);
    expect(await open(corridor, guest)).toBe('0103');
  });

  it('invariant 5: after the next guest tapped, the revoked key is out without any list', async () => {
    const corridor = await TestCorridor.open();
    const last = await corridor.guest(stay(1));
    await open(corridor, last);
    expect(await open(corridor, await corridor.guest(stay(2)))).toBe('open');
    expect(await open(corridor, last)).toBe('0104');
  });

  it('a list counts at a lock without time', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    await corridor.restart(false);
    guest.revocation = await corridor.hotel.revocations(corridor.time.trueMs(), [await byKey(guest)]);
    expect(await open(corridor, guest)).toBe('0301');
    expect(corridor.lock.status().revocationEntries).toBe(1);
  });

  it('R10: a power cut at each write leaves the old list or the new one, never less', async () => {
    for (const share of [0, 0.5, 1]) {
      for (let nth = 1; ; nth += 1) {
        const corridor = await TestCorridor.open();
        const at = corridor.time.trueMs();
        const [a, b] = [await byKey(await corridor.phone()), await byKey(await corridor.phone())];
        const first = await corridor.hotel.revocations(at, [a]);
        await corridor.lock.applyMail(
          mailArray(await corridor.hotel.mail({ kind: 'revocation', document: first }, { at })),
        );
        const second = await corridor.hotel.revocations(at + 1_000, [a, b]);
        const mail = await corridor.hotel.mail({ kind: 'revocation', document: second }, { at });
        corridor.storage.cutAfter(nth, share);
        await corridor.lock.applyMail(mailArray(mail));
        const wasCut = corridor.storage.dead;
        await corridor.restart(true);
        const { revocationEntries, revocationSignedMs, phase } = corridor.lock.status();
        expect(phase).toBe('ready');
        expect(revocationEntries).toBe(revocationSignedMs === at ? 1 : 2);
        if (!wasCut) break;
      }
    }
  });

  it('invariants 20, 21: a list signed further ahead than this clock explains is refused 0301, and the same phone brings the time', async () => {
    const corridor = await TestCorridor.open();
    corridor.time.slip(25 * 60_000);
    const guest = await corridor.guest(stay(1));
    const at = corridor.time.trueMs();
    guest.revocation = await corridor.hotel.revocations(at, []);
    expect(corridor.lock.info(512)).toHaveLength(42);
    expect(await open(corridor, guest)).toBe('0301');
    expect(corridor.lock.status().revocationSignedMs).toBe(0);
    const nonce = corridor.lock.info(512).slice(42);
    expect(nonce).toHaveLength(16);
    const answer = await corridor.hotel.mail({ kind: 'time-answer', at, nonce }, { at, door: corridor.door });
    guest.carry(corridor.door, [answer]);
    expect(await open(corridor, guest)).toBe('0301');
    expect(corridor.lock.info(512)).toHaveLength(42);
    expect(await open(corridor, guest)).toBe('open');
    expect(corridor.lock.status().revocationSignedMs).toBe(at);
  });

  it('R02: a phone with a list that nobody trusts is refused 0108, and its mail is still read', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const at = corridor.time.trueMs();
    guest.revocation = await corridor.hotel.revocations(at, [], { signer: corridor.hotel.mk });
    const floor = { kind: 'generation-floor', lockId: corridor.door.lockId, generation: 5 } as const;
    guest.carry(corridor.door, [await corridor.hotel.mail(floor, { at, door: corridor.door })]);
    expect(await open(corridor, guest)).toBe('0108');
    expect(corridor.lock.status().generation).toBe(5);
    const nobody = await corridor.phone();
    nobody.revocation = guest.revocation;
    nobody.carry(corridor.door, [await corridor.hotel.mail({ ...floor, generation: 6 }, { at, door: corridor.door })]);
    expect(await open(corridor, nobody)).toBe('0108');
    expect(corridor.lock.status().generation).toBe(5);
  });
});
