import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { JobCount } from '../jobs/job.repository.ts';
import { type CountAnswer, httpMetrics } from './http-metrics.ts';

/** What is looked up when somebody asks, and not before. */
export interface MetricsSources {
  /** Requests that nobody has begun to answer yet. */
  readonly inFlight: () => number;
  /** Pictures on the engine's threads, and those in the line before them. */
  readonly engine: () => { readonly busy: number; readonly waiting: number };
  /** Requests with pictures in the house. */
  readonly inside: () => number;
  /** Rows of the queue. */
  readonly jobs: () => Promise<readonly JobCount[]>;
  /** Bytes that the disk of the data folder has left. */
  readonly diskFree: () => Promise<number>;
}

/** A picture that the engine has done with. Its model is one of the catalogue's ids, or `custom`. */
export interface EngineRun {
  readonly model: string;
  readonly quality: string;
  /** `done`, `no_foreground`, or the code of an error. */
  readonly outcome: string;
  /** On its thread. */
  readonly seconds: number;
}

/** What the server counts of itself, in the words of Prometheus. Labels are of closed sets: no id, address or name. */
export interface Metrics {
  readonly http: CountAnswer;
  engineRan(run: EngineRun): void;
  unitsCharged(plan: string, units: number): void;
  unitsReturned(units: number): void;
  webhookTold(outcome: string): void;
  databaseBusy(): void;
  /** Says where to look up what is not counted. */
  look(sources: MetricsSources): void;
  readonly contentType: string;
  /** Everything, as Prometheus reads it. */
  text(): Promise<string>;
}

/** Seconds of a network and what is made of its matte. */
const RUN_BUCKETS = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const cutouts = counter(
    'backgroundfx_cutouts_total',
    'Pictures that the engine has done with: done, no_foreground, or the code of an error.',
    'model',
    'quality',
    'outcome',
  );
  const seconds = new Histogram({
    name: 'backgroundfx_cutout_seconds',
    help: 'Time on an engine thread, of pictures that were done.',
    labelNames: ['model', 'quality'],
    buckets: RUN_BUCKETS,
    registers,
  });
  const charged = counter('backgroundfx_units_charged_total', 'Units taken from users.', 'plan');
  const returned = counter('backgroundfx_units_returned_total', 'Units given back to users.');
  const webhooks = counter(
    'backgroundfx_webhook_deliveries_total',
    'Messages to webhooks: delivered, tried (and to be tried again), gone (410), inactive, given_up.',
    'outcome',
  );
  const busy = counter(
    'backgroundfx_database_busy_total',
    'Times that a query found the database locked by another program.',
  );
  return {
    http: httpMetrics(registry),
    engineRan({ model, quality, outcome, seconds: taken }) {
      cutouts.inc({ model, quality, outcome });
      if (outcome === 'done') seconds.observe({ model, quality }, taken);
    },
    unitsCharged: (plan, units) => charged.inc({ plan }, units),
    unitsReturned: units => returned.inc(units),
    webhookTold: outcome => webhooks.inc({ outcome }),
    databaseBusy: () => busy.inc(),
    look: sources => addLookedUp(registry, sources),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

function addLookedUp(registry: Registry, { inFlight, engine, inside, jobs, diskFree }: MetricsSources): void {
  const registers = [registry];
  const gauge = (name: string, help: string, look: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await look());
      },
    });
  gauge('backgroundfx_http_requests_in_flight', 'Other requests whose answer has not begun.', inFlight);
  gauge('backgroundfx_engine_busy', 'Engine threads at work.', () => engine().busy);
  gauge('backgroundfx_engine_waiting', 'Pictures that wait for an engine thread.', () => engine().waiting);
  gauge(
    'backgroundfx_pictures_inside',
    'Requests with pictures: arriving, waiting, worked on, sent.',
    inside,
  );
  gauge('backgroundfx_disk_free_bytes', 'Room left on the disk of the data folder.', diskFree);
  new Gauge({
    name: 'backgroundfx_jobs',
    help: 'Jobs in the queue: running, waiting for their turn, or for later.',
    labelNames: ['kind', 'state'],
    registers,
    async collect() {
      const counts = await jobs();
      this.reset();
      for (const { kind, state, count } of counts) this.set({ kind, state }, count);
    },
  });
}
