// Takes the one-time secret out of the address bar before anything else can see it there.

const PREFIX = '#enrol=';
const KEPT_AS = 'nightlatch-link';

/** What the reader of a link touches of the browser. */
export interface LinkPlace {
  readonly location: {
    readonly origin: string;
    readonly hash: string;
    readonly pathname: string;
    readonly search: string;
  };
  /** Whose link it is, in the native shell: the origin of the hotel’s server. Absent: of the server that this page came from. */
  readonly server?: string | undefined;
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
  /** Of this tab only: a page that the phone unloads before the guest pressed the button still has its link. */
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** Secret of the link that this page was opened with; it is removed from the address bar and the history at once. */
export function takeLinkSecret(place: LinkPlace): string | undefined {
  const { hash, pathname, search } = place.location;
  if (!hash.startsWith(PREFIX)) return place.sessionStorage.getItem(KEPT_AS) ?? undefined;
  place.history.replaceState(null, '', pathname + search);
  const secret = decode(hash.slice(PREFIX.length));
  if (secret === '') return undefined;
  place.sessionStorage.setItem(KEPT_AS, secret);
  return secret;
}

/** The whole link again, for another browser. */
export function linkOf({ location }: LinkPlace, secret: string): string {
  return `${location.origin}${location.pathname}${PREFIX}${encodeURIComponent(secret)}`;
}

/** Forgets the secret: it is redeemed, or will never be. */
export function forgetLinkSecret(place: LinkPlace): void {
  place.sessionStorage.removeItem(KEPT_AS);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
