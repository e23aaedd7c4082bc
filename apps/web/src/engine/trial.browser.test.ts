import { expect, it } from 'vitest';
import { probeHost } from './testing/probe.client.ts';
import { trial } from './trial.ts';

const done = { ok: true, value: undefined } as const;

it('blames a model that takes too long, and the next job gets a worker', async () => {
  const host = probeHost();
  const late = trial(host, api => api.spin(30_000).then(() => done), undefined, 300);
  await expect(late).rejects.toMatchObject({ code: 'invalid_model', details: { reason: 'timeout' } });
  expect(await host.run(api => api.count())).toBe(1);
  expect(host.started()).toBe(2);
  host.stop();
});

it('does not count the time in which others have the worker', async () => {
  const host = probeHost();
  const before = host.run(api => api.spin(700));
  await trial(host, api => api.count().then(() => done), undefined, 500);
  await before;
  host.stop();
});

it('blames a model that brings the worker down', async () => {
  const host = probeHost();
  const crash = trial(host, api => api.closeItself());
  await expect(crash).rejects.toMatchObject({ code: 'invalid_model', details: { reason: 'crashed' } });
  expect(await host.run(api => api.count())).toBe(1);
  host.stop();
});

it('gives back the memory of a worker that ran out of it', async () => {
  const host = probeHost();
  await host.run(api => api.count());
  const error = { code: 'out_of_memory', message: 'bad_alloc', details: {}, cause: undefined } as const;
  const crowded = trial(host, api => api.count().then(() => ({ ok: false, error }) as const));
  await expect(crowded).rejects.toMatchObject({ code: 'invalid_model', details: { reason: 'memory' } });
  expect(await host.run(api => api.count())).toBe(1);
  host.stop();
});

it('is cancelled without blame', async () => {
  const host = probeHost();
  const cancel = new AbortController();
  const job = trial(host, api => api.spin(30_000).then(() => done), cancel.signal);
  setTimeout(() => cancel.abort(), 100);
  await expect(job).rejects.toMatchObject({ code: 'cancelled' });
  await expect(trial(host, async () => done, AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled',
  });
  host.stop();
});
