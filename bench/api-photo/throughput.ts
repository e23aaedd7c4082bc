import { setTimeout as sleep } from 'node:timers/promises';
import { type AnsweringProcess, startAnswering } from '../answering-process.ts';
import { median, percentile } from '../statistics.ts';
import type { ProbeReport, ProbeTask } from './health-probe.api.ts';
import { samplePaths } from './samples.ts';
import { type Section, withServer } from './section.ts';

type Floor = AnsweringProcess<number, number>;
type Probe = AnsweringProcess<ProbeTask, ProbeReport>;

export interface ThroughputOptions {
  readonly rounds: number;
  /** Length of the stretch that counts, in each round, of the floor and of the server alike. */
  readonly windowMs: number;
}

/** Until both clients and the server's threads are in their stride. */
const LEAD_IN_MS = 3000;
/** Long enough for the threads of one to stop looking for more work before the other one begins. */
const REST_MS = 200;
const PROBE_EVERY_MS = 20;

/**
 * Pictures a second of the server for two clients in a closed loop, beside the floor: bare runs of the network a second.
 * They take turns, and the ratio is that of a round. Meanwhile a third process asks for the server's health.
 */
export async function measureThroughput({ rounds, windowMs }: ThroughputOptions): Promise<Section> {
  const pictures = await samplePaths();
  const { floor, waiting } = await fasterFloor(windowMs / 4);
  try {
    return await withServer(async (server, clients) => {
      const probe: Probe = await startAnswering(new URL('./health-probe.process.ts', import.meta.url), [
        server.url,
      ]);
      const floorRates: number[] = [];
      const apiRates: number[] = [];
      const latenciesMs: number[] = [];
      const lateMs: number[] = [];
      try {
        const until = { leadInMs: LEAD_IN_MS, windowMs };
        // The first pictures compile the engine's loops.
        await clients.ask({ clients: 2, pictures, quality: 'high', until: { pictures: pictures.length } });
        for (let round = 0; round < rounds; round++) {
          floorRates.push(await floor.ask(windowMs));
          await sleep(REST_MS);
          const [report, health] = await Promise.all([
            clients.ask({ clients: 2, pictures, quality: 'high', until }),
            probe.ask({ everyMs: PROBE_EVERY_MS, ...until }),
          ]);
          apiRates.push((1000 * report.done) / report.elapsedMs);
          latenciesMs.push(...health.latenciesMs);
          lateMs.push(...health.lateMs);
          await sleep(REST_MS);
        }
      } finally {
        await probe.stop();
      }
      const ratios = apiRates.map((rate, round) => rate / (floorRates[round] ?? Number.NaN));
      return {
        figures: [
          {
            name: `floor: bare runs, waiting threads ${waiting}`,
            value: median(floorRates),
            unit: '/s',
            digits: 2,
          },
          { name: 'two clients: pictures', value: median(apiRates), unit: '/s', digits: 2 },
          { name: 'two clients / floor', value: median(ratios), digits: 2, aim: { atLeast: 0.85 } },
          { name: 'health meanwhile, p50', value: percentile(latenciesMs, 0.5), unit: ' ms', digits: 1 },
          {
            name: 'health meanwhile, p99',
            value: percentile(latenciesMs, 0.99),
            unit: ' ms',
            digits: 1,
            aim: { atMost: 50 },
          },
          { name: 'health meanwhile, slowest', value: percentile(latenciesMs, 1), unit: ' ms', digits: 1 },
          { name: 'of that, asked late, p99', value: percentile(lateMs, 0.99), unit: ' ms', digits: 1 },
        ],
        details: {
          rounds,
          windowMs,
          waiting,
          floorRates,
          apiRates,
          ratios,
          healthQuestions: latenciesMs.length,
        },
      };
    });
  } finally {
    await floor.stop();
  }
}

/** Whether waiting threads had better spin or sleep differs between machines: both are tried, the faster one stays. */
async function fasterFloor(forMs: number): Promise<{ floor: Floor; waiting: 'spin' | 'sleep' }> {
  const start = (waiting: string): Promise<Floor> =>
    startAnswering(new URL('./floor.process.ts', import.meta.url), [waiting]);
  const [spin, sleeping] = [await start('spin'), await start('sleep')];
  // Twice: the first runs of a session allocate.
  const rates = { spin: 0, sleep: 0 };
  for (let i = 0; i < 2; i++) {
    rates.spin = await spin.ask(forMs);
    rates.sleep = await sleeping.ask(forMs);
  }
  const [floor, other] = rates.spin > rates.sleep ? [spin, sleeping] : [sleeping, spin];
  await other.stop();
  return { floor, waiting: floor === spin ? 'spin' : 'sleep' };
}
