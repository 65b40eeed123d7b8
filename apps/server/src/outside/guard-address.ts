// Where our own requests may go: to the public internet, and to what the operator allowed. Nothing inside our networks, whatever a name says.
import { type LookupAddress, lookup as resolveName } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Addresses that the operator allows although they are internal, as CIDR ranges. */
export type AllowedRanges = readonly string[];

/** Thrown for a place that must not be called; `code` is what a delivery or a connection shows. */
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
  const host = hostOf(url);
  const addresses = ipaddr.isValid(host) ? [host] : await addressesOf(host);
  return judge(addresses, { allowed, encrypted: url.protocol === 'https:' });
}

/** The same for a host that speaks another protocol than HTTP, whose own settings say whether it is encrypted. */
export async function checkedHost(host: string, allowed: AllowedRanges): Promise<string> {
  const addresses = ipaddr.isValid(host) ? [host] : await addressesOf(host);
  return judge(addresses, { allowed, encrypted: true });
}

/** Resolves names at the moment of connecting and refuses those that lead inside: what is checked is what is connected to. */
export const checkingLookup =
  (rules: { readonly allowed: AllowedRanges; readonly encrypted: boolean }): LookupFunction =>
  (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0);
      try {
        judge(
          addresses.map(({ address }) => address),
          rules,
        );
      } catch (refusal) {
        return callback(refusal as ForbiddenAddressError, '', 0); // judge throws nothing else
      }
      const [first] = addresses;
      return options.all ? callback(null, addresses) : callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };

/** An address written out is never looked up: it is judged before. Throws {@link ForbiddenAddressError}. */
export function judgeWrittenAddress(
  url: URL,
  rules: { readonly allowed: AllowedRanges; readonly encrypted: boolean },
): void {
  const host = hostOf(url);
  if (isIP(host) !== 0) judge([host], rules);
}

/** Global unicast only: not loopback, private, link-local (cloud metadata), multicast, translated or reserved. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `process` turns IPv4-mapped IPv6 into IPv4; every other transition form (NAT64, 6to4, Teredo) has a range of its own and is refused.
  return ipaddr.process(address).range() === 'unicast';
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

const addressesOf = (host: string): Promise<string[]> =>
  lookup(host, { all: true, verbatim: true }).then(
    (found) => found.map((one) => one.address),
    () => [],
  );

/** The first, if all are fine: one internal address among several is reason enough, because which one is used must not depend on luck. */
function judge(
  addresses: readonly string[],
  { allowed, encrypted }: { readonly allowed: AllowedRanges; readonly encrypted: boolean },
): string {
  const [first] = addresses;
  if (first === undefined) throw new ForbiddenAddressError('unknown_host');
  for (const address of addresses) {
    const permitted = isAllowed(address, allowed);
    if (!permitted && !isPublic(address)) throw new ForbiddenAddressError('internal_address');
    if (!permitted && !encrypted) throw new ForbiddenAddressError('not_https');
  }
  return first;
}

function isAllowed(address: string, allowed: AllowedRanges): boolean {
  const parsed = ipaddr.process(address);
  return allowed.some((range) => {
    const [base, bits] = ipaddr.parseCIDR(range);
    return base.kind() === parsed.kind() && parsed.match(base, bits);
  });
}
