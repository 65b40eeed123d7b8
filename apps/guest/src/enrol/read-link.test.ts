// The secret leaves the address bar at once and the tab's memory when it is done with.
import { expect, it } from 'vitest';
import { forgetLinkSecret, type LinkPlace, takeLinkSecret } from './read-link.ts';

function place(hash: string): LinkPlace & { readonly addresses: string[] } {
  const kept = new Map<string, string>();
  const addresses: string[] = [];
  return {
    addresses,
    location: { hash, pathname: '/guest/', search: '' },
    history: { replaceState: (_data, _unused, url) => void addresses.push(url) },
    sessionStorage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
  };
}

it('takes the secret and cleans the address', () => {
  const here = place('#enrol=abc%2D123');
  expect(takeLinkSecret(here)).toBe('abc-123');
  expect(here.addresses).toEqual(['/guest/']);
});

it('still has it after the phone unloaded the page, until it is forgotten', () => {
  const here = place('#enrol=secret');
  takeLinkSecret(here);
  const again: LinkPlace = { ...here, location: { ...here.location, hash: '' } };
  expect(takeLinkSecret(again)).toBe('secret');
  forgetLinkSecret(again);
  expect(takeLinkSecret(again)).toBeUndefined();
});

it.each(['', '#', '#key', '#enrol', '#enrol='])('finds none in %j', (hash) => {
  expect(takeLinkSecret(place(hash))).toBeUndefined();
});

it('takes a secret that is no valid percent text as it is', () => {
  expect(takeLinkSecret(place('#enrol=%zz'))).toBe('%zz');
});
