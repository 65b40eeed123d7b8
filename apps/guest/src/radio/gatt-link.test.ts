// The phone's end of a link over GATT: chunks, breaks at any moment, silence, and a young link's small packets.
import { createChunker, encodeFrame, encodeInfo, LINK_TIMERS, STATE } from '@nightlatch/aliro';
import type { Clock } from '@nightlatch/phone';
import { describe, expect, it, vi } from 'vitest';
import { type GattPort, linkOverGatt } from './gatt-link.ts';

const infoWith = (chunkSize: number): Uint8Array =>
  encodeInfo({
    ...{ fast: true, stepUp: true, mailbox: true, maxFrame: 4100, timeNonce: null },
    readerIdentifier: new Uint8Array(32),
    versions: [0x0100],
    chunkSize,
  });

/** A GATT port in memory; `unanswered`: writes never resolve, as on a stack whose link broke. */
const createPort = (chunkSizes: readonly number[]) => {
  const written: { to: string; bytes: Uint8Array; response: string }[] = [];
  const hear: Partial<Record<'fromLock' | 'state', (bytes: Uint8Array) => void>> = {};
  const reads = [...chunkSizes];
  let lose: () => void = () => undefined;
  const port = {
    unanswered: false,
    disconnected: 0,
    readInfo: async () => infoWith(reads.length > 1 ? (reads.shift() ?? 20) : (reads[0] ?? 20)),
    subscribe: async (from, listener) => {
      hear[from] = listener;
    },
    write: (to, bytes, response) => {
      written.push({ to, bytes, response });
      return port.unanswered ? new Promise<void>(() => undefined) : Promise.resolve();
    },
    onLost: (listener) => {
      lose = listener;
    },
    disconnect: () => {
      port.disconnected += 1;
    },
  } satisfies GattPort & Record<string, unknown>;
  return { port, written, hear, lose: () => lose() };
};

const createClock = () => {
  const timers = new Set<{ fire: () => void; delayMs: number }>();
  const clock: Clock = {
    now: () => 0,
    setTimer: (delayMs, fire) => {
      const timer = { fire, delayMs };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  const run = (delayMs: number): void => {
    for (const timer of timers) {
      if (timer.delayMs !== delayMs) continue;
      timers.delete(timer);
      timer.fire();
    }
  };
  return { clock, run, timers };
};

const frame = encodeFrame({ type: 1, id: 2, payload: Uint8Array.from({ length: 96 }, (_, at) => at) });

describe('a link over GATT', () => {
  it('sends a frame in chunks of the door’s size, the last one answered by the stack', async () => {
    const { port, written } = createPort([40]);
    const link = await linkOverGatt(port, createClock().clock);
    await link.send(frame);
    expect(written.map(({ bytes }) => [...bytes])).toEqual(
      createChunker(40)
        .chunks(frame)
        .map((one) => [...one]),
    );
    expect(written.map(({ response }) => response)).toEqual(['without', 'without', 'with']);
  });

  it('gives back what came in chunks, and is closed by a chunk that never comes', async () => {
    const { port, hear, written } = createPort([40]);
    const { clock, run } = createClock();
    const link = await linkOverGatt(port, clock);
    const chunker = createChunker(40);
    for (const chunk of chunker.chunks(frame)) hear.fromLock?.(chunk);
    expect(await link.receive()).toMatchObject({ kind: 'frame' });
    const [first = new Uint8Array()] = chunker.chunks(frame);
    hear.fromLock?.(first);
    run(LINK_TIMERS.chunkMs);
    expect(await link.receive()).toEqual({ kind: 'closed', state: STATE.chunk });
    expect(written.at(-1)).toMatchObject({ to: 'state', bytes: Uint8Array.of(STATE.chunk) });
  });

  it('is closed by the door’s state byte, which says when to come again', async () => {
    const { port, hear } = createPort([40]);
    const link = await linkOverGatt(port, createClock().clock);
    hear.state?.(Uint8Array.of(STATE.overloaded, 7));
    expect(await link.receive()).toEqual({ kind: 'closed', state: STATE.overloaded, retryAfterMs: 700 });
  });

  it('does not wait for a write whose link broke, and sends nothing more', async () => {
    const { port, written, lose } = createPort([40]);
    const link = await linkOverGatt(port, createClock().clock);
    port.unanswered = true;
    const sending = link.send(frame);
    await vi.waitFor(() => expect(written).toHaveLength(1));
    lose();
    await expect(sending).rejects.toMatchObject({ code: 'too_far' });
    expect(written).toHaveLength(1);
    expect(await link.receive()).toMatchObject({ kind: 'closed' });
  });

  it('gives a write up that nobody answers, where the stack says nothing of the link either', async () => {
    const { port, written } = createPort([40]);
    const { clock, run } = createClock();
    const link = await linkOverGatt(port, clock);
    port.unanswered = true;
    const sending = link.send(frame);
    const refused = expect(sending).rejects.toMatchObject({ code: 'too_far' });
    run(LINK_TIMERS.chunkMs);
    await refused;
    expect(written).toHaveLength(1);
  });

  it('reads the info again where the link is so young that its packets are the smallest', async () => {
    const { port, written } = createPort([20, 60]);
    const { clock, run, timers } = createClock();
    const opening = linkOverGatt(port, clock);
    await vi.waitFor(() => expect(timers.size).toBe(1));
    run(500);
    await (await opening).send(frame);
    expect(written).toHaveLength(createChunker(60).chunks(frame).length);
  });

  it('says goodbye, and cuts the link without an answer to it', async () => {
    const { port, written } = createPort([40]);
    const { clock, run } = createClock();
    const link = await linkOverGatt(port, clock);
    port.unanswered = true;
    link.close(STATE.other);
    expect(written.at(-1)).toMatchObject({ to: 'state', bytes: Uint8Array.of(STATE.other) });
    expect(port.disconnected).toBe(0);
    run(300);
    expect(port.disconnected).toBe(1);
  });
});
