import { type ApiClient, createApiClient, dataOf, uploadFetch } from '@backgroundfx/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CutoutMaker } from '../engine/cutout.api.ts';
import { toAccountProblem } from './account-problem.ts';
import { createServerCutout } from './server-cutout.ts';
import {
  allowed,
  asking,
  ended,
  FIRST_STATE,
  looked,
  looking,
  refused,
  type ServerState,
  signedIn,
  signedOut,
} from './server-state.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface ServerActions {
  /** Sees whether a server answers, and how many pictures the account has left. Sends nothing. */
  look(): Promise<void>;
  signIn(credentials: Credentials): Promise<void>;
  /** Makes an account and signs in. */
  register(account: Credentials & { readonly name: string }): Promise<void>;
  /** Ends the session, here and there. */
  signOut(): Promise<void>;
  /** Cuts one picture out at the server, for the account that is signed in. */
  maker(fileName: string): CutoutMaker;
}

export type ServerStore = StoreApi<ServerState & ServerActions>;

export interface ServerStoreDeps {
  /** Of the page, and so of its server. */
  readonly origin: string;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Tells how far an upload is; the SDK's own unless given. */
  readonly uploadFetch?: typeof uploadFetch;
}

/** A server that is there answers this at once. */
const ANSWERS_WITHIN_MS = 8000;

/**
 * The page's way to the server that it came from. Who is signed in is known to this store alone, for as long as the page is
 * open: nothing that opens an account is written to the device.
 */
export function createServerStore({ origin, fetch, uploadFetch: upload }: ServerStoreDeps): ServerStore {
  const baseUrl = `${origin}/v1`;

  return createStore<ServerState & ServerActions>()((set, get) => {
    const client: ApiClient = createApiClient({
      baseUrl,
      fetch,
      onTokens: tokens => {
        if (!tokens) set(ended(get()));
      },
    });

    /** Signs in with what a request gives. */
    async function enter(
      request: Promise<{ token: string; refresh_token: string; user: { email: string } }>,
    ): Promise<void> {
      set(asking());
      try {
        const { token, refresh_token, user } = await request;
        client.session.set({ token, refresh_token });
        set(signedIn({ email: user.email }));
      } catch (error) {
        set(refused(toAccountProblem(error)));
        return;
      }
      await count();
    }

    /** How many are left is a courtesy: a picture too many is refused by the server. */
    async function count(): Promise<void> {
      if (!get().account) return;
      const usage = await dataOf(client.GET('/users/me/usage')).catch(() => null);
      if (usage && get().account) {
        set(allowed({ left: usage.remaining, resetsAt: new Date(usage.reset_at) }));
      }
    }

    async function answers(): Promise<boolean> {
      try {
        const request = new Request(`${baseUrl}/health`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
        const { status } = (await (await fetch(request)).json()) as { readonly status?: unknown };
        return status === 'ok';
      } catch {
        return false;
      }
    }

    return {
      ...FIRST_STATE,

      async look() {
        set(looking(get()));
        const isThere = await answers();
        set(looked(isThere));
        if (isThere) await count();
      },

      signIn: credentials => enter(dataOf(client.POST('/auth/login', { body: credentials }))),
      register: account => enter(dataOf(client.POST('/auth/register', { body: account }))),

      async signOut() {
        const { tokens } = client.session;
        set(signedOut());
        client.session.set(undefined);
        if (!tokens) return;
        const { refresh_token } = tokens;
        // Where it cannot be told, the token ends by itself; here it is forgotten in any case.
        await client.POST('/auth/logout', { body: { refresh_token } }).catch(() => undefined);
      },

      maker: fileName =>
        createServerCutout(
          {
            client,
            uploadFetch: upload ?? uploadFetch,
            fetchFile: (path, signal) => fetch(new Request(`${origin}${path}`, signal ? { signal } : {})),
          },
          fileName,
        ),
    };
  });
}
