// A push service on this computer, both sides of it: browsers by the WebSocket protocol that Firefox speaks, application servers by RFC 8030 and RFC 8292.
// It reads no message: only the browser can decrypt one (RFC 8291).
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { verifyVapid } from '../../apps/server/src/fixtures/push-service.fixture.ts';

/** What a browser says (https://mozilla-push-service.readthedocs.io: hello, register, unregister, ack, and `{}` to be sure of us). */
type FromBrowser = {
  readonly messageType?: string;
  readonly uaid?: string;
  readonly channelID?: string;
  readonly key?: string;
  readonly updates?: readonly { readonly version: string; readonly code?: number }[];
};

type Subscription = { readonly uaid: string; readonly channelID: string; readonly key: string | undefined };

export interface BrowserPushService {
  /** For `dom.push.serverURL`. */
  readonly url: string;
  /** Public keys that browsers restricted their subscriptions to. */
  readonly keys: readonly string[];
  /** How many messages browsers have confirmed as shown to their pages' workers. */
  readonly confirmed: number;
  /** How many messages were taken from application servers. */
  readonly taken: number;
  /** What was wrong with requests that were refused. */
  readonly complaints: readonly string[];
  /** Takes messages and delivers none of them. */
  losing: boolean;
  close(): Promise<void>;
}

export async function startBrowserPushService(): Promise<BrowserPushService> {
  const sockets = new Map<string, WebSocket>();
  const subscriptions = new Map<string, Subscription>();
  let origin = '';
  const state = { keys: [] as string[], confirmed: 0, taken: 0, complaints: [] as string[], losing: false };

  const hear = (socket: WebSocket, said: FromBrowser): void => {
    const answer = (message: object): void => socket.send(JSON.stringify(message));
    const uaid = [...sockets].find(([, one]) => one === socket)?.[0];
    switch (said.messageType) {
      case undefined:
        answer({});
        break;
      case 'hello': {
        const known = said.uaid || randomUUID().replaceAll('-', '');
        sockets.set(known, socket);
        answer({ messageType: 'hello', status: 200, uaid: known, use_webpush: true, broadcasts: {} });
        break;
      }
      case 'register': {
        const path = `/push/${randomBytes(16).toString('hex')}`;
        const { channelID = '' } = said;
        const key = said.key?.replace(/=+$/, ''); // Firefox pads it
        subscriptions.set(path, { uaid: uaid ?? '', channelID, key });
        if (key) state.keys.push(key);
        answer({ messageType: 'register', status: 200, channelID, pushEndpoint: origin + path });
        break;
      }
      case 'unregister':
        for (const [path, { channelID }] of subscriptions) if (channelID === said.channelID) subscriptions.delete(path);
        answer({ messageType: 'unregister', status: 200, channelID: said.channelID });
        break;
      case 'ack':
        // 100: delivered to the worker and decrypted there.
        state.confirmed += (said.updates ?? []).filter(({ code }) => code === undefined || code === 100).length;
    }
  };
  const take = (request: IncomingMessage, body: Buffer): number => {
    const to = subscriptions.get(request.url ?? '');
    if (!to) return 410;
    if (to.key !== undefined) verifyVapid(String(request.headers.authorization), { origin, key: to.key });
    if (!(Number(request.headers.ttl) >= 0)) throw new Error('no TTL'); // RFC 8030 §5.2
    if (body.length > 4096) return 413; // RFC 8030 §7.2
    state.taken += 1;
    if (state.losing) return 201;
    sockets.get(to.uaid)?.send(
      JSON.stringify({
        messageType: 'notification',
        channelID: to.channelID,
        version: randomUUID(),
        data: body.toString('base64url'),
        headers: { encoding: request.headers['content-encoding'] },
      }),
    );
    return 201;
  };
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      try {
        response.writeHead(take(request, Buffer.concat(parts))).end();
      } catch (error) {
        state.complaints.push(error instanceof Error ? error.message : String(error));
        response.writeHead(401).end();
      }
    });
  };
  const server = createServer(onRequest);
  const upgrades = new WebSocketServer({ server, handleProtocols: (offered) => [...offered][0] ?? false });
  upgrades.on('connection', (socket) => {
    socket.on('message', (data) => hear(socket, JSON.parse(String(data)) as FromBrowser)); // Firefox's own messages
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
  return Object.assign(state, {
    url: `ws://127.0.0.1:${address.port}/`,
    close: async () => {
      for (const socket of upgrades.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
