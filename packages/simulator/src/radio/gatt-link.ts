// A link through the GATT chunk layer over the simulated air: the lock's own adapter at one end, a phone's at the other (docs/protocol §6.4).
import { createChunker, createReassembler, LINK_TIMERS, STATE } from '@nightlatch/aliro';
import { acceptGattLink, type Lock } from '@nightlatch/lock';
import { type FrameLink, RadioError } from '@nightlatch/phone';
import { type Air, createAir, type SetTimer } from './air.ts';
import type { Interference } from './interference.ts';
import { createLinkInbox } from './link-inbox.ts';

/** What a GATT link needs. */
export interface GattLinkOptions {
  readonly lock: Lock;
  readonly setTimer: SetTimer;
  /** c = ATT_MTU − 3, 20–512. */
  readonly chunkSize: number;
  readonly interference?: Interference;
  /** Every whole frame that the phone sent or received. */
  readonly onFrame?: (from: 'phone' | 'lock', frame: Uint8Array) => void;
}

/** Connects and reads `info`. */
export async function openGattLink(options: GattLinkOptions): Promise<FrameLink> {
  const inbox = createLinkInbox();
  const chunker = createChunker(options.chunkSize);
  const air: Air = createAir({
    setTimer: options.setTimer,
    ...(options.interference && { interference: options.interference }),
    toPhone: (chunk) => receiver.take(chunk),
    toLock: (chunk) => atLock.receiveChunk(chunk),
    onLost: () => {
      receiver.stop();
      atLock.lost();
      inbox.push({ kind: 'closed' });
    },
  });
  const receiver = createReceiver(options.setTimer, {
    onFrame: (frame) => {
      options.onFrame?.('lock', frame);
      inbox.push({ kind: 'frame', frame });
    },
    onAbort: (state) => closeByPhone(state),
  });
  const atLock = acceptGattLink({
    lock: options.lock,
    timers: { after: options.setTimer },
    chunkBytes: options.chunkSize,
    notifyChunk: (chunk) => air.fromLock(chunk),
    notifyState: ([state = STATE.other, waitTenths]) =>
      air.afterSentBy('lock', () => {
        receiver.stop();
        inbox.push({ kind: 'closed', state, ...(waitTenths !== undefined && { retryAfterMs: waitTenths * 100 }) });
        air.silence();
      }),
  });

  function closeByPhone(state: number): void {
    if (inbox.closed) return;
    inbox.push({ kind: 'closed', state });
    air.afterSentBy('phone', () => {
      receiver.stop();
      atLock.receiveState(Uint8Array.of(state));
      atLock.lost();
      air.silence();
    });
  }

  return {
    info: options.lock.info(options.chunkSize),
    send: async (frame) => {
      if (inbox.closed) throw new RadioError('too_far', 'The link is gone.');
      options.onFrame?.('phone', frame);
      for (const chunk of chunker.chunks(frame)) air.fromPhone(chunk);
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
  const reassembler = createReassembler();
  let cancel: () => void = () => undefined;
  let stopped = false;
  return {
    take: (chunk) => {
      if (stopped) return;
      cancel();
      const step = reassembler.push(chunk);
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
