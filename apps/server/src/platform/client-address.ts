import { isIPv6 } from 'node:net';
import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';

/** Groups of an IPv6 address that belong to one customer; the others are theirs to change at will. */
const IPV6_GROUPS = 4;

/**
 * Where a request comes from, for counting: an IPv4 address, or the first half of an IPv6 one. With proxies in front the
 * last of them tells what it saw in `X-Forwarded-For`; what stands further left there was written by whoever sent it.
 * @param proxies how many stand in front of the server
 * @returns undefined where a request did not come over a network, and where its proxies do not say
 */
export function clientAddress(context: Context<AppEnv>, proxies: number): string | undefined {
  const own = context.env?.incoming?.socket.remoteAddress;
  if (proxies === 0) return own && network(own);
  const seen = (context.req.header('X-Forwarded-For') ?? '').split(',').map(address => address.trim());
  const address = seen.at(-proxies);
  return address ? network(address) : undefined;
}

function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right];
  return groups.slice(0, IPV6_GROUPS).join(':');
}
