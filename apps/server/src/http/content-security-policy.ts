// What pages may load and where they may send, by the part of the site they belong to (docs/decisions/0016-content-security-policy.md).
import type { ServerConfig } from '../config.ts';

type Directives = { readonly [directive: string]: readonly string[] };

const nothing: Directives = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

const app: Directives = {
  ...nothing,
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
};

/** The header for a path. `ownStyle`: the hash of the style that our own plain pages carry. */
export function contentSecurityPolicy(
  path: string,
  config: Pick<ServerConfig, 'corridorUrl'>,
  ownStyle: string,
): string {
  return written(directivesFor(path, config, ownStyle));
}

function directivesFor(path: string, config: Pick<ServerConfig, 'corridorUrl'>, ownStyle: string): Directives {
  // The console writes Mantine's variables to style sheets at build time, so that nothing is inline.
  if (path.startsWith('/console/')) return { ...app, 'require-trusted-types-for': ["'script'"] };
  if (path.startsWith('/guest/')) return { ...app, 'connect-src': ["'self'", ...radioOf(config)] };
  if (path === '/docs/problems' || path === '/' || path.startsWith('/demo/'))
    return { ...nothing, 'style-src': [ownStyle], 'img-src': ["'self'"] };
  if (path.startsWith('/docs')) return { ...app, 'style-src': ["'self'", "'unsafe-inline'"] };
  return nothing;
}

/** The simulated radio of the demo: the guest app asks which doors are near, and talks to one. */
function radioOf({ corridorUrl }: Pick<ServerConfig, 'corridorUrl'>): string[] {
  if (corridorUrl === null) return [];
  const { origin, host, protocol, hostname } = new URL(corridorUrl);
  const socket = (at: string): string => `${protocol === 'https:' ? 'wss' : 'ws'}://${at}`;
  // One machine under two names: the page may have been opened by either.
  const other =
    hostname === '127.0.0.1' ? host.replace('127.0.0.1', 'localhost') : host.replace('localhost', '127.0.0.1');
  return [...new Set([origin, socket(host), `${protocol}//${other}`, socket(other)])];
}

function written(directives: Directives): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
