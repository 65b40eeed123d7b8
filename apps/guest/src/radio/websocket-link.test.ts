// Links to virtual doors over real WebSockets: info first, whole frames, and close codes as docs/protocol §6.5 has them.
import { RadioError } from '@nightlatch/phone';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type WebSocket as ServerSocket, WebSocket, WebSocketServer } from 'ws';
import { linkOver, type SocketLike } from './websocket-link.ts';

const INFO = Uint8Array.from({ length: 42 }, (_, index) => index);
const INFO_FRAME = Uint8Array.from([4, 0, 0, INFO.length, ...INFO]);
const servers: WebSocketServer[] = [];

/** A door that does as told at each link; gives the phone's socket to it. */
async function doorThat(behaves: (socket: ServerSocket) => void): Promise<SocketLike> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  servers.push(server);
  server.on('connection', behaves);
  await new Promise((resolve) => server.on('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return new WebSocket(`ws://127.0.0.1:${port}/door`) as unknown as SocketLike; // the same events as a browser's
}

afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

describe('linkOver', () => {
  it('takes the first frame for info and hands over whole frames in both directions', async () => {
    const heard: Uint8Array[] = [];
    const link = await linkOver(
      await doorThat((socket) => {
        socket.send(INFO_FRAME);
        socket.on('message', (data: Buffer) => {
          heard.push(new Uint8Array(data));
          socket.send(Uint8Array.from([0, 0, 0, 1, 9]));
          socket.close(1000);
        });
      }),
    );
    expect(link.info).toEqual(INFO);
    await link.send(Uint8Array.from([99, 2, 5, 0, 0, 99]).subarray(1, 5));
    expect(await link.receive()).toEqual({ kind: 'frame', frame: Uint8Array.from([0, 0, 0, 1, 9]) });
    expect(await link.receive()).toEqual({ kind: 'closed', state: 0x02 });
    expect(await link.receive()).toEqual({ kind: 'closed', state: 0x02 });
    expect(heard).toEqual([Uint8Array.from([2, 5, 0, 0])]);
    await expect(link.send(Uint8Array.of(1))).rejects.toThrow(RadioError);
  });

  it.each([
    { code: 4129, reason: '', event: { kind: 'closed', state: 0x81 } },
    { code: 4134, reason: '3', event: { kind: 'closed', state: 0x86, retryAfterMs: 300 } },
    { code: 4134, reason: '', event: { kind: 'closed', state: 0x86 } },
    { code: 4999, reason: '', event: { kind: 'closed' } },
    { code: 1011, reason: '', event: { kind: 'closed' } },
  ])('reads close code $code with reason "$reason"', async ({ code, reason, event }) => {
    const link = await linkOver(
      await doorThat((socket) => {
        socket.send(INFO_FRAME);
        socket.on('message', () => socket.close(code, reason));
      }),
    );
    await link.send(Uint8Array.of(2, 5, 0, 0));
    expect(await link.receive()).toEqual(event);
  });

  it('tells the lock how it ends the link', async () => {
    for (const [state, code] of [
      [0x02, 1000],
      [0x81, 4129],
    ] as const) {
      let closed: (code: number) => void = () => undefined;
      const seen = new Promise<number>((resolve) => {
        closed = resolve;
      });
      const link = await linkOver(
        await doorThat((socket) => {
          socket.send(INFO_FRAME);
          socket.on('close', (given: number) => closed(given));
        }),
      );
      link.close(state);
      link.close(state);
      expect(await seen).toBe(code);
    }
  });

  it.each([
    ['no info but another frame', Uint8Array.of(0, 0, 0, 1, 9)],
    ['an info frame with a wrong length', Uint8Array.of(4, 0, 0, 9, 1)],
    ['an empty message', new Uint8Array(0)],
  ])('is too far from a door that sends %s', async (_, message) => {
    const socket = await doorThat((door) => door.send(message));
    await expect(linkOver(socket)).rejects.toMatchObject({ code: 'too_far' });
  });

  it('is too far from a door that refuses, is absent or says nothing for 4 s', async () => {
    await expect(linkOver(await doorThat((door) => door.close(4134)))).rejects.toMatchObject({ code: 'too_far' });
    const nobody = new WebSocket('ws://127.0.0.1:1/door') as unknown as SocketLike; // as above
    await expect(linkOver(nobody)).rejects.toMatchObject({ code: 'too_far' });
    vi.useFakeTimers();
    const silent: SocketLike = {
      binaryType: '',
      readyState: 1,
      send: () => undefined,
      close: () => undefined,
      addEventListener: () => undefined,
    };
    const waiting = expect(linkOver(silent)).rejects.toMatchObject({ code: 'too_far' });
    await vi.advanceTimersByTimeAsync(4_000);
    await waiting;
  });

  it('ends the link at a text message', async () => {
    const code = new Promise<number>((resolve) => {
      void doorThat((socket) => {
        socket.send(INFO_FRAME);
        socket.send('hello');
        socket.on('close', resolve);
      }).then(linkOver);
    });
    expect(await code).toBe(1003);
  });
});
