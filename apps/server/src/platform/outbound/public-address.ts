import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { OutboundError } from './outbound-error.ts';

/** An address that a name stands for. */
export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Every address of a host, by name. Rejects when there is none. */
export type Resolve = (host: string) => Promise<readonly HostAddress[]>;

export const systemResolve: Resolve = async host => {
  const found = await lookup(host, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/**
 * Whether an address belongs to the internet at large: not to this machine, its network, or one of the blocks that are
 * reserved for something else (RFC 6890). An IPv4-mapped address is judged as the IPv4 address it is; other ways to carry one
 * inside (NAT64, 6to4, Teredo) are not public: none of them is needed to reach anybody's server.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast';
}

/**
 * The addresses to connect to. One that is not public is enough to refuse the host: who mixes them is up to something.
 * @throws OutboundError `unresolvable`, `private_address`
 */
export async function publicAddresses(host: string, resolve: Resolve): Promise<readonly HostAddress[]> {
  const addresses = await resolve(host).catch(cause => {
    throw new OutboundError('unresolvable', `${host} is not a known host`, { cause });
  });
  if (addresses.length === 0) throw new OutboundError('unresolvable', `${host} has no address`);
  if (!addresses.every(({ address }) => isPublicAddress(address))) throw privateAddress(host);
  return addresses;
}

export function privateAddress(host: string): OutboundError {
  return new OutboundError('private_address', `${host} is not an address of the public internet`);
}
