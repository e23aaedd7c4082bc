/** `npm run demo:api`: the whole journey of a program through the API, with the SDK, against a server of its own. */
import { readFileSync } from 'node:fs';
import { createApiClient, dataOf, toForm } from '@backgroundfx/client';
import { Webhook } from 'standardwebhooks';
import { startServer } from '../support/started-server.ts';
import { startReceiver } from './hook-receiver.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

function sample(name: string): File {
  const bytes = readFileSync(new URL(`../../public/samples/${name}.jpg`, import.meta.url));
  return new File([new Uint8Array(bytes)], `${name}.jpg`, { type: 'image/jpeg' });
}

async function bytesAt(url: string): Promise<number> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return (await response.arrayBuffer()).byteLength;
}

/** Text of a stream of server-sent events, event by event. */
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<{ event: string; data: string }> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
      if (field('event')) yield { event: field('event'), data: field('data') };
    }
  }
}

const server = await startServer();
const receiver = await startReceiver();
try {
  const client = createApiClient({ baseUrl: server.baseUrl });

  const account = { email: 'demo@example.org', password: 'correct horse battery', name: 'Demo' };
  const { token, refresh_token, user } = await dataOf(client.POST('/auth/register', { body: account }));
  if (!token || !refresh_token) throw new Error('No tokens came');
  client.session.set({ token, refresh_token });
  say(`register    ${user?.email} on plan ${user?.plan}`);

  const hook = await dataOf(
    client.POST('/webhooks', { body: { url: receiver.url, events: ['job.completed', 'job.failed'] } }),
  );
  say(`webhook     ${hook.id} listens to ${hook.events?.join(', ')}`);

  const image = await dataOf(
    client.POST('/images', { body: { file: sample('04-plant') }, bodySerializer: toForm }),
  );
  say(`upload      ${image.name}: ${image.width} x ${image.height}, image_id ${image.id}`);

  const started = await dataOf(
    client.POST('/process/batch', {
      body: {
        files: ['02-mug', '03-toycar', '08-chair'].map(sample),
        options: JSON.stringify({ quality: 'low', files: { '08-chair.jpg': { quality: 'medium' } } }),
      },
      bodySerializer: toForm,
      headers: { 'Idempotency-Key': 'demo-batch' },
    }),
  );
  const jobId = started.id;
  say(`batch       job ${jobId} of ${started.total_files} files`);

  const stream = await dataOf(
    client.GET('/process/jobs/{jobId}/events', { params: { path: { jobId } }, parseAs: 'stream' }),
  );
  if (!stream) throw new Error('No events came');
  for await (const { event, data } of eventsOf(stream as unknown as ReadableStream<Uint8Array>)) {
    const { status, progress, file: name } = JSON.parse(data);
    say(
      `event       ${event}: ${name ?? ''}${name ? ' ' : ''}${status}${progress === undefined ? '' : `, ${progress} %`}`,
    );
  }

  const delivery = await receiver.next();
  new Webhook(hook.secret).verify(delivery.body, delivery.headers);
  const told = JSON.parse(delivery.body);
  if (told.data.id !== jobId) throw new Error('The webhook tells of another job');
  say(`webhook     ${told.type} came, its signature holds`);

  const archive = await client.GET('/process/jobs/{jobId}/archive', {
    params: { path: { jobId } },
    parseAs: 'arrayBuffer',
  });
  say(`archive     ${((await dataOf(archive)) as ArrayBuffer).byteLength} bytes`);

  const { items = [] } = await dataOf(
    client.GET('/backgrounds', { params: { query: { category: 'nature', limit: 1 } } }),
  );
  const generated = await dataOf(
    client.POST('/backgrounds/generate', {
      body: { prompt: 'a calm sea at dusk', style: 'realistic', width: 1280, height: 960 },
    }),
  );
  for (const background of [items[0], generated]) {
    if (!background) throw new Error('There is no background');
    const replaced = await dataOf(
      client.POST('/process/replace-background', {
        body: { image_id: image.id, background_id: background.id },
      }),
    );
    if (!('image' in replaced)) throw new Error('It was put off');
    say(`replace     plant before ${background.id}: ${await bytesAt(replaced.image)} bytes`);
  }

  const usage = await dataOf(client.GET('/users/me/usage'));
  say(`usage       ${usage.used} of ${usage.limit} units of this hour`);
  await dataOf(
    client.POST('/auth/logout', { body: { refresh_token: client.session.tokens?.refresh_token ?? '' } }),
  );
  say('logout      done: everything worked');
} finally {
  receiver.close();
  await server.stop();
}
