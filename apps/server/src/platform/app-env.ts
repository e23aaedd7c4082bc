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
  Variables: {
    /** Sent back as `X-Request-Id` and written into every line of the log. */
    requestId: string;
    log: Logger;
    /** Set by `requireUser`; reading it on an open route is a defect. */
    user: CurrentUser;
  };
}
