import type { Outcome } from '@backgroundfx/core';
import { transfer } from 'comlink';
import { expect, it, vi } from 'vitest';
import { brokenHost, probeHost } from './testing/probe.client.ts';

it('runs jobs one after another on one worker', async () => {
  const host = probeHost();
  const answers = await Promise.all([1, 2, 3].map(() => host.run(api => api.count())));
  expect(answers).toEqual([1, 2, 3]);
  expect(host.started()).toBe(1);
  host.stop();
});

it('tells a worker what the page knows of its device: a telephone takes smaller pictures', async () => {
  const told = async (pointers: readonly string[]) => {
    vi.spyOn(Navigator.prototype, 'deviceMemory' as 'maxTouchPoints', 'get').mockReturnValue(
      undefined as never,
    );
    vi.spyOn(window, 'matchMedia').mockImplementation(
      query => ({ matches: pointers.some(pointer => query === `(${pointer})`) }) as MediaQueryList,
    );
    const host = probeHost();
    try {
      return (await host.run(api => api.told()))?.mostPixels;
    } finally {
      host.stop();
      vi.restoreAllMocks();
    }
  };
  expect(await told(['pointer: coarse'])).toBe(50_000_000);
  expect(await told([])).toBe(100_000_000);
  // A laptop with a screen to touch.
  expect(await told(['pointer: coarse', 'any-pointer: fine'])).toBe(100_000_000);
});

it('lets the next job run on the same worker after one has failed', async () => {
  const host = probeHost();
  await expect(host.run(api => api.fail())).rejects.toThrow('on purpose');
  expect(await host.run(api => api.count())).toBe(1);
  expect(host.started()).toBe(1);
  host.stop();
});

it('starts a new worker after one whose code did not arrive, which would remember it', async () => {
  const host = probeHost();
  const answer = await host.run(api => api.lackPart() as Promise<Outcome<never>>);
  expect(answer).toMatchObject({ ok: false, error: { code: 'internal', details: { part: 'codec' } } });
  expect(await host.run(api => api.count())).toBe(1);
  expect(host.started()).toBe(2);
  host.stop();
});

it('ends a blocked worker when its job is cancelled, and the next job gets a new one', async () => {
  const host = probeHost();
  expect(await host.run(api => api.count())).toBe(1);
  const cancel = new AbortController();
  const began = performance.now();
  const blocked = host.run(api => api.spin(20_000), cancel.signal);
  setTimeout(() => cancel.abort(), 100);
  await expect(blocked).rejects.toMatchObject({ name: 'EngineError', code: 'cancelled' });
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(await host.run(api => api.count())).toBe(1);
  expect(host.started()).toBe(2);
  host.stop();
});

it('drops a job that is cancelled while it waits, at once, and leaves the running one alone', async () => {
  const host = probeHost();
  const cancel = new AbortController();
  let finished = false;
  const running = host
    .run(api => api.spin(500))
    .then(() => {
      finished = true;
    });
  const waiting = host.run(api => api.count(), cancel.signal);
  cancel.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  expect(finished).toBe(false);
  await running;
  expect(await host.run(api => api.count())).toBe(1);
  expect(host.started()).toBe(1);
  host.stop();
});

it('does not start anything for a caller that has cancelled already', async () => {
  const host = probeHost();
  const job = host.run(api => api.count(), AbortSignal.abort());
  await expect(job).rejects.toMatchObject({ code: 'cancelled' });
  expect(host.started()).toBe(0);
});

it('ends a worker whose job is cancelled before it has said hello', async () => {
  const host = probeHost();
  const cancel = new AbortController();
  const job = host.run(api => api.count(), cancel.signal);
  await Promise.resolve();
  cancel.abort();
  await expect(job).rejects.toMatchObject({ code: 'cancelled' });
  expect(await host.run(api => api.count())).toBe(1);
  host.stop();
});

it.each(['close', 'throw'] as const)(
  'does not give the next job a worker that died between two (%s)',
  async how => {
    const host = probeHost();
    await host.run(api => api.dieLater(how));
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(await host.run(api => api.count())).toBe(1);
    expect(host.started()).toBe(2);
    host.stop();
  },
);

it('works where the browser refuses locks', async () => {
  const request = vi
    .spyOn(navigator.locks, 'request')
    .mockRejectedValue(new DOMException('no', 'SecurityError'));
  const host = probeHost();
  expect(await host.run(api => api.count())).toBe(1);
  host.stop();
  request.mockRestore();
});

it('notices a worker that closes itself without a word', async () => {
  const host = probeHost();
  await expect(host.run(api => api.closeItself())).rejects.toMatchObject({ code: 'worker_died' });
  expect(await host.run(api => api.count())).toBe(1);
  expect(host.started()).toBe(2);
  host.stop();
});

it('notices a worker that throws outside of any call', async () => {
  const host = probeHost();
  await expect(host.run(api => api.throwOutside())).rejects.toMatchObject({
    code: 'worker_died',
    message: expect.stringContaining('uncaught on purpose'),
  });
  expect(await host.run(api => api.count())).toBe(1);
  host.stop();
});

it('rejects the job when the worker cannot be loaded, or does not say hello in time', async () => {
  await expect(brokenHost(undefined, 10_000).run(api => api.count())).rejects.toMatchObject({
    code: 'worker_died',
  });
  await expect(brokenHost('onmessage = () => {}', 300).run(api => api.count())).rejects.toMatchObject({
    code: 'worker_died',
    message: expect.stringContaining('did not start in time'),
  });
});

it('ends an idle worker and starts a new one for the next job', async () => {
  const host = probeHost({ idleMs: 50 });
  expect(await host.run(api => api.count())).toBe(1);
  await new Promise(resolve => setTimeout(resolve, 200));
  expect(await host.run(api => api.count())).toBe(1);
  expect(host.started()).toBe(2);
  host.stop();
});

it('keeps a worker that is busy for longer than the idle time', async () => {
  const host = probeHost({ idleMs: 50 });
  await host.run(api => api.count());
  await host.run(api => api.spin(300));
  expect(host.started()).toBe(1);
  host.stop();
});

it('moves a transferred buffer: the page has it no more', async () => {
  const host = probeHost();
  const bytes = Uint8Array.of(1, 2, 3);
  expect(await host.run(api => api.sum(transfer(bytes, [bytes.buffer])))).toBe(6);
  expect(bytes.length).toBe(0);
  host.stop();
});

it('stops while a job runs: that job is rejected, the next one works', async () => {
  const host = probeHost();
  const running = host.run(api => api.spin(20_000));
  setTimeout(() => host.stop(), 200);
  await expect(running).rejects.toMatchObject({ code: 'worker_died' });
  expect(await host.run(api => api.count())).toBe(1);
  host.stop();
});
