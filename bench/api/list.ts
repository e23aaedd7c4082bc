import { type AnsweringProcess, startAnswering } from '../answering-process.ts';
import { type ApiServer, startApiServer } from '../api-photo/api-server.ts';
import type { Section } from '../measure-sections.ts';
import { median } from '../statistics.ts';
import type { LoadReport, LoadTask } from './load.api.ts';
import { unlimitedAccount } from './unlimited-account.ts';

export interface ListOptions {
  readonly rounds: number;
  /** Of each server in each round. */
  readonly seconds: number;
}

/** As many as an account may have under way at once. */
const CONNECTIONS = 32;
const PATH = '/v1/backgrounds';

/**
 * Answers a second of `GET /v1/backgrounds` for a user who is known, whose every request is a unit, beside those of a bare Hono on
 * node-server that gives the same bytes. They take turns.
 */
export async function measureList(options: ListOptions): Promise<Section> {
  const server = await startApiServer();
  try {
    return await besideBare(server, options);
  } finally {
    await server.stop();
  }
}

async function besideBare(server: ApiServer, { rounds, seconds }: ListOptions): Promise<Section> {
  const account = await unlimitedAccount(server);
  const headers = { Authorization: `Bearer ${await account.token()}` };
  const body = await (await fetch(server.url + PATH, { headers })).text();
  const script = (name: string) => new URL(name, import.meta.url);
  const bare: AnsweringProcess<string, string> = await startAnswering(script('./bare.process.ts'));
  const load: AnsweringProcess<LoadTask, LoadReport> = await startAnswering(script('./load.process.ts'));
  try {
    const bareUrl = (await bare.ask(body)) + PATH;
    const ask = async (url: string): Promise<number> => {
      const report = await load.ask({ url, headers, connections: CONNECTIONS, seconds });
      if (report.failed > 0) throw new Error(`${report.failed} requests to ${url} failed`);
      return report.perSecond;
    };
    const rates: { readonly bare: number; readonly api: number }[] = [];
    // The first round compiles the loops of both.
    for (let round = 0; round <= rounds; round++) {
      const both = { bare: await ask(bareUrl), api: await ask(server.url + PATH) };
      if (round > 0) rates.push(both);
    }
    const ratio = median(rates.map(({ api, bare }) => api / bare));
    return {
      figures: [
        { name: 'list, bare Hono', value: median(rates.map(rate => rate.bare)), unit: '/s' },
        { name: 'list, the server', value: median(rates.map(rate => rate.api)), unit: '/s' },
        { name: 'list, the server / bare Hono', value: ratio, digits: 2, aim: { atLeast: 0.35 } },
      ],
      details: { rounds, seconds, connections: CONNECTIONS, bytes: body.length, rates },
    };
  } finally {
    await load.stop();
    await bare.stop();
  }
}
