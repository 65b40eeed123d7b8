// A link through the real GATT chunk layer, both ends of it, over the simulated air (docs/protocol §6.4).
import {
  type ChunkStep,
  createChunker,
  createReassembler,
  LINK_TIMERS,
  type Reassembler,
  STATE,
} from '@nightlatch/aliro';
import type { Lock } from '@nightlatch/lock';
import { type FrameLink, RadioError } from '@nightlatch/phone';
import { createAir, type SetTimer } from './air.ts';
import type { Interference } from './interference.ts';
import { createLinkInbox } from './link-inbox.ts';

/** What a GATT link needs. */
export interface GattLinkOptions {
  readonly lock: Lock;
  readonly setTimer: SetTimer;
  /** c = ATT_MTU − 3, 20–512. */
  readonly chunkSize: number;
  readonly interference?: Interference;
  /** Every whole frame that reached its end. */
  readonly onFrame?: (from: 'phone' | 'lock', frame: Uint8Array) => void;
}

/** Connects and reads `info`. */
export async function openGattLink(options: GattLinkOptions): Promise<FrameLink> {
  const inbox = createLinkInbox();
  const phoneChunks = createChunker(options.chunkSize);
  const lockChunks = createChunker(options.chunkSize);
  const air = createAir({
    setTimer: options.setTimer,
    ...(options.interference && { interference: options.interference }),
    toPhone: (chunk) => atPhone.take(chunk),
    toLock: (chunk) => atLock.take(chunk),
    onLost: () => {
      stopTimers();
      session.lost();
      inbox.push({ kind: 'closed' });
    },
  });
  const session = options.lock.acceptLink({
    kind: 'gatt',
    sendFrame: (frame) => {
      for (const chunk of lockChunks.chunks(frame)) air.fromLock(chunk);
    },
    end: (state, parameter) =>
      air.afterSentBy('lock', () => {
        stopTimers();
        inbox.push({ kind: 'closed', state, ...(parameter !== undefined && { retryAfterMs: parameter * 100 }) });
        air.silence();
      }),
  });

  const atPhone = createReceiver(options.setTimer, {
    onFrame: (frame) => {
      options.onFrame?.('lock', frame);
      inbox.push({ kind: 'frame', frame });
    },
    onAbort: (state) => closeByPhone(state),
  });
  const atLock = createReceiver(options.setTimer, {
    onFrame: (frame) => {
      options.onFrame?.('phone', frame);
      session.receiveFrame(frame);
    },
    onAbort: (state) => {
      // The lock's radio tells the brain as if the phone had aborted, and the phone by a state byte.
      session.receiveState(state);
      stopTimers();
      inbox.push({ kind: 'closed', state });
      air.silence();
    },
  });

  function stopTimers(): void {
    atPhone.stop();
    atLock.stop();
  }

  function closeByPhone(state: number): void {
    if (inbox.closed) return;
    inbox.push({ kind: 'closed', state });
    air.afterSentBy('phone', () => {
      stopTimers();
      session.receiveState(state);
      session.lost();
      air.silence();
    });
  }

  return {
    info: options.lock.info(options.chunkSize),
    send: async (frame) => {
      if (inbox.closed) throw new RadioError('too_far', 'The link is gone.');
      for (const chunk of phoneChunks.chunks(frame)) air.fromPhone(chunk);
    },
    receive: () => inbox.receive(),
    close: closeByPhone,
  };
}

interface Receiver {
  take(chunk: Uint8Array): void;
  stop(): void;
}

/** Joins chunks to frames; 2 s between two chunks of one frame, then `83`. */
function createReceiver(
  setTimer: SetTimer,
  on: { readonly onFrame: (frame: Uint8Array) => void; readonly onAbort: (state: number) => void },
): Receiver {
  const reassembler: Reassembler = createReassembler();
  let cancel: () => void = () => undefined;
  let stopped = false;
  return {
    take: (chunk) => {
      if (stopped) return;
      cancel();
      const step: ChunkStep = reassembler.push(chunk);
      if (step.kind === 'frame') on.onFrame(step.frame);
      else if (step.kind === 'abort') on.onAbort(step.state);
      else cancel = setTimer(LINK_TIMERS.chunkMs, () => on.onAbort(STATE.chunk));
    },
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}
