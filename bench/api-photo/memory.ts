import { setTimeout as sleep } from 'node:timers/promises';
import type { Section } from '../measure-sections.ts';
import { memoryOf } from '../process-memory.ts';
import { samplePaths } from './samples.ts';
import { withServer } from './with-server.ts';

export interface MemoryOptions {
  /** Uploads before the first reading, and before the second one. */
  readonly first: number;
  readonly all: number;
}

/** Answers are out and files are closed by then. */
const SETTLE_MS = 1000;

/** Resident memory of a fresh server after its first uploads and after all of them, one after the other. */
export async function measureMemory({ first, all }: MemoryOptions): Promise<Section> {
  const pictures = await samplePaths();
  return withServer(async (server, clients) => {
    const residentAfter = async (count: number) => {
      await clients.ask({ clients: 1, pictures, quality: 'high', until: { pictures: count } });
      await sleep(SETTLE_MS);
      return memoryOf(server.pid).residentMegabytes;
    };
    const early = await residentAfter(first);
    const late = await residentAfter(all - first);
    return {
      figures: [
        { name: `resident after ${first} uploads`, value: early, unit: ' MB' },
        { name: `resident after ${all} uploads`, value: late, unit: ' MB' },
        {
          name: `resident after ${all} / after ${first}`,
          value: late / early,
          digits: 2,
          aim: { atMost: 1.15 },
        },
      ],
      details: { peakMegabytes: memoryOf(server.pid).peakMegabytes },
    };
  });
}
