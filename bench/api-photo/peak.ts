import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Section } from '../measure-sections.ts';
import { memoryOf } from '../process-memory.ts';
import type { ClientReport } from './client.api.ts';
import { writeLargePicture } from './samples.ts';
import { withServer } from './with-server.ts';

export interface PeakOptions {
  /** Uploads at once. */
  readonly few: number;
  readonly many: number;
}

/** The most memory a fresh server ever takes while so many clients each post one picture of 12 megapixels at once. */
export async function measurePeak({ few, many }: PeakOptions): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'backgroundfx-peak-'));
  try {
    const picture = await writeLargePicture(folder);
    const calm = await burst(picture, few);
    const crowded = await burst(picture, many);
    return {
      figures: [
        { name: `peak with ${few} at once, 12 megapixels`, value: calm.peakMegabytes, unit: ' MB' },
        { name: `peak with ${many} at once, 12 megapixels`, value: crowded.peakMegabytes, unit: ' MB' },
        {
          name: `peak with ${many} / with ${few}`,
          value: crowded.peakMegabytes / calm.peakMegabytes,
          digits: 2,
          aim: { atMost: 1.25 },
        },
        { name: `of ${many} at once: answered with a PNG`, value: crowded.done, aim: { atLeast: many } },
        { name: `of ${many} at once: told to come again (typed 503)`, value: crowded.refused },
        {
          name: `of ${many} at once: connections without an answer`,
          value: crowded.unanswered.length,
          aim: { atMost: 0 },
        },
      ],
      details: { [few]: calm, [many]: crowded },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function burst(picture: string, count: number): Promise<ClientReport & { peakMegabytes: number }> {
  return withServer(async (server, clients) => {
    const until = { pictures: count };
    const report = await clients.ask({ clients: count, pictures: [picture], quality: 'high', until });
    return { ...report, peakMegabytes: memoryOf(server.pid).peakMegabytes };
  });
}
