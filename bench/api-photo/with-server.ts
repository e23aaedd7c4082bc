import { type AnsweringProcess, startAnswering } from '../answering-process.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import type { ClientReport, ClientTask } from './client.api.ts';

export type Clients = AnsweringProcess<ClientTask, ClientReport>;

/** A fresh server and a process of clients beside it, for as long as `work` takes. */
export async function withServer<T>(work: (server: ApiServer, clients: Clients) => Promise<T>): Promise<T> {
  const server = await startApiServer();
  try {
    const clients: Clients = await startAnswering(new URL('./clients.process.ts', import.meta.url), [
      server.url,
    ]);
    try {
      return await work(server, clients);
    } finally {
      await clients.stop();
    }
  } finally {
    await server.stop();
  }
}
