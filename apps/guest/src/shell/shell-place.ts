// Where links arrive in the native shell: whole addresses, from the system or from the guest's own clipboard.
import type { LinkPlace } from '../enrol/read-link.ts';

/** The place that the link flow reads, filled by `take`. */
export interface ShellPlace extends LinkPlace {
  /** Puts a link there; false when it is none: another path, no secret, or a server that is spoken to in the clear. */
  take(url: string): boolean;
}

/** Holds one link at a time, in memory only: the system brings it again when the guest opens it again. */
export function createShellPlace(): ShellPlace {
  let link: URL | undefined;
  const kept = new Map<string, string>();
  return {
    get server() {
      return link?.origin;
    },
    get location() {
      return {
        origin: link?.origin ?? '',
        pathname: link?.pathname ?? '',
        search: '', // of what else a mail program put there nothing is kept
        hash: link?.hash ?? '',
      };
    },
    history: {
      replaceState: () => {
        if (link) link.hash = '';
      },
    },
    sessionStorage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    take(url) {
      const found = URL.canParse(url.trim()) ? new URL(url.trim()) : undefined;
      if (!found || !isSafe(found) || !/^\/guest\/?$/.test(found.pathname)) return false;
      if (!/^#enrol=./.test(found.hash)) return false;
      link = found;
      return true;
    },
  };
}

/** As browsers judge it: this very phone needs no encryption (a test's server is there). */
function isSafe({ protocol, hostname, username }: URL): boolean {
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost'));
}
