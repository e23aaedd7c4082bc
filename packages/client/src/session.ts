/** What a login gives. */
export interface Tokens {
  readonly token: string;
  readonly refresh_token: string;
}

export interface SessionSettings {
  /** Those of an earlier session. */
  readonly tokens?: Tokens | undefined;
  /** Called with new ones, which replace those before, and with nothing when the session is over. */
  readonly onTokens?: ((tokens: Tokens | undefined) => void) | undefined;
}

type Fetch = (request: Request) => Promise<Response>;

/** Says who calls, and gets the next access token when one has expired. */
export interface Session {
  readonly tokens: Tokens | undefined;
  /** Begins a session, as after a login; nothing ends it here, without telling the server. */
  set(tokens: Tokens | undefined): void;
  /**
   * Sends a request in the caller's name.
   * @param send in the place of the platform's own
   */
  fetch(request: Request, send?: Fetch): Promise<Response>;
}

/**
 * @param refreshUrl of `POST /auth/refresh`
 * @param fetch sends a request as it is
 */
export function createSession(
  refreshUrl: string,
  fetch: Fetch,
  { tokens: first, onTokens }: SessionSettings = {},
): Session {
  let tokens = first;
  let refreshing: Promise<void> | undefined;

  function set(next: Tokens | undefined): void {
    tokens = next;
    onTokens?.(next);
  }

  /** A refresh token works once: whoever else needs the next one waits for the same. */
  function refresh(): Promise<void> {
    refreshing ??= askForTokens().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  async function askForTokens(): Promise<void> {
    if (!tokens) return;
    const response = await fetch(
      new Request(refreshUrl, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refresh_token: tokens.refresh_token }),
      }),
    );
    // Another answer says nothing about the session: it is tried with at the next request.
    if (response.status === 401) set(undefined);
    if (response.ok) set((await response.json()) as Tokens);
  }

  function signed(request: Request): Request {
    if (tokens && !request.headers.has('Authorization')) {
      request.headers.set('Authorization', `Bearer ${tokens.token}`);
    }
    return request;
  }

  return {
    get tokens() {
      return tokens;
    },
    set,
    async fetch(request, send = fetch) {
      if (!tokens || request.headers.has('Authorization')) return send(request);
      const again = request.clone();
      const { token } = tokens;
      const response = await send(signed(request));
      if (response.status !== 401) return response;
      // Somebody else may have brought the next one meanwhile.
      if (tokens?.token === token) await refresh();
      if (!tokens || tokens.token === token) return response;
      await response.body?.cancel();
      return send(signed(again));
    },
  };
}
