import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiServer, startApiServer } from '../api-photo/api-server.ts';
import { type Floor, openFloor } from '../api-photo/floor.ts';
import type { Section } from '../measure-sections.ts';
import { median } from '../statistics.ts';
import { oneMegapixelPictures } from './pictures.ts';
import { unlimitedAccount } from './unlimited-account.ts';

export interface BatchOptions {
  readonly rounds: number;
  readonly files: number;
  /** Of the floor, before each batch and after it. */
  readonly windowMs: number;
}

type Token = () => Promise<string>;

const ASK_AGAIN_MS = 100;
/** Until the threads of one have stopped looking for more work. */
const REST_MS = 200;

/**
 * Pictures a second of a batch, from the first byte of its upload to the last result, beside bare runs of the network a second
 * at the size of quality high, measured before and after it.
 */
export async function measureBatch(options: BatchOptions): Promise<Section> {
  const { floor, waiting } = await openFloor(options.windowMs);
  const server = await startApiServer();
  try {
    const account = await unlimitedAccount(server);
    const token = () => account.token();
    const pictures = await oneMegapixelPictures(options.files);
    // The first pictures compile the engine's loops.
    await batchOf(server, token, pictures.slice(0, 8));
    const rounds: { readonly floor: number; readonly batch: number }[] = [];
    for (let round = 0; round < options.rounds; round++) {
      const before = await floorRate(floor, options.windowMs);
      const seconds = await batchOf(server, token, pictures);
      const after = await floorRate(floor, options.windowMs);
      rounds.push({ floor: (before + after) / 2, batch: options.files / seconds });
    }
    const per = { unit: '/s', digits: 2 };
    const ratio = median(rounds.map(({ batch, floor }) => batch / floor));
    return {
      figures: [
        {
          name: `floor: bare runs, waiting threads ${waiting}`,
          value: median(rounds.map(r => r.floor)),
          ...per,
        },
        { name: `batch of ${options.files} of 1 MP`, value: median(rounds.map(r => r.batch)), ...per },
        { name: 'batch / floor', value: ratio, digits: 2, aim: { atLeast: 0.8 } },
      ],
      details: { ...options, waiting, rounds },
    };
  } finally {
    await server.stop();
    await floor.stop();
  }
}

async function floorRate(floor: Floor, forMs: number): Promise<number> {
  await sleep(REST_MS);
  const rate = await floor.ask(forMs);
  await sleep(REST_MS);
  return rate;
}

/** Sends a batch and waits for its end; seconds. */
async function batchOf({ url }: ApiServer, token: Token, pictures: readonly Blob[]): Promise<number> {
  const form = new FormData();
  pictures.forEach((picture, i) => {
    form.append('files', picture, `${i}.jpg`);
  });
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${url}/v1${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${await token()}` },
    });
    const said = (await answer.json()) as { id: string; status: string; failed_files?: number };
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(said)}`);
    return said;
  };
  const began = performance.now();
  const { id } = await ask('/process/batch', { method: 'POST', body: form });
  for (;;) {
    const { status, failed_files } = await ask(`/process/jobs/${id}`);
    if (status === 'completed' && failed_files === 0) return (performance.now() - began) / 1000;
    if (status === 'completed' || status === 'failed') throw new Error(`${failed_files} files failed`);
    await sleep(ASK_AGAIN_MS);
  }
}
