/** Why a request to somebody else's server came to nothing. */
export type OutboundReason =
  /** Not an http or https address, or one with a name and a password in it. */
  | 'invalid_url'
  /** This machine, its network, or a reserved block. */
  | 'private_address'
  | 'unresolvable'
  | 'timeout'
  /** Refused, reset, a wrong certificate. */
  | 'unreachable';

export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly reason: OutboundReason;

  constructor(reason: OutboundReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
