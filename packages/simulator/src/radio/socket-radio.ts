// A phone's radio in Node that reaches the corridor's doors over WebSocket (docs/protocol §6.5). Simulated.
import { closeCodeOf, fromHex, STATE, type StateByte, stateOfCloseCode } from '@nightlatch/aliro';
import { type Advert, type FrameLink, type Radio, RadioError } from '@nightlatch/phone';
import { WebSocket } from 'ws';
import type { SetTimer } from './air.ts';
import { SOCKET_PAYLOAD_BYTES, toBytes } from './door-socket.ts';
import { createLinkInbox } from './link-inbox.ts';
import { firstInfo } from './memory-link.ts';

/** Where the corridor is. */
export interface SocketRadioOptions {
  /** The corridor's address, for instance `http://127.0.0.1:4081`. */
  readonly corridorUrl: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly setTimer: SetTimer;
}

const CONNECT_WITHIN_MS = 3000;

/** Makes the radio. */
export function createSocketRadio(options: SocketRadioOptions): Radio {
  const fetchIt = options.fetch ?? globalThis.fetch;
  return {
    scan: async () => {
      try {
        const response = await fetchIt(new URL('/adverts', options.corridorUrl), {
          signal: AbortSignal.timeout(CONNECT_WITHIN_MS),
        });
        const list: unknown = await response.json();
        return Array.isArray(list) ? list.flatMap(readAdvert) : [];
      } catch {
        return []; // no corridor: nothing is in the air
      }
    },
    connect: (advert) => openSocketLink(advert, options.setTimer),
  };
}

/** One entry of `/adverts`: `{name, url, info(hex)}`; anything else is not heard. */
export function readAdvert(entry: unknown): Advert[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { name, url, info }: { name?: unknown; url?: unknown; info?: unknown } = entry;
  if (typeof name !== 'string' || typeof url !== 'string' || typeof info !== 'string') return [];
  return /^([0-9a-f]{2})+$/.test(info) ? [{ id: url, name, info: fromHex(info) }] : [];
}

async function openSocketLink(advert: Advert, setTimer: SetTimer): Promise<FrameLink> {
  const inbox = createLinkInbox();
  const socket = new WebSocket(advert.id, { maxPayload: SOCKET_PAYLOAD_BYTES, handshakeTimeout: CONNECT_WITHIN_MS });
  socket.on('message', (data, isBinary) => {
    if (isBinary) inbox.push({ kind: 'frame', frame: toBytes(data) });
    else socket.close(1003);
  });
  socket.on('close', (code, reason) => {
    const state = stateOfCloseCode(code);
    const wait = Number(reason.toString());
    inbox.push({
      kind: 'closed',
      ...(state !== null && { state }),
      ...(state === STATE.overloaded && Number.isInteger(wait) && { retryAfterMs: wait * 100 }),
    });
  });
  socket.on('error', () => inbox.push({ kind: 'closed' }));
  const info = await firstInfo(inbox.receive(), setTimer);
  if (!info) {
    socket.terminate();
    throw new RadioError('too_far', 'The door does not answer.');
  }
  return {
    info,
    send: (frame) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) reject(new RadioError('too_far', 'The link is gone.'));
        else socket.send(frame, (error) => (error ? reject(error) : resolve()));
      }),
    receive: () => inbox.receive(),
    close: (state) => socket.close(closeCodeOf(asState(state))),
  };
}

function asState(state: number): StateByte {
  return Object.values(STATE).find((known) => known === state) ?? STATE.other;
}
