// Where our own requests may go: to the public internet, and to what the operator allowed by name. Nothing inside our networks.
import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/** Addresses that the operator allows although they are internal, as CIDR ranges. */
export type AllowedRanges = readonly string[];

/** Thrown for a place that must not be called; `code` is what the delivery shows. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
  readonly code: 'internal_address' | 'unknown_host' | 'not_https';
  constructor(code: ForbiddenAddressError['code']) {
    super(code);
    this.code = code;
  }
}

/** The address of the URL's host, resolved once and checked; connect to it and to no other (a second look-up could answer differently). */
export async function checkedAddress(url: URL, allowed: AllowedRanges): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = ipaddr.isValid(host)
    ? [host]
    : await lookup(host, { all: true, verbatim: true }).then(
        (found) => found.map((one) => one.address),
        () => [],
      );
  const [first] = addresses;
  if (first === undefined) throw new ForbiddenAddressError('unknown_host');
  // One internal address among several is reason enough: which one is used must not depend on luck.
  for (const address of addresses) {
    const permitted = isAllowed(address, allowed);
    if (!permitted && !isPublic(address)) throw new ForbiddenAddressError('internal_address');
    if (!permitted && url.protocol !== 'https:') throw new ForbiddenAddressError('not_https');
  }
  return first;
}

/** Global unicast only: not loopback, private, link-local (cloud metadata), multicast, translated or reserved. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}

function isAllowed(address: string, allowed: AllowedRanges): boolean {
  const parsed = ipaddr.process(address);
  return allowed.some((range) => {
    const [base, bits] = ipaddr.parseCIDR(range);
    return base.kind() === parsed.kind() && parsed.match(base, bits);
  });
}
