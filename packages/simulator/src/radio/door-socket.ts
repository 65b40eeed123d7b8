// The door's end of a WebSocket link: a binary message is one whole frame (docs/protocol §6.5).
import { closeCodeOf, STATE, type StateByte, stateOfCloseCode } from '@nightlatch/aliro';
import type { Lock } from '@nightlatch/lock';
import type { RawData, WebSocket } from 'ws';

const NOT_BINARY = 1003;
/** A little above the largest frame, so that the lock itself answers `82` to one that is just too long. */
export const SOCKET_PAYLOAD_BYTES = 8192;

/** Gives a connected socket to the lock. Resolves when the session is over and stored. */
export function acceptDoorSocket(lock: Lock, socket: WebSocket): Promise<void> {
  const session = lock.acceptLink({
    kind: 'websocket',
    sendFrame: (frame) => {
      if (socket.readyState === socket.OPEN) socket.send(frame);
    },
    end: (state, parameter) => {
      const reason = parameter === undefined ? '' : String(parameter);
      socket.close(closeCodeOf(asState(state)), reason);
    },
  });
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary) session.receiveFrame(toBytes(data));
    else {
      socket.close(NOT_BINARY);
      session.lost();
    }
  });
  socket.on('close', (code: number) => {
    const state = stateOfCloseCode(code);
    if (state !== null) session.receiveState(state);
    session.lost();
  });
  socket.on('error', () => session.lost());
  return session.finished;
}

function asState(state: number): StateByte {
  return Object.values(STATE).find((known) => known === state) ?? STATE.other;
}

/** The bytes of a message, whatever form `ws` gives them in. */
export function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data));
  return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data);
}
