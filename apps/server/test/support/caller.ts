import type { AuthResponse } from '@backgroundfx/contract';
import { type Answer, ask } from './http-client.ts';

export type Headers = Readonly<Record<string, string>>;

/** Calls a server with JSON, as one user or as nobody. */
export interface Caller {
  call(method: string, path: string, body?: unknown, headers?: Headers): Promise<Answer>;
}

/**
 * @param url of the server
 * @param credential headers that say who calls
 */
export function caller(url: string, credential: Headers = {}): Caller {
  return {
    call(method, path, body, headers = {}) {
      const sent = body === undefined ? {} : { 'Content-Type': 'application/json' };
      return ask(`${url}/v1${path}`, {
        method,
        headers: { ...sent, ...credential, ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    },
  };
}

export const PASSWORD = 'correct horse';

/** Somebody who has an account, and calls with an access token. */
export interface Person extends Caller {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly refreshToken: string;
}

/** Makes an account. */
export async function person(url: string, name: string): Promise<Person> {
  const email = `${name}@example.org`;
  const body = { email, password: PASSWORD, name: `${name} the tester` };
  const answer = await caller(url).call('POST', '/auth/register', body);
  if (answer.status !== 201) throw new Error(`Not registered: ${answer.body}`);
  const { token, refresh_token, user } = answer.json() as unknown as AuthResponse;
  return {
    ...caller(url, { Authorization: `Bearer ${token}` }),
    id: user.id,
    email,
    token,
    refreshToken: refresh_token,
  };
}
