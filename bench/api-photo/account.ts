import { randomUUID } from 'node:crypto';

/** A user of the API, registered over HTTP. */
export interface Account {
  readonly email: string;
  /** A token that is good for a while. Logs in again where the last one grows old. */
  token(): Promise<string>;
}

/** Tokens live a quarter of an hour. */
const RENEW_AFTER_MS = 10 * 60_000;

export async function registerAccount(url: string): Promise<Account> {
  const login = { email: `bench-${randomUUID()}@example.org`, password: randomUUID() };
  let token = await authenticate(`${url}/v1/auth/register`, { ...login, name: 'Benchmark' });
  let since = performance.now();
  return {
    email: login.email,
    async token() {
      if (performance.now() - since > RENEW_AFTER_MS) {
        token = await authenticate(`${url}/v1/auth/login`, login);
        since = performance.now();
      }
      return token;
    },
  };
}

async function authenticate(url: string, body: object): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const said = (await answer.json()) as { token?: string };
  if (!answer.ok || !said.token) throw new Error(`${url} answered ${answer.status}: ${JSON.stringify(said)}`);
  return said.token;
}
