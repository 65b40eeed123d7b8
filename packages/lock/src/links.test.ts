// Links: order, timers, pushing out, back-off, rubbish, replay and the caches, with real sessions (docs/protocol §10 X and L).
import {
  answerFrame,
  commandFrame,
  createChunker,
  createReassembler,
  encodeFrame,
  generateSigner,
  initiateFrame,
  PHONE_A5_GATT,
  STATE,
} from '@nightlatch/aliro';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { acceptGattLink } from './gatt-link.ts';
import type { Lock } from './lock-types.ts';
import type { LinkPort, LinkSession } from './ports.ts';
import { RawLink } from './testing/raw-link.ts';
import { stay, TestCorridor } from './testing/test-corridor.ts';
import { mailArray } from './testing/test-hotel.ts';
import type { Attempt } from './testing/test-phone.ts';

async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true), { interval: 1, timeout: 5_000 });
}

describe('links', () => {
  it('X04: an answer before Initiate, and a second Initiate, end the link with 84', async () => {
    const corridor = await TestCorridor.open();
    const early = new RawLink(corridor.lock);
    early.session.receiveFrame(answerFrame(Uint8Array.of(0x90, 0x00)));
    await early.session.finished;
    expect(early.ended).toBe(STATE.notAllowed);
    const twice = new RawLink(corridor.lock);
    twice.session.receiveFrame(initiateFrame(PHONE_A5_GATT));
    twice.session.receiveFrame(initiateFrame(PHONE_A5_GATT));
    await twice.session.finished;
    expect(twice.ended).toBe(STATE.notAllowed);
    const wrongWay = new RawLink(corridor.lock);
    wrongWay.session.receiveFrame(commandFrame(Uint8Array.of(0x80, 0x80, 0, 0)));
    await wrongWay.session.finished;
    expect(wrongWay.ended).toBe(STATE.notAllowed);
  });

  it('X06: eight unknown frames are skipped, the ninth ends the link', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const unknown = encodeFrame({ type: 3, id: 9, payload: Uint8Array.of(1) });
    const withUnknown = (count: number): Promise<Attempt> => {
      const extra = (direction: string, frame: Uint8Array, index: number): Uint8Array[] =>
        direction === 'toLock' && index === 0 ? [...Array.from({ length: count }, () => unknown), frame] : [frame];
      return guest.tryDoor(corridor.lock, { mangle: extra });
    };
    expect((await withUnknown(8)).granted).toBe(true);
    expect(await withUnknown(9)).toMatchObject({ granted: false, ended: STATE.other });
  });

  it('X07 L28: Initiate within 6 s, each answer within 3 s, to the millisecond; nothing is stored', async () => {
    const corridor = await TestCorridor.open();
    const writes = corridor.storage.writes;
    const silent = new RawLink(corridor.lock);
    await until(() => corridor.time.waiting > 0);
    corridor.time.advance(5_999);
    expect(silent.ended).toBeUndefined();
    corridor.time.advance(1);
    await silent.session.finished;
    expect(silent.ended).toBe(STATE.timeout);
    const stalled = new RawLink(corridor.lock);
    stalled.session.receiveFrame(initiateFrame(PHONE_A5_GATT));
    await until(() => stalled.sent.length === 2);
    corridor.time.advance(2_999);
    expect(stalled.ended).toBeUndefined();
    corridor.time.advance(1);
    await stalled.session.finished;
    expect(stalled.ended).toBe(STATE.timeout);
    expect(corridor.storage.writes).toBe(writes);
    expect(corridor.bolt.openings).toHaveLength(0);
  });

  it('L28: a phone that falls silent at any step is given up after 3 s; before the decision no state changes', async () => {
    for (const fast of [false, true]) {
      for (let silentAt = 1; ; silentAt += 1) {
        const corridor = await TestCorridor.open({ fast });
        const guest = await corridor.guest(stay(1));
        if (fast) await guest.tryDoor(corridor.lock);
        const before = { writes: corridor.storage.writes, openings: corridor.bolt.openings.length };
        let toLock = 0;
        const attempt = await guest.tryDoor(corridor.lock, {
          mangle: (direction, frame) => {
            if (direction !== 'toLock' || toLock++ !== silentAt) return [frame];
            corridor.time.advance(3_000);
            return [];
          },
        });
        if (attempt.ended === STATE.end) {
          // Answers after Initiate: standard AUTH0, AUTH1, ENVELOPE, EXCHANGE; fast AUTH0, EXCHANGE.
          expect(silentAt).toBe(fast ? 3 : 5);
          break;
        }
        expect(attempt.ended).toBe(STATE.timeout);
        const isDecided = attempt.commands.some((command) => command[1] === 0xc9);
        expect(corridor.bolt.openings.length - before.openings).toBe(isDecided ? 1 : 0);
        if (isDecided) continue;
        // A phone that had proven itself leaves a line in the journal (too far), and nothing else.
        const isKnown = attempt.commands.some((command) => command[1] === 0xc3);
        expect(corridor.storage.writes - before.writes).toBe(isKnown ? 1 : 0);
        expect(corridor.lock.status().journal.tail.at(-1)?.reason).toBe(isKnown ? 0x0403 : 0);
        expect(corridor.lock.status()).toMatchObject({ generation: fast ? 1 : 0, cachedDocuments: fast ? 1 : 0 });
      }
    }
  });

  it('X07: a session that drags on is ended after 15 s, though every answer comes within its 3 s', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const at = corridor.time.trueMs();
    guest.carry(corridor.door, [await corridor.hotel.mail({ kind: 'time-floor', at }, { at })], true);
    const attempt = await guest.tryDoor(corridor.lock, {
      mangle: (direction, frame, index) => {
        if (direction === 'toLock' && index > 0) corridor.time.advance(2_999);
        return [frame];
      },
    });
    expect(attempt).toMatchObject({ reason: '0000', ended: STATE.timeout });
    expect(corridor.bolt.openings).toHaveLength(1);
  });

  it('X07: the 15 s of a session to the millisecond', async () => {
    for (const [lastMs, ended] of [
      [499, STATE.end],
      [500, STATE.timeout],
    ] as const) {
      const corridor = await TestCorridor.open();
      const guest = await corridor.guest(stay(1));
      const at = corridor.time.trueMs();
      guest.carry(corridor.door, [await corridor.hotel.mail({ kind: 'time-floor', at }, { at })], true);
      let answers = 0;
      const attempt = await guest.tryDoor(corridor.lock, {
        mangle: (direction, frame, index) => {
          if (direction === 'toPhone' || index === 0) return [frame];
          answers += 1;
          corridor.time.advance(answers <= 5 ? 2_900 : lastMs);
          return [frame];
        },
      });
      expect(answers).toBe(6);
      expect(attempt).toMatchObject({ reason: '0000', ended });
    }
  });

  it('§6.1: a card that is silent for 2.5 s is given up', async () => {
    const corridor = await TestCorridor.open();
    let ended: number | undefined;
    const link = corridor.lock.acceptLink({
      kind: 'nfc',
      sendFrame: () => undefined,
      end: (state) => {
        ended = state;
      },
    });
    await until(() => corridor.time.waiting > 1);
    corridor.time.advance(2_499);
    expect(ended).toBeUndefined();
    corridor.time.advance(1);
    await link.finished;
    expect(ended).toBe(STATE.timeout);
  });

  it('X09: a silent link does not delay a second one; a third pushes out the oldest silent one', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const silent = [new RawLink(corridor.lock)];
    expect((await guest.tryDoor(corridor.lock)).granted).toBe(true);
    silent.push(new RawLink(corridor.lock));
    expect((await guest.tryDoor(corridor.lock)).granted).toBe(true);
    expect(silent.map((link) => link.ended)).toEqual([STATE.overloaded, undefined]);
  });

  it('X09, X10: a stranger who connects all the time, twice for each word of the guest, keeps nobody out', async () => {
    for (const idle of [true, false]) {
      const corridor = await TestCorridor.open({ fast: false });
      const guest = await corridor.guest(stay(1));
      const noise: RawLink[] = [];
      const connect = (): void => {
        for (let n = 0; n < 2; n += 1) {
          const link = new RawLink(corridor.lock, 'stranger');
          noise.push(link);
          if (!idle) link.session.lost();
        }
      };
      for (let visit = 0; visit < 3; visit += 1) {
        const attempt = await guest.tryDoor(corridor.lock, {
          peer: 'guest',
          mangle: (_direction, frame) => {
            connect();
            return [frame];
          },
        });
        expect(attempt).toMatchObject({ granted: true, reason: '0000' });
        corridor.time.advance(500);
      }
      expect(noise.length).toBeGreaterThan(40);
      // Whoever is still there when his turn comes hears 86; who hung up at once is not there to hear it.
      const turnedAway = noise.filter((link) => link.ended === STATE.overloaded);
      if (idle) expect(turnedAway.length).toBeGreaterThan(30);
      corridor.time.advance(6_000);
      await Promise.all(noise.map((link) => link.session.finished));
    }
  });

  it('X09: who connects again gives up his own silent link and no other', async () => {
    const corridor = await TestCorridor.open();
    const other = new RawLink(corridor.lock, 'other');
    const first = new RawLink(corridor.lock, 'again');
    const second = new RawLink(corridor.lock, 'again');
    await first.session.finished;
    expect([other.ended, first.ended, second.ended]).toEqual([undefined, STATE.overloaded, undefined]);
    expect(first.waitTenths).toBe(5);
  });

  it('X10: after 8 bad links new ones are answered 86, for at most 2 s', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    for (let n = 0; n < 8; n += 1) {
      const bad = new RawLink(corridor.lock);
      bad.session.lost();
      await bad.session.finished;
    }
    const turned = new RawLink(corridor.lock);
    await turned.session.finished;
    expect(turned.ended).toBe(STATE.overloaded);
    expect(turned.waitTenths).toBeLessThanOrEqual(20);
    corridor.time.advance(2_000);
    expect((await guest.tryDoor(corridor.lock)).granted).toBe(true);
    expect(corridor.lock.status().journal.tail.filter((entry) => entry.event === 'malformed-link')).toHaveLength(1);
  });

  it('X15: reason codes and mail only for phones with the hotel marker', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const plain = Uint8Array.from([0xa5, 8, 0x80, 2, 0, 0, 0x5c, 2, 1, 0]);
    expect(await guest.tryDoor(corridor.lock, { a5: plain })).toMatchObject({ granted: true, status: '0101' });
    expect((await guest.tryDoor(corridor.lock, { a5: plain })).reason).toBeUndefined();
    expect((await guest.tryDoor(corridor.lock)).reason).toBe('0000');
  });

  it('X15: the mailbox of a phone without the marker is not read, whatever its bits say', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const at = corridor.time.trueMs();
    const floor = { kind: 'generation-floor', lockId: corridor.door.lockId, generation: 2 } as const;
    guest.carry(corridor.door, [await corridor.hotel.mail(floor, { at, door: corridor.door })], true);
    const plain = Uint8Array.from([0xa5, 8, 0x80, 2, 0, 0, 0x5c, 2, 1, 0]);
    expect((await guest.tryDoor(corridor.lock, { a5: plain })).granted).toBe(true);
    expect(corridor.lock.status().generation).toBe(1);
    expect(guest.returnedPage()).toBeNull();
    expect((await guest.tryDoor(corridor.lock)).granted).toBe(true);
    expect(corridor.lock.status().generation).toBe(2);
    expect(guest.returnedPage()).not.toBeNull();
  });

  it('L07: a phone without our version is told so and left', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const other = Uint8Array.from([0xa5, 8, 0x80, 2, 0, 0, 0x5c, 2, 0x0a, 0]);
    expect(await guest.tryDoor(corridor.lock, { a5: other })).toMatchObject({ granted: false, ended: STATE.end });
    expect(corridor.bolt.openings).toHaveLength(0);
  });

  it('X16: memory, WebSocket, GATT and NFC come to the same decision and journal', async () => {
    for (const kind of ['memory', 'websocket', 'gatt', 'nfc'] as const) {
      const corridor = await TestCorridor.open();
      const guest = await corridor.guest(stay(1));
      const late = await corridor.guest(stay(1), { leaseMs: 0, validFrom: corridor.time.trueMs() });
      corridor.time.advance(2_000);
      expect(await guest.tryDoor(corridor.lock, { kind })).toMatchObject({ granted: true, reason: '0000' });
      corridor.time.advance(2_000);
      expect(await late.tryDoor(corridor.lock, { kind })).toMatchObject({ granted: false, reason: '0101' });
      const events = corridor.lock.status().journal.tail.map((entry) => [entry.event, entry.reason]);
      expect(events.slice(-2)).toEqual([
        ['opened', 0],
        ['refused', 0x0101],
      ]);
    }
  });

  it('§6.1: a phone that stays in the NFC field is answered by status only', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    expect((await guest.tryDoor(corridor.lock, { kind: 'nfc' })).granted).toBe(true);
    expect((await guest.tryDoor(corridor.lock, { kind: 'nfc' })).granted).toBe(true);
    expect(corridor.bolt.openings).toHaveLength(1);
    corridor.time.advance(1_000);
    expect((await guest.tryDoor(corridor.lock, { kind: 'nfc' })).granted).toBe(true);
    expect(corridor.bolt.openings).toHaveLength(2);
  });
});

describe('chunks over GATT', () => {
  /** One try over chunks of `c` bytes; `mangle` sees every chunk towards the lock. */
  async function tryByGatt(
    corridor: TestCorridor,
    c: number,
    mangle: (chunk: Uint8Array, index: number) => readonly Uint8Array[] = (chunk) => [chunk],
  ): Promise<{ readonly attempt: Attempt; readonly states: number[] }> {
    const guest = await corridor.guest(stay(1));
    const states: number[] = [];
    const chunked: Lock = {
      ...corridor.lock,
      acceptLink: (port: LinkPort): LinkSession => {
        const toPhone = createReassembler();
        const toLock = createChunker(c);
        let index = 0;
        const link = acceptGattLink({
          lock: corridor.lock,
          timers: corridor.time,
          chunkBytes: c,
          notifyChunk: (chunk) => {
            expect(chunk.length).toBeLessThanOrEqual(c);
            const step = toPhone.push(chunk);
            if (step.kind === 'frame') port.sendFrame(step.frame);
          },
          notifyState: (bytes) => {
            states.push(bytes[0] ?? 0);
          },
        });
        return {
          receiveFrame: (frame) => {
            for (const chunk of toLock.chunks(frame)) for (const out of mangle(chunk, index++)) link.receiveChunk(out);
          },
          receiveState: (state) => link.receiveState(Uint8Array.of(state)),
          lost: () => link.lost(),
          abort: () => link.lost(),
          finished: link.finished,
        };
      },
    };
    return { attempt: await guest.tryDoor(chunked, { kind: 'gatt' }), states };
  }

  it('X01: a whole session at c = 20, 23, 182, 244, 512 opens', async () => {
    for (const c of [20, 23, 182, 244, 512]) {
      const { attempt, states } = await tryByGatt(await TestCorridor.open(), c);
      expect(attempt.granted).toBe(true);
      expect(states).toEqual([STATE.end]);
    }
  });

  it('X02: a chunk lost, doubled or swapped ends with 83 and changes nothing', async () => {
    let held: Uint8Array | null = null;
    const damage: ((chunk: Uint8Array, index: number) => readonly Uint8Array[])[] = [
      (chunk, index) => (index === 4 ? [] : [chunk]),
      (chunk, index) => (index === 4 ? [chunk, chunk] : [chunk]),
      (chunk, index) => {
        if (index === 4) held = chunk;
        return index === 4 ? [] : index === 5 && held !== null ? [chunk, held] : [chunk];
      },
    ];
    for (const mangle of damage) {
      const corridor = await TestCorridor.open();
      const writes = corridor.storage.writes;
      const { attempt, states } = await tryByGatt(corridor, 23, mangle);
      expect(attempt.granted).toBe(false);
      expect(states).toEqual([STATE.chunk]);
      expect(corridor.storage.writes).toBe(writes);
    }
  });

  it('X03: two seconds between chunks of one frame are too long', async () => {
    const corridor = await TestCorridor.open();
    const states: number[] = [];
    const link = acceptGattLink({
      lock: corridor.lock,
      timers: corridor.time,
      chunkBytes: 20,
      notifyChunk: () => undefined,
      notifyState: (bytes) => {
        states.push(bytes[0] ?? 0);
      },
    });
    const [first] = createChunker(20).chunks(initiateFrame(PHONE_A5_GATT));
    if (!first) throw new Error('no chunk');
    link.receiveChunk(first);
    corridor.time.advance(1_999);
    expect(states).toEqual([]);
    corridor.time.advance(1);
    expect(states).toEqual([STATE.chunk]);
    await link.finished;
  });
});

describe('the document cache and the fast phase', () => {
  it('L18 L20: a known device opens after one exchange, the 17th device pushes out the oldest', async () => {
    const corridor = await TestCorridor.open();
    const family = stay(1);
    const phones = [];
    for (let n = 0; n < 17; n += 1) phones.push(await corridor.guest(family));
    for (const phone of phones) expect((await phone.tryDoor(corridor.lock)).phase).toBe('standard');
    expect(corridor.lock.status().cachedDocuments).toBe(16);
    expect(await phones[16]?.tryDoor(corridor.lock)).toMatchObject({ phase: 'fast', granted: true });
    expect(await phones[1]?.tryDoor(corridor.lock)).toMatchObject({ phase: 'fast', granted: true });
    expect(await phones[0]?.tryDoor(corridor.lock)).toMatchObject({ phase: 'standard', granted: true });
  });

  it('L19: a phone that lost its stored key goes standard without an error', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    await guest.tryDoor(corridor.lock);
    guest.forgetKpersistent();
    expect(await guest.tryDoor(corridor.lock)).toMatchObject({ phase: 'standard', granted: true });
  });

  it('L21: another document on the phone goes through step-up', async () => {
    const corridor = await TestCorridor.open();
    const family = stay(1);
    const guest = await corridor.guest(family);
    await guest.tryDoor(corridor.lock);
    corridor.time.advance(60_000);
    guest.document = await corridor.roomDocument(guest, family);
    expect(await guest.tryDoor(corridor.lock)).toMatchObject({ phase: 'standard', granted: true });
  });

  it('L22: a cached right that is superseded, expired or revoked is refused as standard would', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1), { leaseMs: 3600_000 });
    await guest.tryDoor(corridor.lock);
    corridor.time.advance(3601_000);
    expect(await guest.tryDoor(corridor.lock)).toMatchObject({ granted: false, reason: '0101' });
    const first = await corridor.guest(stay(2));
    await first.tryDoor(corridor.lock);
    await (await corridor.guest(stay(3))).tryDoor(corridor.lock);
    // Raising the generation dropped the older entry in the same write (§7.7).
    expect(corridor.lock.status().cachedDocuments).toBe(1);
    expect(await first.tryDoor(corridor.lock)).toMatchObject({ granted: false, reason: '0104' });
    const family = stay(4);
    const revoked = await corridor.guest(family);
    await revoked.tryDoor(corridor.lock);
    expect(await revoked.tryDoor(corridor.lock)).toMatchObject({ phase: 'fast', granted: true });
    const at = corridor.time.trueMs();
    const document = await corridor.hotel.revocations(at, [{ id: family.occupancyId }]);
    const mail = await corridor.hotel.mail({ kind: 'revocation', document }, { at });
    expect(await corridor.lock.applyMail(mailArray(mail))).toMatchObject([{ outcome: 'applied' }]);
    expect(await revoked.tryDoor(corridor.lock)).toMatchObject({ granted: false, reason: '0103' });
  });

  it('L32: with the same document known, no ENVELOPE is sent, also after a restart', async () => {
    const corridor = await TestCorridor.open({ fast: false });
    const guest = await corridor.guest(stay(1));
    const first = await guest.tryDoor(corridor.lock);
    const second = await guest.tryDoor(corridor.lock);
    expect([first.granted, second.granted]).toEqual([true, true]);
    expect(second.commands.length).toBe(first.commands.length - 1);
    await corridor.restart(true);
    const third = await guest.tryDoor(corridor.lock);
    expect(third.granted).toBe(true);
    expect(third.commands.length).toBe(first.commands.length - 1);
  });

  it('L32: a list that the lock has already is no reason for an ENVELOPE, and the decision is taken anew', async () => {
    const corridor = await TestCorridor.open({ fast: false });
    const guest = await corridor.guest(stay(1));
    guest.revocation = await corridor.hotel.revocations(corridor.time.trueMs(), [{ id: Uint8Array.of(9) }]);
    const envelopes = (attempt: Attempt): number => attempt.commands.filter((command) => command[1] === 0xc3).length;
    expect(envelopes(await guest.tryDoor(corridor.lock))).toBe(1);
    expect(corridor.lock.status().revocationEntries).toBe(1);
    await corridor.lock.setPrivacy(true);
    const second = await guest.tryDoor(corridor.lock);
    expect(second).toMatchObject({ phase: 'standard', granted: false, reason: '0202' });
    expect(envelopes(second)).toBe(0);
  });
});

describe('hostile links', () => {
  it('invariant 11: rubbish on links opens nothing and changes nothing but counters', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const before = corridor.lock.status();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }),
        fc.boolean(),
        async (frames, begins) => {
          const raw = new RawLink(corridor.lock);
          if (begins) raw.session.receiveFrame(initiateFrame(PHONE_A5_GATT));
          for (const frame of frames) raw.session.receiveFrame(frame);
          raw.session.lost();
          await raw.session.finished;
          corridor.time.advance(10_000);
        },
      ),
      { numRuns: 100 },
    );
    const after = corridor.lock.status();
    expect(after.generation).toBe(before.generation);
    expect(after.timeFloorMs).toBe(before.timeFloorMs);
    expect(corridor.bolt.openings).toHaveLength(0);
    expect(after.journal.tail.every((entry) => entry.event !== 'opened')).toBe(true);
    corridor.time.advance(2_000);
    expect((await guest.tryDoor(corridor.lock)).granted).toBe(true);
  });

  it('invariant 10, L29: a recorded opening opens nothing when replayed, message by message', async () => {
    const corridor = await TestCorridor.open({ fast: false });
    const guest = await corridor.guest(stay(1));
    const recorded: Uint8Array[] = [];
    await guest.tryDoor(corridor.lock, {
      mangle: (direction, frame) => {
        if (direction === 'toLock') recorded.push(frame);
        return [frame];
      },
    });
    expect(corridor.bolt.openings).toHaveLength(1);
    const replay = new RawLink(corridor.lock);
    let next = 0;
    const feed = (): void => {
      const frame = recorded[next++];
      if (frame) replay.session.receiveFrame(frame);
      else replay.session.lost();
    };
    const sendFrame = replay.sendFrame.bind(replay);
    replay.sendFrame = (frame) => {
      sendFrame(frame);
      feed();
    };
    await until(() => next > 0);
    await replay.session.finished;
    expect(next).toBeGreaterThan(1);
    expect(corridor.bolt.openings).toHaveLength(1);
  });

  it('L30: an answer of one session put into another opens nothing', async () => {
    const corridor = await TestCorridor.open({ fast: false });
    const family = stay(1);
    const recorded: Uint8Array[] = [];
    await (await corridor.guest(family)).tryDoor(corridor.lock, {
      mangle: (direction, frame) => {
        if (direction === 'toLock') recorded.push(frame);
        return [frame];
      },
    });
    expect(corridor.bolt.openings).toHaveLength(1);
    // Initiate, AUTH0, AUTH1, ENVELOPE and EXCHANGE answers: what comes before the decision is 1 to 3.
    expect(recorded).toHaveLength(5);
    for (const at of [1, 2, 3]) {
      let seen = 0;
      const older = recorded[at] ?? new Uint8Array(0);
      const attempt = await (await corridor.guest(family)).tryDoor(corridor.lock, {
        mangle: (direction, frame) => (direction === 'toLock' && seen++ === at ? [older] : [frame]),
      });
      expect(attempt.granted).toBe(false);
      corridor.time.advance(10_000);
    }
    expect(corridor.bolt.openings).toHaveLength(1);
  });

  it('invariants 1, 9, D20: a document copied to another phone is refused 0107 wherever it is tried', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const thief = await corridor.phone();
    thief.document = guest.document;
    expect(await thief.tryDoor(corridor.lock)).toMatchObject({ granted: false, reason: '0107' });
    const next = await TestCorridor.open({ hotel: corridor.hotel, element: 'r102' });
    expect(await guest.tryDoor(next.lock)).toMatchObject({ granted: false, reason: '0405' });
    expect(corridor.bolt.openings.length + next.bolt.openings.length).toBe(0);
  });

  it('X05: a link lost at each frame stores no opening before its time, and the retry opens', async () => {
    for (let lostAt = 0; ; lostAt += 1) {
      const corridor = await TestCorridor.open();
      const guest = await corridor.guest(stay(1));
      let session: LinkSession | undefined;
      const attempt = await guest.tryDoor(corridor.lock, {
        onLink: (link) => {
          session = link;
        },
        mangle: (_direction, frame, index) => {
          if (index !== lostAt) return [frame];
          session?.lost();
          return [];
        },
      });
      const opened = corridor.lock.status().journal.tail.filter((entry) => entry.event === 'opened').length;
      expect(corridor.bolt.openings).toHaveLength(opened);
      expect(corridor.lock.status().generation).toBe(opened);
      expect((await guest.tryDoor(corridor.lock)).granted).toBe(true);
      if (attempt.granted) break;
    }
  });

  it('X14, invariant 21: with 20 % loss below, a rotation under way, a full list and a clock off by its allowance, opens within three tries', async () => {
    const corridor = await TestCorridor.open();
    const at = corridor.time.trueMs();
    const entries = Array.from({ length: 130 }, (_, n) => ({ id: Uint8Array.of(n) }));
    const cik2 = await generateSigner({ extractable: false });
    const rotation = { kind: 'anchor', class: 'credential', epoch: 2, point: cik2.point, minEpoch: 1 } as const;
    for (const half of ['overwrite', 'append'] as const) {
      const shifted = entries.map(({ id }) => ({ id: half === 'append' ? Uint8Array.of(9, ...id) : id })).slice(0, 128);
      const document = await corridor.hotel.revocations(at + (half === 'append' ? 1_000 : 0), shifted, { mode: half });
      await corridor.lock.applyMail(mailArray(await corridor.hotel.mail({ kind: 'revocation', document }, { at })));
    }
    await corridor.lock.applyMail(mailArray(await corridor.hotel.mail(rotation, { at })));
    expect(corridor.lock.status().revocationEntries).toBe(256);
    const family = stay(1);
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.nat(99)),
        fc.boolean(),
        fc.integer({ min: 0, max: 10 }),
        async (dice, renewed, slow) => {
          const signedAt = corridor.time.trueMs() + slow * 60_000;
          const guest = await corridor.guest(family, { signedAt, ...(renewed && { signer: cik2 }) });
          for (let attempt = 0; attempt < 3; attempt += 1) {
            let session: LinkSession | undefined;
            const result = await guest.tryDoor(corridor.lock, {
              onLink: (link) => {
                session = link;
              },
              mangle: (_direction, frame) => {
                // The radio below repeats each packet up to four times; a packet lost five times is a lost link.
                const isLost = Array.from({ length: 5 }, () => dice.next().value < 20).every(Boolean);
                if (!isLost) return [frame];
                session?.lost();
                return [];
              },
            });
            if (result.granted) return;
            corridor.time.advance(1_000);
          }
          expect.fail('three tries did not open');
        },
      ),
      { numRuns: 25 },
    );
  });
});
