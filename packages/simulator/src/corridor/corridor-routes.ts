// The corridor over HTTP: its page, a live state, the adverts that phones hear, and the switches of each door.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hex } from '@nightlatch/aliro';
import {
  type EventStream,
  isLoopbackHost,
  loopbackOrigin,
  mayChange,
  openEventStream,
  RequestError,
  readJsonObject,
  sendEmpty,
  sendJson,
  sendProblem,
  sendStatic,
} from '../http-answers.ts';
import type { PmsHandler } from '../pms/pms-handler.ts';
import { CORRIDOR_CSS, CORRIDOR_HTML } from './corridor-page.ts';
import { CORRIDOR_JS } from './corridor-script.ts';
import type { VirtualDoor } from './virtual-door.ts';

/** What the routes serve. */
export interface CorridorRoutesOptions {
  readonly doors: readonly VirtualDoor[];
  /** Whether the gateway has its connection to the server. */
  readonly connected: () => boolean;
  readonly pmsHandler?: PmsHandler;
}

/** The routes, and how the page hears of changes. */
export interface CorridorRoutes {
  handle(request: IncomingMessage, response: ServerResponse): void;
  doorChanged(doorId: string): void;
  gatewayChanged(): void;
  close(): void;
}

/** Makes the routes. */
export function createCorridorRoutes(options: CorridorRoutesOptions): CorridorRoutes {
  const listeners = new Set<EventStream>();
  const dirty = new Set<string>();

  function doorChanged(doorId: string): void {
    if (dirty.size === 0) setImmediate(flush);
    dirty.add(doorId);
  }

  function flush(): void {
    const doors = options.doors.filter((door) => dirty.has(door.plan.doorId));
    dirty.clear();
    for (const door of doors) for (const listener of listeners) listener.send('door', door.view());
  }

  function wholeState(): Record<string, unknown> {
    return {
      connected: options.connected(),
      pms: options.pmsHandler !== undefined,
      doors: options.doors.map((door) => door.view()),
    };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!isLoopbackHost(request.headers.host))
      return sendProblem(response, 403, 'The corridor serves this computer only.');
    if (options.pmsHandler && (pathname === '/pms' || pathname.startsWith('/pms/')))
      return options.pmsHandler(request, response);
    if (pathname === '/adverts') return serveAdverts(request, response, options.doors);
    if (request.method === 'POST') return pressSwitch(request, response, pathname, options.doors);
    if (request.method !== 'GET') return sendProblem(response, 405, 'Method not allowed');
    if (pathname === '/') return sendStatic(response, 'text/html', CORRIDOR_HTML);
    if (pathname === '/corridor.css') return sendStatic(response, 'text/css', CORRIDOR_CSS);
    if (pathname === '/corridor.js') return sendStatic(response, 'text/javascript', CORRIDOR_JS);
    if (pathname === '/state') return sendJson(response, 200, wholeState());
    if (pathname === '/events') {
      const stream = openEventStream(request, response, () => listeners.delete(stream));
      listeners.add(stream);
      return stream.send('state', wholeState());
    }
    sendProblem(response, 404, 'The corridor has nothing here.');
  }

  return {
    handle: (request, response) => {
      serve(request, response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else if (error instanceof RequestError) sendProblem(response, error.status, error.message);
        else sendProblem(response, 500, 'The corridor failed.');
      });
    },
    doorChanged,
    gatewayChanged: () => {
      for (const listener of listeners) listener.send('gateway', { connected: options.connected() });
    },
    close: () => {
      for (const listener of listeners) listener.close();
      listeners.clear();
    },
  };
}

/** `[{name, url, info}]`: what a scan of the simulated radio hears. Pages of other ports of this computer may read it. */
function serveAdverts(request: IncomingMessage, response: ServerResponse, doors: readonly VirtualDoor[]): void {
  const origin = loopbackOrigin(request);
  const headers: Record<string, string> = { vary: 'Origin' };
  if (origin !== undefined) headers['access-control-allow-origin'] = origin;
  if (request.method === 'OPTIONS') {
    headers['access-control-allow-methods'] = 'GET';
    if (request.headers['access-control-request-private-network'] === 'true')
      headers['access-control-allow-private-network'] = 'true';
    sendEmpty(response, 204, headers);
    return;
  }
  if (request.method !== 'GET') {
    sendProblem(response, 405, 'Method not allowed');
    return;
  }
  const host = request.headers.host ?? '';
  const adverts = doors.flatMap((door) => {
    const lock = door.lock();
    const { lockId, phase } = door.view();
    if (!lock || lockId === null || phase !== 'ready') return [];
    return [{ name: advertName(door.plan.name), url: `ws://${host}/door/${lockId}`, info: hex(lock.info(512)) }];
  });
  sendJson(response, 200, adverts, headers);
}

/** At most 8 bytes and nothing to outsiders but the printed number (docs/protocol §6.4 Advert). */
function advertName(name: string): string {
  return (/\d+/.exec(name)?.[0] ?? name).slice(0, 8);
}

async function pressSwitch(
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  doors: readonly VirtualDoor[],
): Promise<void> {
  const [, id, name] = /^\/doors\/([0-9a-f-]{1,64})\/(privacy|power|battery)$/.exec(pathname) ?? [];
  const door = doors.find((one) => one.plan.doorId === id || one.view().lockId === id);
  if (!door || name === undefined) return sendProblem(response, 404, 'There is no such door or switch.');
  if (!mayChange(request)) return sendProblem(response, 403, 'Only this computer’s own pages may do that.');
  const body = await readJsonObject(request);
  const done = name === 'battery' ? setBattery(door, body.level) : await setOnOff(door, name, body.on);
  if (!done)
    return sendProblem(
      response,
      400,
      name === 'battery' ? 'level must be ok, low or critical.' : 'on must be true or false.',
    );
  sendJson(response, 200, door.view());
}

function setBattery(door: VirtualDoor, level: unknown): boolean {
  if (level !== 'ok' && level !== 'low' && level !== 'critical') return false;
  door.setBattery(level);
  return true;
}

async function setOnOff(door: VirtualDoor, name: string, on: unknown): Promise<boolean> {
  if (typeof on !== 'boolean') return false;
  if (name === 'privacy') await door.setPrivacy(on);
  else if (on) await door.restorePower();
  else await door.cutPower();
  return true;
}
