// The simulated radio: doors are listed by HTTP and spoken with over WebSocket. Only where the wallet names one.
import { type Advert, type Radio, RadioError } from '@nightlatch/phone';
import { linkOver, type SocketLike } from './websocket-link.ts';

export interface VirtualRadioParts {
  /** `virtualRadioUrl` of the locations; empty where all locks are real. */
  readonly urls: () => Promise<readonly string[]>;
  readonly fetch: typeof fetch;
  readonly openSocket: (url: string) => SocketLike;
}

const SCAN_MS = 3_000;

/** Doors of every simulated location in range. An unreachable one is out of range, not an error. */
export function createVirtualRadio(parts: VirtualRadioParts): Radio {
  return {
    async scan() {
      const heard = await Promise.all((await parts.urls()).map((url) => scanOne(parts, url)));
      return heard.flat();
    },
    connect: async (advert) => linkOver(openOrRefuse(parts, advert)),
  };
}

function openOrRefuse(parts: VirtualRadioParts, advert: Advert): SocketLike {
  try {
    return parts.openSocket(advert.id);
  } catch (cause) {
    throw new RadioError('too_far', `no link to this address: ${String(cause)}`);
  }
}

async function scanOne(parts: VirtualRadioParts, radioUrl: string): Promise<Advert[]> {
  try {
    const response = await parts.fetch(`${radioUrl.replace(/\/$/, '')}/adverts`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(SCAN_MS),
    });
    if (!response.ok) return [];
    return parseAdverts(await response.json(), radioUrl);
  } catch {
    return [];
  }
}

/** Reads `[{name, url, info}]`; what has not this shape is left out. Addresses may be relative to the radio's. */
export function parseAdverts(body: unknown, radioUrl: string): Advert[] {
  if (!Array.isArray(body)) return [];
  return body.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { name, url, info } = entry as { name?: unknown; url?: unknown; info?: unknown }; // narrowed member by member below
    if (typeof name !== 'string' || typeof url !== 'string' || !URL.canParse(url, radioUrl)) return [];
    const address = new URL(url, radioUrl);
    address.protocol = address.protocol.replace('http', 'ws');
    const bytes = typeof info === 'string' ? bytesOfHex(info) : undefined;
    return [{ id: address.href, name, ...(bytes ? { info: bytes } : {}) }];
  });
}

function bytesOfHex(hex: string): Uint8Array | undefined {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) return undefined;
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
