// Frames, chunks, info: docs/protocol §6.2, §6.4 and X01-X03, and whole sessions over chunked links.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authenticated, makeHotel, makePhone, ROOM, readerOptions, startPhone } from '../../test/hotel.ts';
import { type Bytes, concat, fromHex, hex } from '../encoding/bytes.ts';
import { PHONE_A5_GATT } from '../messages/a5.ts';
import type { PhoneSession } from '../session/phone-session.ts';
import type { ApduLink } from '../session/transmit.ts';
import { createChunker, createReassembler } from './chunks.ts';
import {
  answerFrame,
  busyFrame,
  closeCodeOf,
  commandFrame,
  encodeFrame,
  errorFrame,
  FRAME,
  initiateFrame,
  isFrame,
  parseEvent,
  parseFrame,
  parseInitiate,
  STATE,
  stateOfCloseCode,
} from './frames.ts';
import { encodeInfo, type LockInfo, parseInfo } from './info.ts';

const frame = fc.record({ type: fc.nat(255), id: fc.nat(255), payload: fc.uint8Array({ maxLength: 4096 }) });

describe('frames', () => {
  it('go there and back', () => {
    fc.assert(
      fc.property(frame, (given) => {
        const parsed = parseFrame(encodeFrame(given));
        expect(parsed.ok && { ...parsed.value, payload: hex(parsed.value.payload) }).toEqual({
          ...given,
          payload: hex(given.payload),
        });
      }),
    );
  });

  it('X03: length short, long → 87; 4097 → 82', () => {
    expect(parseFrame(fromHex('0000000201'))).toMatchObject({ ok: false, error: { abort: STATE.malformed } });
    expect(parseFrame(fromHex('000000020102ff'))).toMatchObject({ ok: false, error: { abort: STATE.malformed } });
    expect(parseFrame(fromHex('00'))).toMatchObject({ ok: false, error: { abort: STATE.malformed } });
    expect(parseFrame(concat(fromHex('00001001'), new Uint8Array(4097)))).toMatchObject({
      ok: false,
      error: { abort: STATE.tooLarge },
    });
    expect(() => encodeFrame({ type: 0, id: 0, payload: new Uint8Array(4097) })).toThrow(/4096/);
  });

  it('Initiate carries the A5 with its own tag and length', () => {
    const parsed = parseFrame(initiateFrame(PHONE_A5_GATT));
    if (!parsed.ok) throw new Error('frame');
    expect(isFrame(parsed.value, FRAME.initiate)).toBe(true);
    const a5 = parseInitiate(parsed.value.payload);
    expect(a5.ok && hex(a5.value)).toBe(hex(PHONE_A5_GATT));
    expect(parseInitiate(fromHex('0105aa')).ok).toBe(false);
    expect(parseInitiate(fromHex('0101aa')).ok).toBe(false);
    expect(parseInitiate(fromHex('0101aa0001bb'))).toEqual({ ok: true, value: fromHex('bb') });
    expect(parseInitiate(fromHex('0001aa0001bb')).ok).toBe(false);
  });

  it('events, and close codes of every state byte', () => {
    const event = (bytes: Uint8Array) => parseEvent(bytes.subarray(4));
    expect(event(busyFrame())).toEqual({ kind: 'busy' });
    expect(event(errorFrame(2))).toEqual({ kind: 'error', code: 2 });
    expect(parseEvent(fromHex('0002'))).toEqual({ kind: 'unknown' });
    for (const state of Object.values(STATE)) expect(stateOfCloseCode(closeCodeOf(state))).toBe(state);
    expect(closeCodeOf(STATE.other)).toBe(4128);
    expect([1003, 4002, 4000, 4136].map(stateOfCloseCode)).toEqual([null, null, null, null]);
  });
});

describe('info', () => {
  const info: fc.Arbitrary<LockInfo> = fc.record({
    fast: fc.boolean(),
    stepUp: fc.boolean(),
    mailbox: fc.boolean(),
    readerIdentifier: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    versions: fc.array(fc.nat(0xffff), { maxLength: 4 }),
    maxFrame: fc.integer({ min: 1028, max: 65535 }),
    chunkSize: fc.integer({ min: 20, max: 512 }),
    timeNonce: fc.option(fc.uint8Array({ minLength: 16, maxLength: 16 })),
  });

  it('goes there and back; 42 bytes with one version, 58 with nonce', () => {
    fc.assert(
      fc.property(info, (given) => {
        const bytes = encodeInfo(given);
        expect(parseInfo(bytes)).toEqual({ ok: true, value: given });
        expect(bytes.length).toBe(40 + 2 * given.versions.length + (given.timeNonce === null ? 0 : 16));
      }),
    );
  });

  it('X11: another profile version, wrong length or c out of range is refused; unknown feature bits are ignored', () => {
    const good = encodeInfo({
      fast: true,
      stepUp: true,
      mailbox: true,
      readerIdentifier: new Uint8Array(32),
      versions: [0x0100],
      maxFrame: 4100,
      chunkSize: 244,
      timeNonce: null,
    });
    const changed = (at: number, byte: number): Bytes => good.map((b, i) => (i === at ? byte : b));
    expect(parseInfo(changed(0, 2)).ok).toBe(false);
    expect(parseInfo(changed(1, 0xff)).ok).toBe(true);
    expect(parseInfo(good.subarray(0, -1)).ok).toBe(false);
    expect(parseInfo(concat(good, fromHex('00'))).ok).toBe(false);
    expect(parseInfo(changed(41, 19).map((b, i) => (i === 40 ? 0 : b))).ok).toBe(false);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => typeof parseInfo(bytes).ok === 'boolean'));
  });
});

describe('chunks', () => {
  const size = fc.integer({ min: 20, max: 512 });

  it('any frames, any c: the same bytes, no chunk over c, counter across frames', () => {
    fc.assert(
      fc.property(size, fc.array(frame, { minLength: 1, maxLength: 4 }), (c, frames) => {
        const chunker = createChunker(c);
        const joiner = createReassembler();
        const got: string[] = [];
        let counter = 0;
        for (const given of frames) {
          const chunks = chunker.chunks(encodeFrame(given));
          for (const [i, chunk] of chunks.entries()) {
            expect(chunk.length).toBeLessThanOrEqual(c);
            expect((chunk[0] ?? 0) >> 1).toBe(counter++ % 128);
            const step = joiner.push(chunk);
            expect(step.kind).toBe(i === chunks.length - 1 ? 'frame' : 'more');
            expect(joiner.inFrame).toBe(step.kind === 'more');
            if (step.kind === 'frame') got.push(hex(step.frame));
          }
        }
        expect(got).toEqual(frames.map((given) => hex(encodeFrame(given))));
      }),
      { numRuns: 50 },
    );
  });

  it('X02: a chunk lost, doubled or swapped never gives a frame that was not sent; within 127 it is 83', () => {
    fc.assert(
      fc.property(
        size,
        fc.uint8Array({ minLength: 600, maxLength: 2000 }),
        fc.nat(),
        fc.constantFrom('lose', 'double', 'swap'),
        (c, payload, at, how) => {
          const chunks = createChunker(c).chunks(commandFrame(payload));
          fc.pre(chunks.length >= 2);
          const i = at % (chunks.length - 1);
          if (how === 'lose') chunks.splice(i, 1);
          if (how === 'double') chunks.splice(i, 0, chunks[i] ?? new Uint8Array(0));
          if (how === 'swap') chunks.splice(i, 2, chunks[i + 1] ?? new Uint8Array(0), chunks[i] ?? new Uint8Array(0));
          const joiner = createReassembler();
          const steps = chunks.map((chunk) => joiner.push(chunk));
          expect(steps.some((step) => step.kind === 'frame')).toBe(false);
          expect(steps.at(-1)).toEqual({ kind: 'abort', state: STATE.chunk });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('X03: empty part 83, stated length differs 87, too large 82; dead ever after', () => {
    const abortOf = (...chunks: string[]): unknown => {
      const joiner = createReassembler();
      return chunks.map((chunk) => joiner.push(fromHex(chunk))).at(-1);
    };
    expect(abortOf('00')).toEqual({ kind: 'abort', state: STATE.chunk });
    expect(abortOf('')).toEqual({ kind: 'abort', state: STATE.chunk });
    expect(abortOf('000000000501')).toEqual({ kind: 'abort', state: STATE.malformed });
    expect(abortOf('0000000000ff')).toEqual({ kind: 'abort', state: STATE.malformed });
    expect(abortOf('0000')).toEqual({ kind: 'abort', state: STATE.malformed });
    expect(abortOf('0000001001')).toEqual({ kind: 'abort', state: STATE.tooLarge });
    const joiner = createReassembler();
    const chunks = createChunker(512).chunks(new Uint8Array(4101));
    expect(chunks.map((chunk) => joiner.push(chunk)).at(-1)).toEqual({ kind: 'abort', state: STATE.tooLarge });
    expect(joiner.push(fromHex('0200000000'))).toEqual({ kind: 'abort', state: STATE.tooLarge });
  });
});

/** A link that cuts both directions into chunks of c and counts them. */
function chunkedLink(session: PhoneSession, c: number): ApduLink & { count: number } {
  const directions = [0, 1].map(() => ({ chunker: createChunker(c), joiner: createReassembler() }));
  const link = { count: 0, transceive };
  const carry = (direction: number, bytes: Uint8Array): Uint8Array => {
    const way = directions[direction];
    if (way === undefined) throw new Error('no such direction');
    let payload: Uint8Array | null = null;
    for (const chunk of way.chunker.chunks(bytes)) {
      link.count += 1;
      const step = way.joiner.push(chunk);
      if (step.kind === 'abort') throw new Error(`abort ${step.state}`);
      if (step.kind === 'frame') {
        const parsed = parseFrame(step.frame);
        if (parsed.ok) payload = parsed.value.payload;
      }
    }
    if (payload === null) throw new Error('no frame');
    return payload;
  };
  async function transceive(command: Uint8Array): Promise<Uint8Array> {
    return carry(1, answerFrame(await session.handle(carry(0, commandFrame(command)))));
  }
  return link;
}

describe('a whole session over chunks', () => {
  it('X01: at c = 20, 23, 182, 244, 512 the same documents come, and the sizes shrink', async () => {
    const hotel = await makeHotel();
    const phone = await makePhone(hotel);
    const counts: number[] = [];
    const responses: string[] = [];
    for (const c of [20, 23, 182, 244, 512]) {
      const link = chunkedLink(startPhone(phone), c);
      const outcome = await authenticated(readerOptions(hotel, link));
      const answer = await outcome.channel.requestDocuments({ accessElements: [ROOM] });
      responses.push(answer.ok ? hex(answer.value) : answer.error.code);
      expect(await outcome.channel.exchange({ status: '0101' })).toMatchObject({ ok: true });
      counts.push(link.count);
    }
    expect(new Set(responses).size).toBe(1);
    expect([...counts].sort((a, b) => b - a)).toEqual(counts);
  });
});
