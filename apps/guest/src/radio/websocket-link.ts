// A link to a virtual door: one whole frame per WebSocket message (docs/protocol §6.5).
import { type FrameLink, type LinkEvent, RadioError } from '@nightlatch/phone';
import { createLinkInbox } from './link-inbox.ts';

/** What a link needs of a WebSocket; the browser's fits. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
}

/** Time for the socket to open and the lock to send its `info`. */
const CONNECT_MS = 4_000;
const OPEN = 1;
const HEADER_BYTES = 4;
const INFO_TYPE = 4;
const END = 0x02;
const STATE_BASE = 4_000;
/** docs/protocol §6.4: `86 n`, try again after n × 100 ms. */
const OVERLOADED = 0x86;
const OVERLOADED_STEP_MS = 100;

/** Waits for `info`, then gives the link. Throws `RadioError` `too_far` when the door does not answer. */
export async function linkOver(socket: SocketLike): Promise<FrameLink> {
  socket.binaryType = 'arraybuffer';
  const inbox = createLinkInbox();
  socket.addEventListener('message', ({ data }) => {
    if (data instanceof ArrayBuffer) inbox.push({ kind: 'frame', frame: new Uint8Array(data) });
    else socket.close(1003);
  });
  socket.addEventListener('close', ({ code, reason }) => inbox.push(closedBy(code, reason)));
  socket.addEventListener('error', () => inbox.push({ kind: 'closed' }));

  const info = await firstInfo(inbox.receive, socket);
  return {
    info,
    async send(frame) {
      if (inbox.closed || socket.readyState !== OPEN) throw new RadioError('too_far', 'the link is gone');
      socket.send(new Uint8Array(frame)); // a copy: views over larger buffers stay whole
    },
    receive: inbox.receive,
    close(state) {
      if (!inbox.closed) socket.close(state === END ? 1000 : STATE_BASE + state);
    },
  };
}

/** The lock's first message must be its `info` in a frame of type 4, id 0. */
async function firstInfo(receive: () => Promise<LinkEvent>, socket: SocketLike): Promise<Uint8Array> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), CONNECT_MS);
  });
  const first = await Promise.race([receive(), timeout]);
  clearTimeout(timer);
  const info = first?.kind === 'frame' ? payloadOfInfo(first.frame) : undefined;
  if (info === undefined) {
    socket.close(1000);
    throw new RadioError('too_far', 'the door did not answer');
  }
  return info;
}

function payloadOfInfo(frame: Uint8Array): Uint8Array | undefined {
  const [type, id, high = 0, low = 0] = frame;
  const whole = frame.length === HEADER_BYTES + high * 256 + low;
  return type === INFO_TYPE && id === 0 && whole ? frame.slice(HEADER_BYTES) : undefined;
}

function closedBy(code: number, reason: string): LinkEvent {
  if (code === 1000) return { kind: 'closed', state: END };
  const state = code - STATE_BASE;
  if (state < 0x80 || state > 0x87) return { kind: 'closed' };
  const steps = Number.parseInt(reason, 10);
  return state === OVERLOADED && steps > 0
    ? { kind: 'closed', state, retryAfterMs: steps * OVERLOADED_STEP_MS }
    : { kind: 'closed', state };
}
