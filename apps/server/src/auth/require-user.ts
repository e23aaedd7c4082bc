import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../platform/api-error.ts';
import type { AppEnv } from '../platform/app-env.ts';
import type { AccessTokens } from './access-token.ts';
import type { AccountRepository } from './account.repository.ts';

export interface RequireUserPorts {
  readonly accessTokens: AccessTokens;
  readonly accounts: Pick<AccountRepository, 'findUser'>;
}

/** The scheme's name is written in any case (RFC 9110, 11.1). */
const BEARER = /^bearer +(\S+)$/i;

/**
 * Lets only requests pass that carry a valid access token of a user who still exists, and tells the handlers who it is
 * (`context.get('user')`). The others get 401 `unauthorized`, with what is wrong in message and `WWW-Authenticate`.
 */
export function requireUser({ accessTokens, accounts }: RequireUserPorts): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const header = context.req.header('Authorization');
    if (!header) throw unauthorized('An access token is needed: Authorization: Bearer <token>');
    const [, token] = BEARER.exec(header) ?? [];
    const verdict = token ? await accessTokens.verify(token) : 'invalid';
    if (verdict === 'expired') throw unauthorized('The access token has expired', 'invalid_token');
    if (verdict === 'invalid') throw unauthorized('The access token is not valid', 'invalid_token');
    const user = await accounts.findUser(verdict.userId);
    if (!user) throw unauthorized('The account of the access token is gone', 'invalid_token');
    context.set('user', user);
    await next();
  };
}

/** @param error of RFC 6750, 3.1; absent where no token was sent */
function unauthorized(message: string, error?: string): ApiError {
  const challenge = error ? `Bearer error="${error}", error_description="${message}"` : 'Bearer';
  return new ApiError(401, 'unauthorized', message, { headers: { 'WWW-Authenticate': challenge } });
}
