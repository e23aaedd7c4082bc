import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { OutboundError } from './outbound-error.ts';
import { hostOf, outboundUrl } from './outbound-url.ts';
import { publicAddresses, type Resolve, systemResolve } from './public-address.ts';

export interface OutboundSettings {
  /** For those who run receivers on their own machine or network. */
  readonly allowPrivate: boolean;
  /** The system's, unless given. */
  readonly resolve?: Resolve;
}

export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request wherever it is, the reading of its answer included. */
  readonly signal: AbortSignal;
}

/** Asks servers whose addresses come from users, and only such as everybody may ask. */
export class Outbound {
  readonly #allowPrivate: boolean;
  readonly #resolve: Resolve;

  constructor({ allowPrivate, resolve = systemResolve }: OutboundSettings) {
    this.#allowPrivate = allowPrivate;
    this.#resolve = resolve;
  }

  /** Judges an address before anything is sent to it. @throws OutboundError `invalid_url`, `private_address` */
  check(url: string): URL {
    return outboundUrl(url, { allowPrivate: this.#allowPrivate });
  }

  /**
   * The answer's head, with its body still to be read or destroyed by the caller. Redirects are answers like any other. The
   * host is looked up once, and the connection goes to what was found and judged then. Nothing is kept open for later.
   * @throws OutboundError
   */
  async send({ method, url, headers, body, signal }: OutboundRequest): Promise<IncomingMessage> {
    const target = this.check(url);
    const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => reject(asOutboundError(error, signal));
      const sent = request(
        target,
        { method, headers, signal, agent: false, lookup: this.#lookup(hostOf(target)) },
        resolve,
      );
      sent.on('error', fail);
      sent.end(body);
    });
  }

  /** Node asks it for hosts that are named; those that are numbers have been judged already. */
  #lookup(host: string): LookupFunction {
    return (_name, options, done) => {
      this.#addresses(host).then(
        addresses => {
          if (options.all) done(null, [...addresses]);
          else done(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
        },
        error => done(error, ''),
      );
    };
  }

  async #addresses(host: string) {
    if (!this.#allowPrivate) return publicAddresses(host, this.#resolve);
    return this.#resolve(host).catch(cause => {
      throw new OutboundError('unresolvable', `${host} is not a known host`, { cause });
    });
  }
}

function asOutboundError(error: unknown, signal: AbortSignal): OutboundError {
  if (error instanceof OutboundError) return error;
  if (signal.aborted) return new OutboundError('timeout', 'It took too long', { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new OutboundError('unreachable', `No answer: ${message}`, { cause: error });
}
