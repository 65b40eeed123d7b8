// A link to a real door: frames in chunks over the GATT profile (docs/protocol §6.4), whatever brings the GATT operations.
import { createChunker, createReassembler, LINK_TIMERS, parseInfo, STATE } from '@nightlatch/aliro';
import { type Clock, type FrameLink, RadioError } from '@nightlatch/phone';
import { createLinkInbox } from './link-inbox.ts';

/** UUIDs of the door's GATT service (docs/protocol §6.4), as browsers and phones write them. */
export const DOOR_GATT = {
  service: 'a09d937a-6336-4c93-9088-9c7155c91724',
  info: 'b95817aa-467b-4bd3-a632-f4b3a1c8825a',
  state: '7ccdf466-e3d3-40bc-a7f0-d3eb236d0d2b',
  toLock: 'e03127c6-59b4-47d7-809a-b13e87039d61',
  fromLock: '6f8ea45d-d898-455f-bab0-2a9cd1206d2f',
} as const;

/** One connected door, as a Bluetooth stack gives it: a browser's, or a phone's own in the native shell. Operations never overlap. */
export interface GattPort {
  readInfo(): Promise<Uint8Array>;
  /** Resolves once notifications run. */
  subscribe(from: 'fromLock' | 'state', hear: (bytes: Uint8Array) => void): Promise<void>;
  write(to: 'toLock' | 'state', bytes: Uint8Array, response: 'with' | 'without'): Promise<void>;
  /** Calls `hear` once when the link is gone, for whatever reason. */
  onLost(hear: () => void): void;
  disconnect(): void;
}

/** The smallest chunk there is: the stack has not yet agreed on more (docs/protocol §6.4, info). */
const SMALLEST_CHUNK = 20;
const READ_AGAIN_AFTER_MS = 500;
/** How long a farewell may take before the link is cut without it. */
const FAREWELL_MS = 300;

/** Reads `info`, subscribes, and gives the link. Rejects when the door goes silent or is lost meanwhile. */
export async function linkOverGatt(port: GattPort, clock: Clock): Promise<FrameLink> {
  const inbox = createLinkInbox();
  let cancelChunkTimer: () => void = () => undefined;
  let running = false;
  const shut = (event: Parameters<typeof inbox.push>[0]): void => {
    cancelChunkTimer();
    inbox.push(event);
  };
  const gone = new Promise<void>((resolve) =>
    port.onLost(() => {
      shut({ kind: 'closed' });
      resolve();
    }),
  );

  const info = await readSettledInfo(port, clock);
  const parsed = parseInfo(info);
  const chunker = createChunker(parsed.ok ? parsed.value.chunkSize : SMALLEST_CHUNK);
  const reassembler = createReassembler();

  const close = (state: number): void => {
    const first = !inbox.closed;
    shut({ kind: 'closed', state });
    if (!first || !running) {
      port.disconnect();
      return;
    }
    const goodbye = port.write('state', Uint8Array.of(state), 'without').catch(() => undefined);
    const cancel = clock.setTimer(FAREWELL_MS, () => port.disconnect());
    void goodbye.then(() => {
      cancel();
      port.disconnect();
    });
  };
  const takeChunk = (chunk: Uint8Array): void => {
    if (inbox.closed) return;
    cancelChunkTimer();
    const step = reassembler.push(chunk);
    if (step.kind === 'frame') inbox.push({ kind: 'frame', frame: step.frame });
    else if (step.kind === 'abort') close(step.state);
    else cancelChunkTimer = clock.setTimer(LINK_TIMERS.chunkMs, () => close(STATE.chunk));
  };
  const takeState = ([state = STATE.other, tenths]: Uint8Array): void =>
    shut({
      kind: 'closed',
      state,
      ...(state === STATE.overloaded && tenths ? { retryAfterMs: tenths * 100 } : {}),
    });

  if (parsed.ok) {
    await port.subscribe('fromLock', takeChunk);
    await port.subscribe('state', takeState);
    running = true;
  }
  return {
    info,
    async send(frame) {
      const chunks = chunker.chunks(frame);
      for (const [at, chunk] of chunks.entries()) {
        if (inbox.closed) throw new RadioError('too_far', 'the link is gone');
        // The last one is answered by the stack: so many writes never run ahead of a slow link.
        const written = port.write('toLock', chunk, at === chunks.length - 1 ? 'with' : 'without');
        await Promise.race([written, gone, unansweredAfter(clock, LINK_TIMERS.chunkMs, written)]);
      }
    },
    receive: () => inbox.receive(),
    close,
  };
}

/** Rejects when a write takes longer: a stack may leave one unanswered for good when its link breaks, and say nothing of the link. */
function unansweredAfter(clock: Clock, limitMs: number, written: Promise<void>): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = clock.setTimer(limitMs, () => reject(new RadioError('too_far', 'a write was not answered')));
    written.then(cancel, cancel);
  });
}

/** `info`; read once more where the link is so young that its packets are still the smallest. */
async function readSettledInfo(port: GattPort, clock: Clock): Promise<Uint8Array> {
  const info = await port.readInfo();
  const parsed = parseInfo(info);
  if (!parsed.ok || parsed.value.chunkSize > SMALLEST_CHUNK) return info;
  await new Promise<void>((resolve) => clock.setTimer(READ_AGAIN_AFTER_MS, resolve));
  return port.readInfo();
}
