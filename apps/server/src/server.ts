import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findModel } from '@backgroundfx/core';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { apiKeyRoutes } from './auth/api-keys.routes.ts';
import { createAuth } from './auth/create-auth.ts';
import { requireLogin } from './auth/require-user.ts';
import { backgroundsRoutes } from './backgrounds/backgrounds.routes.ts';
import { createBackgrounds } from './backgrounds/create-backgrounds.ts';
import { createDrawingPool } from './backgrounds/drawing/drawing-pool.ts';
import { batchNews } from './batch-news.ts';
import { createFiles } from './files/create-files.ts';
import { startSweep } from './files/sweep.ts';
import { createIdempotency, sweepKeys } from './idempotency/create-idempotency.ts';
import { createImages } from './images/create-images.ts';
import { imagesRoutes } from './images/images.routes.ts';
import { createModels, type ModelTimes } from './models/create-models.ts';
import { ModelsService } from './models/models.service.ts';
import { readCatalog } from './models/read-catalog.ts';
import { ownedBlobs } from './owned-blobs.ts';
import { openDiskBlobStore } from './platform/blobs/disk-blob-store.ts';
import { openScratch } from './platform/blobs/scratch.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { type ServerConfig, shownUrl } from './platform/config.mjs';
import { prepareDataDir } from './platform/data-dir.mjs';
import { ALL_MIGRATIONS } from './platform/database/migrations/all-migrations.ts';
import { checkDatabase, openDatabase } from './platform/database/open-database.ts';
import { checkDisk, freeBytes } from './platform/disk-check.ts';
import { makeGates } from './platform/gates.ts';
import { createHttpServer } from './platform/http-server.ts';
import { randomIds } from './platform/ids.ts';
import { EmbeddedJobQueue } from './platform/jobs/embedded-job-queue.ts';
import { JobRepository } from './platform/jobs/job.repository.ts';
import { JOB_KINDS } from './platform/jobs/job-kinds.ts';
import { openKeyRing } from './platform/keys/key-ring.ts';
import { createMetrics } from './platform/metrics/metrics.ts';
import { Outbound } from './platform/outbound/outbound.ts';
import { ensurePortIsFree, listen } from './platform/port.mjs';
import { drain, OpenHandlers, STOP_WITHIN_MS } from './platform/shutdown.ts';
import { cutStalledAnswers } from './platform/stalled-answers.ts';
import { Admission } from './processing/admission.ts';
import { createProcessing } from './processing/create-processing.ts';
import { createCutoutPool } from './processing/engine/create-cutout-pool.ts';
import type { CutoutPool } from './processing/engine/cutout.api.ts';
import { engineSettings } from './processing/engine/engine-settings.ts';
import { networkFile, OWN_VARIANT } from './processing/engine/model-files.ts';
import { Pace } from './processing/pace.ts';
import { OutboundFetcher } from './processing/picture-fetcher.ts';
import { projectNews } from './project-news.ts';
import { createProjects } from './projects/create-projects.ts';
import { createUsage } from './usage/create-usage.ts';
import { usageRoutes } from './usage/usage.routes.ts';
import { createUsers } from './users/create-users.ts';
import { createWebhooks, type WebhooksSetup } from './webhooks/create-webhooks.ts';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
/** The network that must be there before the server is ready. */
const MODEL = 'rembg';

export interface RunningServer {
  /** Address under which users reach it, without a slash at its end. */
  readonly url: string;
  /**
   * Takes no new requests, answers those that wait with 503, lets those under way finish (for a while), and frees
   * everything.
   */
  stop(): Promise<void>;
}

export interface ServerParts {
  /** Folder of a catalogue and, in its `dist/`, models, for servers that are to have others than the project's. */
  readonly modelsDir?: string;
  /** How long a request may wait for its model, and how long a model that could not be had is not asked for; for tests. */
  readonly modelWaits?: { readonly waitMs?: number; readonly restMs?: number };
  /** How long models of users' own may take, for tests. */
  readonly modelTimes?: ModelTimes;
  /** Entry of the engine threads, for tests. */
  readonly threadFile?: string;
  /** Another time than that of the machine, for tests. */
  readonly clock?: Clock;
  /** How long a client may take nothing of its answer, milliseconds; for tests. */
  readonly stallMs?: number;
  /** How long what is under way may take once the server is to stop, milliseconds; for tests. */
  readonly stopWithinMs?: number;
  /** Room that must be left on the disk for uploads to be taken, bytes; for tests. */
  readonly minFreeBytes?: number;
  /** How webhooks wait, for tests. */
  readonly webhookWaits?: WebhooksSetup['waits'];
}

/**
 * Starts the whole server and resolves when it listens; the network is still being loaded then (see `/v1/ready`).
 * @throws {StartError} one line, when something that a person can mend is in the way
 */
export async function startServer(
  config: ServerConfig,
  log: Logger,
  {
    modelsDir = join(ROOT, 'models'),
    modelWaits,
    modelTimes,
    threadFile,
    clock = systemClock,
    stallMs,
    stopWithinMs = STOP_WITHIN_MS,
    minFreeBytes,
    webhookWaits,
  }: ServerParts = {},
): Promise<RunningServer> {
  const { dataDir } = config;
  prepareDataDir(dataDir);
  // Found now, before a network is loaded that cannot be dropped half way.
  await ensurePortIsFree(config);
  const catalogFile = join(modelsDir, 'catalog.json');
  const catalog = readCatalog(catalogFile);
  const builtDir = join(modelsDir, 'dist');
  const model = findModel(catalog, MODEL);
  const ids = randomIds;
  const metrics = createMetrics();
  const keys = await openKeyRing(join(dataDir, 'keys.json'), clock);
  const database = await openDatabase(join(dataDir, 'backgroundfx.db'), ALL_MIGRATIONS, metrics.databaseBusy);
  const blobs = await openDiskBlobStore(join(dataDir, 'blobs'));
  const scratch = await openScratch(join(dataDir, 'scratch'), {
    ...(minFreeBytes !== undefined && { minFreeBytes }),
  });

  let port = config.port;
  const publicUrl = () => shownUrl(config, port);
  const { trustedProxies } = config;
  const auth = createAuth({ database, keys, clock, ids, trustedProxies });
  const usage = createUsage({ database, clock, watch: metrics });
  const secrets = [keys.fileUrls[0].bytes, ...keys.fileUrls.slice(1).map(({ bytes }) => bytes)] as const;
  const idempotency = await createIdempotency({
    database,
    clock,
    ids,
    secrets,
    files: { open: id => files.service.openResult(id) },
  });
  const gates = makeGates({ known: auth.requireUser, once: idempotency.once, ...usage });
  const files = createFiles({
    database,
    blobs,
    clock,
    ids,
    secrets,
    publicUrl,
    otherKeepers: () => [images, backgrounds, processing.uploads, projects.files, models.own],
    lifeSeconds: config.resultLifeSeconds,
    log,
  });
  const engineShape = engineSettings({ workers: config.engineWorkers, threads: config.engineThreads });
  // With models of users' own: one engine thread at least is everybody's.
  const ownAtOnce = Math.max(1, engineShape.workers - 1);
  const engine = createCutoutPool({
    ...engineShape,
    ...(threadFile && { threadFile }),
    model,
    modelsDir: builtDir,
    maxPixels: config.maxPixels,
    finishWithinMs: stopWithinMs,
    onRun: metrics.engineRan,
    log,
  });
  const catalogueModels = new ModelsService({
    catalog,
    own: networkFile(model, OWN_VARIANT, builtDir),
    modelsDir,
    mirror: config.modelMirror,
    autoDownload: config.modelAutoDownload,
    log,
    ...modelWaits,
  });
  const pace = new Pace();
  const admission = new Admission(config.queueLimit, pace);
  const images = createImages({
    database,
    blobs,
    scratch,
    clock,
    ids,
    admission,
    files: files.service,
    results: {
      source: async (userId, id) =>
        (await files.service.source(userId, id)) ?? (await projects.files.source(userId, id)),
    },
    maxUploadBytes: config.maxUploadBytes,
    maxPixels: config.maxPixels,
    maxBytesOfUser: config.maxImageBytesOfUser,
  });
  const drawing = createDrawingPool({ log, finishWithinMs: stopWithinMs });
  const backgrounds = createBackgrounds({
    database,
    blobs,
    scratch,
    clock,
    ids,
    admission,
    drawing,
    signer: files.service,
    maxUploadBytes: config.maxUploadBytes,
    maxPixels: config.maxPixels,
    maxBytesOfUser: config.maxImageBytesOfUser,
  });
  const jobRows = new JobRepository(database);
  const jobs = new EmbeddedJobQueue({
    kinds: JOB_KINDS,
    jobs: jobRows,
    clock,
    ids,
    log,
    finishWithinMs: stopWithinMs,
  });
  const outbound = new Outbound({ allowPrivate: config.webhookAllowPrivate });
  const webhooks = createWebhooks({
    database,
    queue: jobs,
    outbound,
    gates,
    clock,
    ids,
    count: metrics.webhookTold,
    ...(webhookWaits && { waits: webhookWaits }),
  });
  const models = createModels({
    database,
    catalog,
    catalogue: catalogueModels,
    gates,
    queue: jobs,
    blobs,
    scratch,
    clock,
    ids,
    admission,
    log,
    maxModelBytes: config.maxModelBytes,
    maxBytesOfUser: config.maxModelBytesOfUser,
    modelMemoryBytes: config.modelMemoryBytes,
    picturesAtOnce: ownAtOnce,
    ...(modelTimes && { times: modelTimes }),
  });
  const { maxUploadBytes } = config;
  const projects = createProjects({
    database,
    gates,
    news: projectNews(webhooks.news, jobs),
    blobs,
    scratch,
    clock,
    ids,
    admission,
    addresses: files.service,
    maxUploadBytes,
    maxPixels: config.maxPixels,
    maxBytesOfUser: config.maxProjectBytesOfUser,
    log,
  });
  const processing = createProcessing({
    fetcher: new OutboundFetcher({ outbound, maxUploadBytes }),
    gates,
    database,
    queue: jobs,
    units: usage.service,
    news: batchNews(webhooks.news),
    // One more than work at once, so that the engine never waits for the next one.
    filesAtOnce: engineShape.workers + 1,
    ownFilesAtOnce: ownAtOnce,
    clock,
    ids,
    log,
    lifeSeconds: config.resultLifeSeconds,
    admission,
    pace,
    images,
    backgrounds,
    backdrops: {
      source: async (userId, id) =>
        (await backgrounds.picture(userId, id)) ?? (await images.source(userId, id)),
    },
    blobs,
    scratch,
    engine,
    models: models.networks,
    results: files.service,
    maxUploadBytes: config.maxUploadBytes,
    maxPixels: config.maxPixels,
  });
  const users = createUsers({
    database,
    passwords: auth.service,
    blobs,
    owned: ownedBlobs(database),
    log,
    gates,
    requireLogin,
    trustedProxies,
  });
  const handlers = new OpenHandlers();
  metrics.look({
    inFlight: () => handlers.size,
    engine: () => engine.load,
    inside: () => admission.inside,
    jobs: () => jobRows.counts(Object.keys(JOB_KINDS), clock.now()),
    diskFree: () => freeBytes(dataDir),
  });
  const app = buildApp({
    catalog,
    catalogFile,
    modelsDir: builtDir,
    webDir: join(ROOT, 'apps/web/dist'),
    publicUrl,
    sharedStyles: ['tokens.css', 'base.css'].map(name => join(ROOT, 'apps/web/src/ui', name)),
    corsOrigins: config.corsOrigins,
    log,
    ids,
    metrics: {
      metrics,
      token: config.metricsToken,
      behindProxy: config.publicUrl !== undefined || trustedProxies > 0,
    },
    api: [
      auth.routes,
      users.routes,
      usageRoutes(usage.service, gates),
      apiKeyRoutes(auth.apiKeys, gates),
      ...processing.routes,
      imagesRoutes(images, gates),
      models.routes,
      backgroundsRoutes(backgrounds, gates),
      ...projects.routes,
      files.routes,
      webhooks.routes,
    ],
    checks: {
      database: () => checkDatabase(database),
      model: async () => MODEL_STATES[engine.state],
      disk: () => checkDisk(dataDir, minFreeBytes),
    },
  });
  const fetch: typeof app.fetch = async (...request) =>
    handlers.follow(Promise.resolve(app.fetch(...request)));
  const server = createHttpServer({ fetch }, { log, ids });
  cutStalledAnswers(server, stallMs);
  const freeAll = async () => {
    await models.end();
    await catalogueModels.end();
    await engine.dispose();
    await drawing.dispose();
    await scratch.close();
    await database.destroy();
  };
  try {
    port = await listen(server, config);
  } catch (error) {
    await freeAll();
    throw error;
  }
  await jobs.start([...processing.jobs, models.job, ...webhooks.jobs]);
  const stopSweep = startSweep({
    files: files.service,
    others: [processing.batches, webhooks, models.files],
    clock,
    log,
  });
  const stopKeys = sweepKeys(idempotency.service, log);
  return {
    url: publicUrl(),
    async stop() {
      processing.endStreams();
      await Promise.all([
        // Before the engine: what it sends away then goes back to the queue.
        jobs.stop(),
        drain(server, { handlers, drainMs: stopWithinMs }),
        models.end(),
        catalogueModels.end(),
        engine.dispose(),
        drawing.dispose(),
        stopSweep(),
        stopKeys(),
      ]);
      await freeAll();
    },
  };
}

/** What `/v1/ready` says of the network. */
const MODEL_STATES: Readonly<Record<CutoutPool['state'], string | undefined>> = {
  ready: undefined,
  loading: 'the model is being loaded',
  failed: 'the model cannot be used',
};
