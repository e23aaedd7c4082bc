import type { HttpBindings } from '@hono/node-server';
import type { Logger } from 'pino';

/** Who calls, as the access token and the database tell. */
export interface CurrentUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly plan: 'free' | 'pro' | 'enterprise';
}

/** What every handler finds in its context. */
export interface AppEnv {
  /** Node's own request and response. A test that calls the app without a server has none. */
  Bindings: HttpBindings;
  Variables: {
    /** Sent back as `X-Request-Id` and written into every line of the log. */
    requestId: string;
    log: Logger;
    /** Set by `requireUser`; reading it on an open route is a defect. */
    user: CurrentUser;
  };
}
