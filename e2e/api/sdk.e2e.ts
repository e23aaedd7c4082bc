import { ApiProblem, createApiClient, dataOf, toForm, waitForJob } from '@backgroundfx/client';
import { expect, test } from '@playwright/test';
import { sample } from '../support/cutout-page.ts';
import { decode } from '../support/pixels.ts';

function file(name: string): File {
  const { buffer, name: fileName, mimeType } = sample(name);
  return new File([new Uint8Array(buffer)], fileName, { type: mimeType });
}

test('a program registers, uploads, cuts out one picture and a batch, and logs out', async ({ baseURL }) => {
  const client = createApiClient({ baseUrl: `${baseURL}/v1` });
  const email = `sdk-${Date.now()}@example.org`;
  const account = { email, password: 'correct horse', name: 'A program' };
  const { token, refresh_token, user } = await dataOf(client.POST('/auth/register', { body: account }));
  if (!token || !refresh_token) throw new Error('There are no tokens');
  client.session.set({ token, refresh_token });
  expect(await dataOf(client.GET('/users/me'))).toMatchObject({ id: user?.id, email, plan: 'free' });

  const result = await dataOf(
    client.POST('/process/remove-background', {
      body: { file: file('02-mug'), quality: 'low', return_mask: true },
      bodySerializer: toForm,
    }),
  );
  if (!('image' in result)) throw new Error('It was put off');
  const picture = await decode(Buffer.from(await (await fetch(result.image ?? '')).arrayBuffer()));
  expect([picture.width, picture.height]).toEqual([1280, 960]);
  const matte = await decode(Buffer.from(await (await fetch(result.mask ?? '')).arrayBuffer()));
  for (let p = 0; p < matte.data.length; p += 4) {
    if (matte.data[p] !== picture.data[p + 3]) throw new Error(`Matte and alpha differ at byte ${p}`);
  }

  const started = await dataOf(
    client.POST('/process/batch', {
      body: { files: [file('02-mug'), file('03-toycar')], options: JSON.stringify({ quality: 'low' }) },
      bodySerializer: toForm,
      headers: { 'Idempotency-Key': `batch-${email}` },
    }),
  );
  const seen: number[] = [];
  const job = await waitForJob(client, started.id ?? '', {
    onProgress: ({ progress = 0 }) => seen.push(progress),
  });
  expect(job).toMatchObject({ status: 'completed', total_files: 2, processed_files: 2, progress: 100 });
  expect(job.results).toHaveLength(2);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));

  // A token that has expired, as far as the server can tell: the SDK brings the next one.
  client.session.set({ token: 'expired', refresh_token });
  const usage = await dataOf(client.GET('/users/me/usage'));
  expect(usage.used).toBeGreaterThanOrEqual(3);
  expect(client.session.tokens?.token).not.toBe('expired');

  const nothing = dataOf(client.GET('/process/jobs/{jobId}', { params: { path: { jobId: 'none' } } }));
  await expect(nothing).rejects.toMatchObject({ name: 'ApiProblem', status: 404, code: 'not_found' });
  const error = await nothing.catch((problem: ApiProblem) => problem);
  expect(error).toBeInstanceOf(ApiProblem);
  expect((error as ApiProblem).requestId).toMatch(/^[\w-]{8,}$/);
});
