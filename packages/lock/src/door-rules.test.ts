// What an element grants at a real lock: schedules, capabilities, extensions, common doors, signatures (docs/protocol §10 D, L, X).
import {
  type AccessData,
  type AccessRule,
  CAPABILITY,
  encodeFrame,
  gateExtension,
  generateSigner,
  keyHash,
  platformRandom,
  type Signer,
  STATE,
  staffExtension,
  VENDOR_ID,
} from '@nightlatch/aliro';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkSession } from './ports.ts';
import { START_MS, stay, TestCorridor } from './testing/test-corridor.ts';
import { MAY_OPEN, mailArray, roomAccess } from './testing/test-hotel.ts';
import type { TestPhone } from './testing/test-phone.ts';

const HOUR = 3600;
const NOON = START_MS / 1000;

async function open(corridor: TestCorridor, phone: TestPhone): Promise<string> {
  const attempt = await phone.tryDoor(corridor.lock);
  return attempt.granted ? 'open' : (attempt.reason ?? `ended ${attempt.ended}`);
}

/** What a phone with these grants for the room, on top of a good gate, gets. */
async function tryRoom(corridor: TestCorridor, more: AccessData): Promise<string> {
  const phone = await corridor.phone();
  const gate = { lockId: corridor.door.lockId, generation: 1, mode: 'override' } as const;
  const access = roomAccess(new Uint8Array(16).fill(1), gate);
  const accessExtensions = [...(access.accessExtensions ?? []), ...(more.accessExtensions ?? [])];
  phone.document = await corridor.hotel.document({
    devicePoint: phone.signer.point,
    elements: new Map([['r101', { ...access, ...more, accessExtensions }]]),
    signedAt: corridor.time.trueMs(),
  });
  return open(corridor, phone);
}

describe('what an element grants', () => {
  it('D23–D26: capability 0204; schedules inactive or denied 0203', async () => {
    const corridor = await TestCorridor.open();
    const rule = (capabilities: number, allow = 0, deny = 0): AccessRule[] => [{ capabilities, allow, deny }];
    const past = { startSeconds: NOON - 2 * HOUR, endSeconds: NOON - HOUR, utc: true };
    const now = { startSeconds: NOON - HOUR, endSeconds: NOON + HOUR, utc: true };
    expect(await tryRoom(corridor, { rules: rule(CAPABILITY.unsecure) })).toBe('0204');
    expect(await tryRoom(corridor, { rules: [] })).toBe('0204');
    expect(await tryRoom(corridor, { rules: rule(CAPABILITY.momentary, 1), schedules: [past] })).toBe('0203');
    expect(await tryRoom(corridor, { rules: rule(CAPABILITY.momentary, 1), schedules: [now] })).toBe('open');
    expect(await tryRoom(corridor, { rules: rule(CAPABILITY.momentary, 0, 1), schedules: [now] })).toBe('0203');
    expect(await tryRoom(corridor, { rules: rule(CAPABILITY.momentary, 1, 2), schedules: [now, now] })).toBe('0203');
  });

  it('L22: a cached right outside its hours is refused fast as it is standard', async () => {
    const corridor = await TestCorridor.open();
    const phone = await corridor.phone();
    const gate = { lockId: corridor.door.lockId, generation: 1, mode: 'override' } as const;
    const twoHoursDaily = { durationSeconds: 2 * HOUR, mask: 0, pattern: 1, interval: 1, ordinal: 0 };
    const access: AccessData = {
      ...roomAccess(new Uint8Array(16).fill(1), gate),
      rules: [{ capabilities: CAPABILITY.momentary, allow: 1, deny: 0 }],
      schedules: [{ startSeconds: NOON - HOUR, endSeconds: NOON + 48 * HOUR, utc: true, recurrence: twoHoursDaily }],
    };
    phone.document = await corridor.hotel.document({
      devicePoint: phone.signer.point,
      elements: new Map([['r101', access]]),
      signedAt: corridor.time.trueMs(),
    });
    expect(await phone.tryDoor(corridor.lock)).toMatchObject({ phase: 'standard', granted: true });
    expect(await phone.tryDoor(corridor.lock)).toMatchObject({ phase: 'fast', granted: true });
    corridor.time.advance(2 * HOUR * 1000);
    expect(await phone.tryDoor(corridor.lock)).toMatchObject({ phase: 'fast', granted: false, reason: '0203' });
    phone.forgetKpersistent();
    expect(await phone.tryDoor(corridor.lock)).toMatchObject({ phase: 'standard', granted: false, reason: '0203' });
  });

  it('D30: a wall-clock schedule needs a zone table, which mail type 5 brings', async () => {
    const corridor = await TestCorridor.open();
    const at = corridor.time.trueMs();
    const wallClock = { startSeconds: NOON + HOUR, endSeconds: NOON + 3 * HOUR, utc: false };
    const wish: AccessData = {
      rules: [{ capabilities: CAPABILITY.momentary, allow: 1, deny: 0 }],
      schedules: [wallClock],
    };
    expect(await tryRoom(corridor, wish)).toBe('0203');
    const zone = [{ fromSeconds: NOON - HOUR, offsetMinutes: 120 }];
    const mail = await corridor.hotel.mail(
      { kind: 'configuration', configuration: { zone } },
      { at, door: corridor.door },
    );
    expect(await corridor.lock.applyMail(mailArray(mail))).toMatchObject([{ outcome: 'applied' }]);
    expect(await tryRoom(corridor, wish)).toBe('open');
  });

  it('D33–D37: reader rules and unknown critical extensions refuse 0205, others are ignored', async () => {
    const corridor = await TestCorridor.open();
    const foreign = (criticality: number, extensionId = 9, version = 1) => ({
      vendorId: VENDOR_ID,
      criticality,
      extensionId,
      version,
      content: Uint8Array.of(0xa0),
    });
    expect(await tryRoom(corridor, { readerRules: [7] })).toBe('0205');
    const { lockId } = corridor.door;
    const floor = { kind: 'generation-floor', lockId, generation: 2 } as const;
    await corridor.lock.applyMail(mailArray(await corridor.hotel.mail(floor, { at: corridor.time.trueMs() })));
    // What is not understood is said before what is superseded: step 4 comes before step 8.
    expect(await tryRoom(corridor, { readerRules: [7] })).toBe('0205');
    expect(await tryRoom(corridor, {})).toBe('0104');
    await corridor.lock.applyMail(
      mailArray(await corridor.hotel.mail({ kind: 'reset', generation: 1 }, { at: corridor.time.trueMs() })),
    );
    expect(await tryRoom(corridor, { accessExtensions: [foreign(0)] })).toBe('0205');
    expect(await tryRoom(corridor, { accessExtensions: [foreign(0, 1, 2)] })).toBe('0205');
    expect(await tryRoom(corridor, { accessExtensions: [foreign(1)] })).toBe('open');
    expect(await tryRoom(corridor, { nonAccessExtensions: [foreign(0)] })).toBe('open');
  });

  it('§5.3: a rule with the extended capability opens longer', async () => {
    const corridor = await TestCorridor.open();
    await tryRoom(corridor, {});
    const both = CAPABILITY.momentary | CAPABILITY.extendedMomentary;
    await tryRoom(corridor, { rules: [{ capabilities: both, allow: 0, deny: 0 }] });
    expect(corridor.bolt.openings).toEqual([5_000, 15_000]);
  });

  it('D13: a document that does not require time is refused 0205', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1), { timeVerificationRequired: false });
    expect(await open(corridor, guest)).toBe('0205');
  });

  it('D15: a refused document does not raise the iteration', async () => {
    const corridor = await TestCorridor.open();
    await corridor.lock.setPrivacy(true);
    expect(await open(corridor, await corridor.guest(stay(1), { iteration: 50 }))).toBe('0202');
    await corridor.lock.setPrivacy(false);
    expect(await open(corridor, await corridor.guest(stay(1), { iteration: 1 }))).toBe('open');
  });

  it('a common door asks for its own element only and keeps no generation', async () => {
    const corridor = await TestCorridor.open({ element: 'c:gym' });
    const phone = await corridor.phone();
    const elements = new Map<string, AccessData>([
      ['c:gym', { id: platformRandom(16), ...MAY_OPEN }],
      ['r101', roomAccess(platformRandom(16), { lockId: corridor.door.lockId, generation: 9, mode: 'override' })],
    ]);
    phone.document = await corridor.hotel.document({
      devicePoint: phone.signer.point,
      elements,
      signedAt: corridor.time.trueMs(),
    });
    expect(await open(corridor, phone)).toBe('open');
    expect(corridor.lock.status().generation).toBe(0);
  });

  it('invariant 12: no element opens a door that is not named, whatever it is called and whatever it carries', async () => {
    const corridor = await TestCorridor.open();
    const name = fc.oneof(
      fc.constantFrom(
        '*',
        'r',
        'r1',
        'r10',
        'r1011',
        'r102',
        'R101',
        'r101 ',
        'z:',
        'z:*',
        'c:',
        'c:r101',
        'master',
        'r*',
      ),
      fc.stringMatching(/^[a-z0-9:._-]{1,24}$/),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), fc.boolean(), async (names, gated) => {
        const phone = await corridor.phone();
        const gate = { lockId: corridor.door.lockId, generation: 1_000, mode: 'override' } as const;
        const staff = { class: 'technician', mayPassPrivacy: true } as const;
        const access: AccessData = {
          id: platformRandom(16),
          ...MAY_OPEN,
          accessExtensions: gated ? [gateExtension(gate)] : [staffExtension(staff)],
        };
        const elements = new Map(names.filter((n) => n !== 'r101').map((n) => [n, access]));
        if (elements.size === 0) return;
        phone.document = await corridor.hotel.document({
          devicePoint: phone.signer.point,
          elements,
          signedAt: corridor.time.trueMs(),
          leaseMs: 3600_000,
        });
        expect((await phone.tryDoor(corridor.lock)).granted).toBe(false);
      }),
      { numRuns: 60 },
    );
    expect(corridor.bolt.openings).toHaveLength(0);
  });
});

describe('what a phone proves', () => {
  it('L16, H27: a wrong device signature is told 0004, journaled once as 0404', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const other: Signer = await generateSigner({ extractable: false });
    const before = corridor.lock.status().journal.lastSeq;
    const attempt = await guest.tryDoor(corridor.lock, { signWith: (message) => other.sign(message) });
    expect(attempt).toMatchObject({ granted: false, status: '0004' });
    expect(corridor.lock.status().journal.lastSeq).toBe(before + 1);
    expect(corridor.lock.status().journal.tail.at(-1)).toMatchObject({ event: 'refused', reason: 0x0404 });
  });

  it('invariant 1: a document under a key that no anchor holds is refused 0108', async () => {
    const corridor = await TestCorridor.open();
    const other = await generateSigner({ extractable: false });
    const guest = await corridor.guest(stay(1), { signer: other });
    expect(await open(corridor, guest)).toBe('0108');
  });

  it('a phone without a document is refused 0405 and its list counts all the same', async () => {
    const corridor = await TestCorridor.open();
    const phone = await corridor.phone();
    phone.revocation = await corridor.hotel.revocations(corridor.time.trueMs(), [{ id: platformRandom(16) }]);
    expect(await open(corridor, phone)).toBe('0405');
    expect(corridor.lock.status().revocationEntries).toBe(1);
  });

  it('R02: a damaged list refuses the transaction and leaves the list as it was', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const good = await corridor.hotel.revocations(corridor.time.trueMs(), [
      { keyHash: await keyHash(guest.signer.point) },
    ]);
    const other = await TestCorridor.open();
    guest.revocation = await other.hotel.revocations(corridor.time.trueMs(), []);
    expect(await open(corridor, guest)).toBe('0108');
    expect(corridor.lock.status().revocationSignedMs).toBe(0);
    guest.revocation = good;
    expect(await open(corridor, guest)).toBe('0103');
  });

  it('R12: a list under a new anchor must still be newer', async () => {
    const corridor = await TestCorridor.open();
    const at = corridor.time.trueMs();
    const guest = await corridor.guest(stay(1));
    const entry = { keyHash: await keyHash(guest.signer.point) };
    const send = async (document: Uint8Array): Promise<void> => {
      const mail = await corridor.hotel.mail({ kind: 'revocation', document }, { at });
      expect(await corridor.lock.applyMail(mailArray(mail))).toMatchObject([{ outcome: 'applied' }]);
    };
    await send(await corridor.hotel.revocations(at, [entry]));
    const cik2 = await generateSigner({ extractable: false });
    const body = { kind: 'anchor', class: 'credential', epoch: 2, point: cik2.point, minEpoch: 1 } as const;
    await corridor.lock.applyMail(mailArray(await corridor.hotel.mail(body, { at })));
    await send(await corridor.hotel.revocations(at - 60_000, [], { signer: cik2 }));
    expect(await open(corridor, guest)).toBe('0103');
    await send(await corridor.hotel.revocations(at + 1_000, [], { signer: cik2 }));
    expect(await open(corridor, guest)).toBe('open');
  });

  it('L21, invariant 5: a phone that would go fast but carries a newer list is made to hand it over', async () => {
    const corridor = await TestCorridor.open();
    const family = stay(1);
    const guest = await corridor.guest(family);
    await open(corridor, guest);
    expect((await guest.tryDoor(corridor.lock)).phase).toBe('fast');
    guest.revocation = await corridor.hotel.revocations(corridor.time.trueMs(), [{ id: family.occupancyId }]);
    expect(await guest.tryDoor(corridor.lock)).toMatchObject({ phase: 'standard', granted: false, reason: '0103' });
  });

  it('X12: plain notification frames among the answers are ignored', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const busy = encodeFrame({ type: 2, id: 0, payload: Uint8Array.of(0, 0) });
    const attempt = await guest.tryDoor(corridor.lock, {
      mangle: (direction, frame, index) => (direction === 'toLock' && index > 2 ? [busy, frame] : [frame]),
    });
    expect(attempt.granted).toBe(true);
  });

  it('X03: a frame whose length does not fit ends the link with 87, one over 4096 with 82', async () => {
    const corridor = await TestCorridor.open();
    const cases: [Uint8Array, number][] = [
      [Uint8Array.of(2, 5, 0, 9, 1), STATE.malformed],
      [Uint8Array.of(2, 5, 0), STATE.malformed],
      [Uint8Array.of(2, 5, 0x10, 0x01, ...new Uint8Array(4097)), STATE.tooLarge],
    ];
    for (const [frame, expected] of cases) {
      let ended: number | undefined;
      const link: LinkSession = corridor.lock.acceptLink({
        kind: 'websocket',
        sendFrame: () => undefined,
        end: (state) => {
          ended = state;
        },
      });
      link.receiveFrame(frame);
      await link.finished;
      expect(ended).toBe(expected);
    }
  });
});
