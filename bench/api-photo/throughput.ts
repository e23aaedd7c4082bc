import { setTimeout as sleep } from 'node:timers/promises';
import { type AnsweringProcess, startAnswering } from '../answering-process.ts';
import type { Section } from '../measure-sections.ts';
import { median } from '../statistics.ts';
import { type Floor, openFloor } from './floor.ts';
import type { ProbeReport, ProbeTask } from './health-probe.api.ts';
import { samplePaths } from './samples.ts';
import { type Rounds, ratiosOf, throughputFigures } from './throughput-figures.ts';
import { type Clients, withServer } from './with-server.ts';

type Probe = AnsweringProcess<ProbeTask, ProbeReport>;

export interface ThroughputOptions {
  readonly rounds: number;
  /** Length of the stretch that counts, in each round, of the floor and of the server alike. */
  readonly windowMs: number;
}

/** Until both clients and the server's threads are in their stride. */
const LEAD_IN_MS = 2000;
/** Long enough for the threads of one to stop looking for more work before the other one begins. */
const REST_MS = 200;
const PROBE_EVERY_MS = 20;

/**
 * Pictures a second of the server for two clients in a closed loop, beside the floor: bare runs of the network a second.
 * They take turns. While the server works, a third process asks for its health.
 */
export async function measureThroughput(options: ThroughputOptions): Promise<Section> {
  const { floor, waiting } = await openFloor(options.windowMs / 4);
  try {
    const rounds = await withServer(async (server, clients) => {
      const script = new URL('./health-probe.process.ts', import.meta.url);
      const probe: Probe = await startAnswering(script, [server.url]);
      try {
        return await playRounds(floor, clients, probe, options);
      } finally {
        await probe.stop();
      }
    });
    const { floorRates, apiRates, latenciesMs } = rounds;
    return {
      figures: throughputFigures(rounds, waiting),
      details: {
        ...options,
        waiting,
        floorRates,
        apiRates,
        ratios: ratiosOf(rounds),
        healthQuestions: latenciesMs.length,
        medianLateMs: median(rounds.lateMs),
      },
    };
  } finally {
    await floor.stop();
  }
}

async function playRounds(
  floor: Floor,
  clients: Clients,
  probe: Probe,
  { rounds, windowMs }: ThroughputOptions,
): Promise<Rounds> {
  const seen = { floorRates: [], apiRates: [], latenciesMs: [], lateMs: [] } as Record<
    keyof Rounds,
    number[]
  >;
  const pictures = await samplePaths();
  const post = { clients: 2, pictures, quality: 'high' } as const;
  const stretch = { leadInMs: LEAD_IN_MS, windowMs };
  // The first pictures compile the engine's loops.
  await clients.ask({ ...post, until: { pictures: pictures.length } });
  for (let round = 0; round < rounds; round++) {
    await sleep(REST_MS);
    seen.floorRates.push(await floor.ask(windowMs));
    await sleep(REST_MS);
    const [report, health] = await Promise.all([
      clients.ask({ ...post, until: stretch }),
      probe.ask({ everyMs: PROBE_EVERY_MS, ...stretch }),
    ]);
    seen.apiRates.push((1000 * report.done) / report.elapsedMs);
    seen.latenciesMs.push(...health.latenciesMs);
    seen.lateMs.push(...health.lateMs);
  }
  return seen;
}
