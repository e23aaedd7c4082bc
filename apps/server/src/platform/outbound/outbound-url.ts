import { isIP } from 'node:net';
import { OutboundError } from './outbound-error.ts';
import { isPublicAddress, privateAddress } from './public-address.ts';

/**
 * An address that users gave, as far as it can be judged without asking anybody. The URL parser has brought the odd ways to
 * write an IPv4 address (decimal, octal, hexadecimal, short) to the usual one.
 * @throws OutboundError `invalid_url`, `private_address` for one that is named by its number
 */
export function outboundUrl(text: string, { allowPrivate }: { readonly allowPrivate: boolean }): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new OutboundError('invalid_url', 'It must be an http or https address');
  }
  if (url.username || url.password) {
    throw new OutboundError('invalid_url', 'It must not hold a user name or a password');
  }
  const host = hostOf(url);
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw privateAddress(host);
  return url;
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
