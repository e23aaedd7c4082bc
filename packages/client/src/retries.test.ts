import { describe, expect, it } from 'vitest';
import { withRetries } from './retries.ts';

const URL_ = 'http://api.test/v1/images';

/** Gives these answers in turn; a text is what the connection breaks with. */
function scripted(...answers: readonly (Response | string)[]) {
  const bodies: string[] = [];
  const waits: number[] = [];
  const left = [...answers];
  const fetch = withRetries(
    async request => {
      bodies.push(await request.text());
      const next = left.shift();
      if (next instanceof Response) return next;
      throw new TypeError(next);
    },
    {
      wait: async (ms, signal) => {
        signal.throwIfAborted();
        waits.push(ms);
      },
    },
  );
  return { fetch, bodies, waits };
}

const busy = (after?: string) =>
  new Response(null, { status: 503, headers: after === undefined ? {} : { 'Retry-After': after } });
const ok = () => new Response('here');
const keyed = (body: string) =>
  new Request(URL_, { method: 'POST', body, headers: { 'Idempotency-Key': 'one' } });

describe('a request', () => {
  it('waits as long as the server says, and is sent again with its body', async () => {
    const { fetch, bodies, waits } = scripted(
      busy('7'),
      new Response(null, { status: 429, headers: { 'Retry-After': '2' } }),
      ok(),
    );
    expect((await fetch(keyed('picture'))).status).toBe(200);
    expect(waits).toEqual([7000, 2000]);
    expect(bodies).toEqual(['picture', 'picture', 'picture']);
  });

  it('waits longer each time where nobody says how long, and gives up', async () => {
    const { fetch, waits } = scripted(busy(), 'reset', busy(), busy());
    expect((await fetch(new Request(URL_))).status).toBe(503);
    expect(waits).toEqual([500, 1000, 2000]);
  });

  it('is told at once what would take longer than anybody waits', async () => {
    const { fetch, waits } = scripted(busy('3600'));
    expect((await fetch(new Request(URL_))).status).toBe(503);
    expect(waits).toEqual([]);
  });

  it('is not sent again when that could do something twice', async () => {
    const { fetch, bodies } = scripted(busy('1'));
    expect((await fetch(new Request(URL_, { method: 'POST', body: 'a' }))).status).toBe(503);
    expect(bodies).toEqual(['a']);
    const broken = scripted('reset');
    await expect(broken.fetch(new Request(URL_, { method: 'PATCH', body: 'a' }))).rejects.toThrow('reset');
  });

  it('is answered with everything else as it is', async () => {
    for (const status of [200, 400, 404, 422, 500]) {
      const { fetch, waits } = scripted(new Response(null, { status }));
      expect((await fetch(new Request(URL_))).status).toBe(status);
      expect(waits).toEqual([]);
    }
  });

  it('ends when its signal fires', async () => {
    const stop = new AbortController();
    const { fetch } = scripted(busy('1'), ok());
    const asked = fetch(new Request(URL_, { signal: stop.signal }));
    stop.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });
});
