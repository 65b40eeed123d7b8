// A link in memory that carries whole frames, with `info` in a first frame of type 4 (docs/protocol §6.5).
import { FRAME, parseFrame } from '@nightlatch/aliro';
import type { Lock } from '@nightlatch/lock';
import { type FrameLink, RadioError } from '@nightlatch/phone';
import { createAir, type SetTimer } from './air.ts';
import type { Interference } from './interference.ts';
import { createLinkInbox } from './link-inbox.ts';

/** What a link in memory needs. */
export interface MemoryLinkOptions {
  readonly lock: Lock;
  readonly setTimer: SetTimer;
  readonly interference?: Interference;
  /** Every whole frame that reached its end, for records and comparisons. */
  readonly onFrame?: (from: 'phone' | 'lock', frame: Uint8Array) => void;
}

const INFO_WITHIN_MS = 3000;

/** Connects. Rejects with `RadioError` `too_far` when no `info` comes. */
export async function openMemoryLink(options: MemoryLinkOptions): Promise<FrameLink> {
  const inbox = createLinkInbox();
  const air = createAir({
    setTimer: options.setTimer,
    ...(options.interference && { interference: options.interference }),
    toPhone: (frame) => {
      options.onFrame?.('lock', frame);
      inbox.push({ kind: 'frame', frame });
    },
    toLock: (frame) => {
      options.onFrame?.('phone', frame);
      session.receiveFrame(frame);
    },
    onLost: () => {
      session.lost();
      inbox.push({ kind: 'closed' });
    },
  });
  const session = options.lock.acceptLink({
    kind: 'memory',
    sendFrame: (frame) => air.fromLock(frame),
    end: (state, parameter) =>
      air.afterSentBy('lock', () => {
        inbox.push({ kind: 'closed', state, ...(parameter !== undefined && { retryAfterMs: parameter * 100 }) });
        air.silence();
      }),
  });
  const info = await firstInfo(inbox.receive(), options.setTimer);
  if (!info) {
    session.lost();
    air.silence();
    throw new RadioError('too_far', 'The door does not answer.');
  }
  return {
    info,
    send: async (frame) => {
      if (inbox.closed) throw new RadioError('too_far', 'The link is gone.');
      air.fromPhone(frame);
    },
    receive: () => inbox.receive(),
    close: (state) => {
      if (inbox.closed) return;
      inbox.push({ kind: 'closed', state });
      air.afterSentBy('phone', () => {
        session.receiveState(state);
        session.lost();
        air.silence();
      });
    },
  };
}

/** The `info` bytes of the first frame; undefined for anything else or silence. */
export async function firstInfo(
  first: Promise<{ readonly kind: 'frame'; readonly frame: Uint8Array } | { readonly kind: 'closed' }>,
  setTimer: SetTimer,
): Promise<Uint8Array | undefined> {
  let cancel: () => void = () => undefined;
  const late = new Promise<undefined>((resolve) => {
    cancel = setTimer(INFO_WITHIN_MS, () => resolve(undefined));
  });
  const event = await Promise.race([first, late]);
  cancel();
  if (event?.kind !== 'frame') return undefined;
  const frame = parseFrame(event.frame);
  const isInfo = frame.ok && frame.value.type === FRAME.info[0] && frame.value.id === FRAME.info[1];
  return isInfo ? frame.value.payload : undefined;
}
