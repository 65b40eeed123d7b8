// Which page an address names, so that the phone's Back gesture and a reload lead where the guest was.
import type { Page } from '../state.ts';

/** What is shown: a key, or a page beside the keys; neither is the list. */
export interface Place {
  readonly keyId?: string;
  readonly page?: Page;
}

/** The part of the address after `#`, with it; empty for the list. */
export function hashOf({ keyId, page }: Place): string {
  if (page?.kind === 'settings') return '#settings';
  if (page) return `#${page.kind}=${'keyId' in page ? page.keyId : page.bookingId}`;
  return keyId === undefined ? '' : `#key=${keyId}`;
}

/** Anything else is the list. */
export function placeOf(hash: string): Place {
  if (hash === '#settings') return { page: { kind: 'settings' } };
  const [, kind, id] = /^#([a-z_]+)=([\w-]{1,64})$/.exec(hash) ?? [];
  if (id === undefined) return {};
  switch (kind) {
    case 'key':
      return { keyId: id };
    case 'share':
    case 'help':
      return { page: { kind, keyId: id } };
    case 'arrival':
    case 'stay_help':
      return { page: { kind, bookingId: id } };
    default:
      return {};
  }
}
