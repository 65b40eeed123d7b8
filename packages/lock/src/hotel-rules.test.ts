// The hotel's rules at a real lock with real phones (docs/protocol §10 H), cited by number.
import { CAPABILITY, generateSigner, platformRandom, type Staff } from '@nightlatch/aliro';
import { describe, expect, it } from 'vitest';
import { stay, TestCorridor } from './testing/test-corridor.ts';
import { mailArray, roomAccess, staffAccess } from './testing/test-hotel.ts';
import type { TestPhone } from './testing/test-phone.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3600_000;

async function open(corridor: TestCorridor, phone: TestPhone): Promise<string> {
  const attempt = await phone.tryDoor(corridor.lock);
  return attempt.granted ? 'open' : (attempt.reason ?? `ended ${attempt.ended}`);
}

describe('generation and privacy', () => {
  it('H01, invariant 4: the next generation opens, the former is refused 0104 ever after', async () => {
    const corridor = await TestCorridor.open();
    const first = await corridor.guest(stay(1));
    const second = await corridor.guest(stay(2));
    expect(await open(corridor, first)).toBe('open');
    expect(await open(corridor, second)).toBe('open');
    expect(await open(corridor, first)).toBe('0104');
    await corridor.restart(true);
    expect(await open(corridor, first)).toBe('0104');
    expect(await open(corridor, second)).toBe('open');
    expect(corridor.bolt.openings).toHaveLength(3);
  });

  it('H02: a jump of a million opens', async () => {
    const corridor = await TestCorridor.open();
    expect(await open(corridor, await corridor.guest(stay(1_000_000)))).toBe('open');
    expect(corridor.lock.status().generation).toBe(1_000_000);
  });

  it('H03: join waits for the primary guest, then opens', async () => {
    const corridor = await TestCorridor.open();
    const family = stay(5);
    const companion = await corridor.guest(family, { mode: 'join' });
    expect(await open(corridor, companion)).toBe('0105');
    expect(await open(corridor, await corridor.guest(family))).toBe('open');
    expect(await open(corridor, companion)).toBe('open');
  });

  it('H04: same generation, other occupancy is refused 0104', async () => {
    const corridor = await TestCorridor.open();
    expect(await open(corridor, await corridor.guest(stay(5)))).toBe('open');
    expect(await open(corridor, await corridor.guest(stay(5)))).toBe('0104');
  });

  it('H05: under privacy a newer generation is refused 0202 and burns nothing', async () => {
    const corridor = await TestCorridor.open();
    const sleeper = await corridor.guest(stay(1));
    const stranger = await corridor.guest(stay(2));
    await open(corridor, sleeper);
    await corridor.lock.setPrivacy(true);
    expect(await open(corridor, stranger)).toBe('0202');
    expect(corridor.lock.status().generation).toBe(1);
    await corridor.lock.setPrivacy(false);
    expect(await open(corridor, sleeper)).toBe('open');
  });

  it('H06: under privacy the same generation opens only by configuration; service no, emergency and flagged staff yes', async () => {
    const zone = { door: { kind: 'room', element: 'r101', otherElements: ['z:hk-1'] } } as const;
    const corridor = await TestCorridor.open(zone);
    const guest = await corridor.guest(stay(1));
    await open(corridor, guest);
    await corridor.lock.setPrivacy(true);
    expect(await open(corridor, guest)).toBe('0202');
    expect(await open(corridor, await staffPhone(corridor, 'service', false))).toBe('0202');
    expect(await open(corridor, await staffPhone(corridor, 'service', true))).toBe('open');
    expect(await open(corridor, await staffPhone(corridor, 'emergency', false))).toBe('open');
    expect(corridor.lock.status().journal.tail.at(-1)).toMatchObject({ event: 'opened', underPrivacy: true });
    const lenient = await TestCorridor.open({ privacyMode: 1 });
    const family = await lenient.guest(stay(1));
    await open(lenient, family);
    await lenient.lock.setPrivacy(true);
    expect(await open(lenient, family)).toBe('open');
    expect(await open(lenient, await lenient.guest(stay(2)))).toBe('0202');
  });

  it('H07: mail type 6 raises the generation under privacy too', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    await open(corridor, guest);
    await corridor.lock.setPrivacy(true);
    const { lockId } = corridor.door;
    const floor = await corridor.hotel.mail(
      { kind: 'generation-floor', lockId, generation: 7 },
      { at: corridor.time.trueMs(), door: corridor.door },
    );
    expect(await corridor.lock.applyMail(mailArray(floor))).toMatchObject([{ outcome: 'applied' }]);
    await corridor.lock.setPrivacy(false);
    expect(await open(corridor, guest)).toBe('0104');
    expect(await open(corridor, await corridor.guest(stay(7), { mode: 'join' }))).toBe('open');
  });
});

async function staffPhone(corridor: TestCorridor, cls: Staff['class'], mayPassPrivacy: boolean): Promise<TestPhone> {
  const phone = await corridor.phone();
  phone.document = await corridor.hotel.document({
    devicePoint: phone.signer.point,
    elements: new Map([['z:hk-1', staffAccess(platformRandom(16), { class: cls, mayPassPrivacy })]]),
    signedAt: corridor.time.trueMs(),
    leaseMs: 8 * HOUR_MS,
  });
  return phone;
}

describe('door, lease and clock', () => {
  it('H08, invariant 1: a room element without gate, or with the gate of another lock, is refused 0201', async () => {
    const corridor = await TestCorridor.open();
    const phone = await corridor.phone();
    const wish = { devicePoint: phone.signer.point, signedAt: corridor.time.trueMs() };
    const occupancyId = platformRandom(16);
    const rules = [{ capabilities: CAPABILITY.momentary, allow: 0, deny: 0 }];
    phone.document = await corridor.hotel.document({
      ...wish,
      elements: new Map([['r101', { id: occupancyId, rules }]]),
    });
    expect(await open(corridor, phone)).toBe('0201');
    const foreign = roomAccess(occupancyId, { lockId: platformRandom(8), generation: 1, mode: 'override' });
    phone.document = await corridor.hotel.document({ ...wish, elements: new Map([['r101', foreign]]) });
    expect(await open(corridor, phone)).toBe('0201');
    phone.document = await corridor.hotel.document({ ...wish, elements: new Map([['r102', foreign]]) });
    expect(await open(corridor, phone)).toBe('0405');
  });

  it('H09: a zone without staff extension is refused 0201, longer than 12 h 0109', async () => {
    const corridor = await TestCorridor.open({ door: { kind: 'room', element: 'r101', otherElements: ['z:hk-1'] } });
    const phone = await staffPhone(corridor, 'service', false);
    const wish = { devicePoint: phone.signer.point, signedAt: corridor.time.trueMs() };
    const person = staffAccess(platformRandom(16), { class: 'service', mayPassPrivacy: false });
    phone.document = await corridor.hotel.document({
      ...wish,
      leaseMs: 12 * HOUR_MS + 1_000,
      elements: new Map([['z:hk-1', person]]),
    });
    expect(await open(corridor, phone)).toBe('0109');
    const { accessExtensions: _none, ...bare } = person;
    phone.document = await corridor.hotel.document({
      ...wish,
      leaseMs: HOUR_MS,
      elements: new Map([['z:hk-1', bare]]),
    });
    expect(await open(corridor, phone)).toBe('0201');
  });

  it("H10: housekeeping opens and the guest's key still works", async () => {
    const corridor = await TestCorridor.open({ door: { kind: 'room', element: 'r101', otherElements: ['z:hk-1'] } });
    const guest = await corridor.guest(stay(3));
    expect(await open(corridor, guest)).toBe('open');
    expect(await open(corridor, await staffPhone(corridor, 'service', false))).toBe('open');
    expect(await open(corridor, guest)).toBe('open');
    expect(corridor.lock.status().generation).toBe(3);
  });

  it('H11: a lease longer than the property allows is refused 0109', async () => {
    const corridor = await TestCorridor.open({ maxLeaseSeconds: 3600 });
    expect(await open(corridor, await corridor.guest(stay(1), { leaseMs: 2 * HOUR_MS }))).toBe('open');
    expect(await open(corridor, await corridor.guest(stay(2), { leaseMs: 2 * HOUR_MS + 1_000 }))).toBe('0109');
  });

  it('H12: two minutes of grace at the start, none at the end', async () => {
    const corridor = await TestCorridor.open();
    const at = corridor.time.trueMs();
    expect(await open(corridor, await corridor.guest(stay(1), { validFrom: at + 120_000 }))).toBe('open');
    expect(await open(corridor, await corridor.guest(stay(2), { validFrom: at + 121_000 }))).toBe('0102');
    const short = await corridor.guest(stay(3), { leaseMs: 10 * MINUTE_MS });
    corridor.time.advance(10 * MINUTE_MS);
    expect(await open(corridor, short)).toBe('open');
    corridor.time.advance(1_000);
    expect(await open(corridor, short)).toBe('0101');
  });

  it('H13: a clock ten minutes slow is mended by a document just signed, in the write of the opening', async () => {
    const corridor = await TestCorridor.open();
    const ahead = corridor.time.trueMs() + 10 * MINUTE_MS;
    const guest = await corridor.guest(stay(1), { signedAt: ahead });
    expect(await open(corridor, guest)).toBe('open');
    expect(corridor.lock.status().clock.nowMs).toBe(ahead);
    expect(corridor.lock.status().timeFloorMs).toBe(ahead);
    // The clock itself was set on, not only held up by the floor: it goes on from there.
    corridor.time.advance(MINUTE_MS);
    expect(corridor.lock.status().clock.nowMs).toBe(ahead + MINUTE_MS);
  });

  it('H14, invariant 20: signed an hour ahead is refused 0301 and moves neither clock nor floor; info then asks for the time', async () => {
    const corridor = await TestCorridor.open();
    const before = corridor.lock.status();
    expect(corridor.lock.info(512)).toHaveLength(42);
    expect(await open(corridor, await corridor.guest(stay(1), { signedAt: corridor.time.trueMs() + HOUR_MS }))).toBe(
      '0301',
    );
    expect(corridor.lock.status().clock.nowMs).toBe(before.clock.nowMs);
    expect(corridor.lock.status().timeFloorMs).toBe(before.timeFloorMs);
    expect(corridor.lock.info(512)).toHaveLength(58);
  });

  it('H15, invariant 20: after a power loss nothing opens; an online phone heals the clock in the same touch', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    await corridor.restart(false);
    expect(corridor.lock.status().clock.known).toBe(false);
    expect(await open(corridor, guest)).toBe('0301');
    expect(corridor.bolt.openings).toHaveLength(0);
    const nonce = corridor.lock.info(512).slice(42);
    const at = Math.floor(corridor.time.trueMs() / 1000) * 1000;
    guest.carry(corridor.door, [
      await corridor.hotel.mail({ kind: 'time-answer', at, nonce }, { at, door: corridor.door }),
    ]);
    expect(await open(corridor, guest)).toBe('open');
    expect(corridor.lock.status().clock.known).toBe(true);
  });

  it('H16: a time answer to an old, a used or a foreign nonce is not applied', async () => {
    const corridor = await TestCorridor.open();
    await corridor.restart(false);
    const at = corridor.time.trueMs();
    const answer = (nonce: Uint8Array) =>
      corridor.hotel.mail({ kind: 'time-answer', at, nonce }, { at, door: corridor.door });
    const foreign = await answer(platformRandom(16));
    expect(await corridor.lock.applyMail(mailArray(foreign))).toMatchObject([{ outcome: 'nonce' }]);
    const live = await answer(corridor.lock.timeNonce());
    expect(await corridor.lock.applyMail(mailArray(live))).toMatchObject([{ outcome: 'applied' }]);
    expect(await corridor.lock.applyMail(mailArray(live))).toMatchObject([{ outcome: 'nonce' }]);
    const old = await answer(corridor.lock.timeNonce());
    corridor.time.advance(2 * MINUTE_MS);
    expect(await corridor.lock.applyMail(mailArray(old))).toMatchObject([{ outcome: 'nonce' }]);
  });

  it('H30: low battery 0302, hardware fault 0303, jammed bolt 0102 with 0303, slow bolt 0181', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    corridor.lock.setBattery('critical');
    expect(await open(corridor, guest)).toBe('0302');
    corridor.lock.setBattery('low');
    corridor.lock.setHardwareFault(true);
    expect(await open(corridor, guest)).toBe('0303');
    corridor.lock.setHardwareFault(false);
    expect(corridor.bolt.openings).toHaveLength(0);
    corridor.bolt.report = 'jammed';
    expect(await guest.tryDoor(corridor.lock)).toMatchObject({ granted: false, status: '0102', reason: '0303' });
    expect(corridor.lock.status().journal.tail.at(-1)).toMatchObject({ event: 'refused', reason: 0x0303 });
    corridor.bolt.report = 'timeout';
    expect(await guest.tryDoor(corridor.lock)).toMatchObject({ granted: true, status: '0181' });
    expect(corridor.lock.status().journal.tail.at(-1)).toMatchObject({ event: 'opened', boltConfirmed: false });
    corridor.bolt.report = 'open';
    expect(await guest.tryDoor(corridor.lock)).toMatchObject({ granted: true, status: '0101' });
    expect(corridor.lock.status().journal.tail.at(-1)).toMatchObject({ event: 'opened', boltConfirmed: true });
  });

  it('H30: a technician opens like other staff, not under privacy, and no class passes a critical battery', async () => {
    const corridor = await TestCorridor.open({ door: { kind: 'room', element: 'r101', otherElements: ['z:hk-1'] } });
    const technician = await staffPhone(corridor, 'technician', false);
    expect(await open(corridor, technician)).toBe('open');
    await corridor.lock.setPrivacy(true);
    expect(await open(corridor, technician)).toBe('0202');
    expect(await open(corridor, await staffPhone(corridor, 'technician', true))).toBe('open');
    await corridor.lock.setPrivacy(false);
    corridor.lock.setBattery('critical');
    for (const cls of ['service', 'emergency', 'technician'] as const)
      expect(await open(corridor, await staffPhone(corridor, cls, true))).toBe('0302');
    expect(corridor.bolt.openings).toHaveLength(2);
  });

  it('D16: iterations are kept for each anchor: what one key has revoked says nothing of another', async () => {
    const corridor = await TestCorridor.open();
    const cik2 = await generateSigner({ extractable: false });
    const at = corridor.time.trueMs();
    const body = { kind: 'anchor', class: 'credential', epoch: 2, point: cik2.point, minEpoch: 1 } as const;
    await corridor.lock.applyMail(mailArray(await corridor.hotel.mail(body, { at })));
    const guest = stay(1);
    const signedByNew = (iteration: number) => corridor.guest(guest, { iteration, signer: cik2 });
    expect(await open(corridor, await corridor.guest(guest, { iteration: 20 }))).toBe('open');
    expect(await open(corridor, await corridor.guest(guest, { iteration: 12 }))).toBe('0101');
    expect(await open(corridor, await signedByNew(0))).toBe('open');
    expect(await open(corridor, await signedByNew(9))).toBe('open');
    expect(await open(corridor, await signedByNew(1))).toBe('0101');
    expect(await open(corridor, await corridor.guest(guest, { iteration: 13 }))).toBe('open');
  });

  it('H31: an iteration raised by 8 refuses every older document of that anchor', async () => {
    const corridor = await TestCorridor.open();
    const guest = stay(1);
    const old = await corridor.guest(guest, { iteration: 1 });
    expect(await open(corridor, old)).toBe('open');
    expect(await open(corridor, await corridor.guest(guest, { iteration: 9 }))).toBe('open');
    expect(await open(corridor, old)).toBe('0101');
  });
});
