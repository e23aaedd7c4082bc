import createFetchClient, { type Client } from 'openapi-fetch';
import type { paths } from './generated/schema.ts';
import { type RetrySettings, withRetries } from './retries.ts';
import { createSession, type Session, type SessionSettings } from './session.ts';

export interface ClientSettings extends SessionSettings, RetrySettings {
  /** Of the API, with its version: `https://fx.example/v1`. */
  readonly baseUrl: string;
  /** In the place of a session, for programs. */
  readonly apiKey?: string | undefined;
  /** Sends requests; the platform's own unless given. */
  readonly fetch?: Fetch;
}

/** The API, typed by its document: `client.GET('/images', { params: { query: { limit: 5 } } })`. */
export interface ApiClient extends Client<paths> {
  /** Who calls, where no API key says it. */
  readonly session: Session;
  /**
   * A `fetch` for one request that is sent in another way than the others: who calls is said as always, and it is tried again
   * as always.
   */
  sendingBy(send: Fetch): Fetch;
}

type Fetch = (request: Request) => Promise<Response>;

/** Refreshes its access token, and tries again what may be tried again. */
export function createApiClient({ baseUrl, apiKey, fetch: send, ...settings }: ClientSettings): ApiClient {
  const base = baseUrl.replace(/\/$/, '');
  const platform = send ?? ((request: Request) => globalThis.fetch(request));
  const session = createSession(`${base}/auth/refresh`, platform, settings);
  const sendingBy = (how: Fetch) =>
    withRetries(
      apiKey === undefined ? request => session.fetch(request, how) : withKey(how, apiKey),
      settings,
    );
  const client = createFetchClient<paths>({ baseUrl: base, fetch: sendingBy(platform) });
  return Object.assign(client, { session, sendingBy });
}

function withKey(send: Fetch, apiKey: string): Fetch {
  return request => {
    request.headers.set('X-API-Key', apiKey);
    return send(request);
  };
}
