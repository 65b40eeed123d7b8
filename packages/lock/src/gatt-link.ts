// APDU over GATT: turns a link that carries chunks and state bytes into one that carries frames (docs/protocol §6.4).
import { createChunker, createReassembler, LINK_TIMERS, STATE, type StateByte } from '@nightlatch/aliro';
import type { Lock } from './lock-types.ts';
import type { LinkSession, LockTimers } from './ports.ts';

/** What the GATT server of a lock gives for one connected phone. */
export interface GattLinkOptions {
  readonly lock: Pick<Lock, 'acceptLink'>;
  readonly timers: LockTimers;
  /** ATT_MTU − 3 at the phone's read of `info`, 20–512. */
  readonly chunkBytes: number;
  /** The phone's address on this connection, where the stack tells it. */
  readonly peer?: string | undefined;
  /** Notifies one chunk on `fromLock`. */
  notifyChunk(chunk: Uint8Array): void;
  /** Notifies 1 or 2 bytes on `state`; the server disconnects 300 ms after END or an abort. */
  notifyState(bytes: Uint8Array): void;
}

/** What the GATT server calls. Nothing throws. */
export interface GattLink {
  /** A write on `toLock`. */
  receiveChunk(chunk: Uint8Array): void;
  /** A write on `state`. */
  receiveState(bytes: Uint8Array): void;
  /** The phone disconnected. */
  lost(): void;
  readonly finished: Promise<void>;
}

/** Accepts a phone that connected by GATT; it has read `lock.info(chunkBytes)` before. */
export function acceptGattLink(options: GattLinkOptions): GattLink {
  const chunker = createChunker(options.chunkBytes);
  const reassembler = createReassembler();
  let cancelChunkTimer: (() => void) | undefined;
  const session: LinkSession = options.lock.acceptLink({
    kind: 'gatt',
    peer: options.peer,
    sendFrame: (frame) => {
      for (const chunk of chunker.chunks(frame)) options.notifyChunk(chunk);
    },
    end: (state: StateByte, waitTenths) => {
      cancelChunkTimer?.();
      const bytes = state === STATE.overloaded ? [state, Math.min(waitTenths ?? 1, 255)] : [state];
      options.notifyState(Uint8Array.from(bytes));
    },
  });
  const waitForRest = (): void => {
    cancelChunkTimer?.();
    cancelChunkTimer = reassembler.inFrame
      ? options.timers.after(LINK_TIMERS.chunkMs, () => session.abort(STATE.chunk))
      : undefined;
  };
  return {
    receiveChunk: (chunk) => {
      const step = reassembler.push(chunk);
      if (step.kind === 'abort') session.abort(step.state);
      else if (step.kind === 'frame') session.receiveFrame(step.frame);
      waitForRest();
    },
    receiveState: (bytes) => session.receiveState(bytes[0] ?? STATE.other),
    lost: () => {
      cancelChunkTimer?.();
      session.lost();
    },
    finished: session.finished,
  };
}
