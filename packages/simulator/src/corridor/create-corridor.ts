// A corridor of simulated doors: real lock brains with keys of their own, the gateway, a page, and the stand-in PMS beside it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { type Client, createClient } from '@nightlatch/api';
import type { Lock } from '@nightlatch/lock';
import { WebSocketServer } from 'ws';
import { isLoopbackHost, loopbackOrigin } from '../http-answers.ts';
import { createPmsHandler } from '../pms/pms-handler.ts';
import type { StandInPms } from '../pms/stand-in-pms.ts';
import type { SetTimer } from '../radio/air.ts';
import { acceptDoorSocket, SOCKET_PAYLOAD_BYTES } from '../radio/door-socket.ts';
import { commissionDoor } from './commission-door.ts';
import { type CorridorRoutes, createCorridorRoutes } from './corridor-routes.ts';
import type { DoorPlan } from './door-view.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { loadDoorPlans } from './load-door-plans.ts';
import { createVirtualDoor, type VirtualDoor } from './virtual-door.ts';

/** What a corridor is made of. */
export interface CorridorOptions {
  /** Folder of the locks' memories; survives restarts and kill -9. */
  readonly dataDir: string;
  /** The doors. Absent: asked of the server once and remembered. */
  readonly doors?: readonly DoorPlan[];
  /** The server as this location's gateway and commissioning tool see it; API key with scopes `gateway`, `locks`, `doors:read`. */
  readonly gateway: { readonly baseUrl: string; readonly apiKey: string; readonly locationId: string };
  /** Served below `/pms`. */
  readonly pms?: StandInPms;
  readonly now?: () => number;
  readonly setTimer?: SetTimer;
  readonly fetch?: typeof globalThis.fetch;
  readonly log?: (line: string) => void;
}

/** A running corridor. It opens no port: attach the two handlers to a server on 127.0.0.1. */
export interface Corridor {
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly doors: readonly VirtualDoor[];
  /** Resolves when every door is commissioned or its tile says why not. Rejects never; a server out of reach is waited for. */
  readonly commissioned: Promise<void>;
  readonly gatewayConnected: boolean;
  /** Ends links and streams, and waits until everything is stored. */
  close(): Promise<void>;
}

const RETRY_MS = 2000;

/** Opens a corridor over its folder. Resolves when the doors run; commissioning and the gateway go on behind. */
export async function createCorridor(options: CorridorOptions): Promise<Corridor> {
  const now = options.now ?? Date.now;
  const setTimer = options.setTimer ?? setUnrefTimer;
  const { locationId, baseUrl, apiKey } = options.gateway;
  const client = createClient({
    baseUrl,
    headers: () => ({ authorization: `Bearer ${apiKey}` }),
    ...(options.fetch && { fetch: options.fetch }),
  });
  const plans =
    options.doors ?? (await loadDoorPlans({ client, locationId, path: join(options.dataDir, 'doors.json') }));
  const doors: VirtualDoor[] = [];
  let closed = false;
  let gateway: Gateway | undefined;
  let routes: CorridorRoutes | undefined;

  for (const plan of plans) {
    const door: VirtualDoor = await createVirtualDoor({
      plan,
      folder: join(options.dataDir, 'locks', plan.doorId),
      now,
      setTimer,
      onChange: () => {
        routes?.doorChanged(plan.doorId);
        const lock = doors.find((one) => one.plan.doorId === plan.doorId)?.lock();
        if (lock) gateway?.changed(lock);
      },
    });
    doors.push(door);
  }

  routes = createCorridorRoutes({
    doors,
    connected: () => gateway?.connected ?? false,
    ...(options.pms && { pmsHandler: createPmsHandler(options.pms) }),
  });
  gateway = createGateway({
    client,
    locationId,
    locks: () => doors.map((door) => door.lock()).filter(isCommissioned),
    setTimer,
    onState: () => routes?.gatewayChanged(),
    ...(options.log && { log: options.log }),
  });
  const commissioned = commissionAll(doors, client, locationId, setTimer, () => closed);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: SOCKET_PAYLOAD_BYTES, clientTracking: true });

  return {
    doors,
    commissioned,
    get gatewayConnected() {
      return gateway?.connected ?? false;
    },
    handleRequest: (request, response) => routes?.handle(request, response),
    handleUpgrade: (request, socket, head) => {
      const lock = lockForUpgrade(request, doors);
      if (!lock) {
        socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(request, socket, head, (webSocket) => void acceptDoorSocket(lock, webSocket));
    },
    close: async () => {
      closed = true;
      gateway?.close();
      routes?.close();
      await Promise.all(doors.map((door) => door.close()));
      for (const webSocket of sockets.clients) webSocket.terminate();
      sockets.close();
    },
  };
}

/** The lock behind `/door/<lockId hex>`; undefined for other paths, other sites' pages and doors without power. */
function lockForUpgrade(request: IncomingMessage, doors: readonly VirtualDoor[]): Lock | undefined {
  const lockId = /^\/door\/([0-9a-f]{16})$/.exec(new URL(request.url ?? '/', 'http://localhost').pathname)?.[1];
  const foreign = request.headers.origin !== undefined && loopbackOrigin(request) === undefined;
  if (lockId === undefined || foreign || !isLoopbackHost(request.headers.host)) return undefined;
  return doors.find((door) => door.view().lockId === lockId)?.lock();
}

async function commissionAll(
  doors: readonly VirtualDoor[],
  client: Client,
  locationId: string,
  setTimer: SetTimer,
  closed: () => boolean,
): Promise<void> {
  let waiting = [...doors];
  while (waiting.length > 0 && !closed()) {
    const later: VirtualDoor[] = [];
    for (const door of waiting) {
      if (closed()) return;
      const outcome = await commissionDoor(door, client, locationId).catch(() => 'later' as const);
      if (outcome === 'later') later.push(door);
    }
    waiting = later;
    if (waiting.length > 0) await new Promise<void>((resolve) => void setTimer(RETRY_MS, resolve));
  }
}

function isCommissioned(lock: Lock | undefined): lock is Lock {
  return lock?.status().phase === 'ready';
}

function setUnrefTimer(delayMs: number, fire: () => void): () => void {
  const timer = setTimeout(fire, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}
