import type { HttpBindings } from '@hono/node-server';
import type { Logger } from 'pino';

/** Who calls, as the access token and the database tell. */
export interface CurrentUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly plan: 'free' | 'pro' | 'enterprise';
}

/** A request that is to happen once, by its `Idempotency-Key`. */
export interface Once {
  /**
   * A UUID that is the same at every try, also after the server was stopped half way. What a handler creates under it is
   * there already when an earlier try got that far.
   */
  readonly id: string;
  /** Whether an earlier try was answered: that answer is given again, unless the body turns out to be another one. */
  readonly answered: boolean;
  /** Whether an earlier try took its unit, and came to no answer: the client left, or the server was killed. */
  readonly paid: boolean;
  /** To be told when this try has taken it, and when it has gone back. */
  setPaid(paid: boolean): Promise<void>;
}

/** What every handler finds in its context. */
export interface AppEnv {
  /** Node's own request and response. A test that calls the app without a server has none. */
  Bindings: HttpBindings;
  Variables: {
    /** Sent back as `X-Request-Id` and written into every line of the log. */
    requestId: string;
    /** The log of this request: each of its lines carries the request's id. */
    log: () => Logger;
    /** Set by `requireUser`; reading it on an open route is a defect. */
    user: CurrentUser;
    /** What the user proved it with. */
    credential: 'access_token' | 'api_key';
    /** Set by `gates.once`, for requests with an `Idempotency-Key`. */
    once: Once | undefined;
    /** Set by a handler whose answer is a file that stays for a while: the id under which its result is kept. */
    keptFile: string | undefined;
  };
}
