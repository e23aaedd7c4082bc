import { MOST_MODELS, type Model } from '@backgroundfx/contract';
import type { ModelCatalog } from '@backgroundfx/core';
import type { ProbeLimits } from '@backgroundfx/inference/probe';
import type { Logger } from 'pino';
import type { Gates } from '../platform/gates.ts';
import type { newRouter } from '../platform/router.ts';
import { catalogueModel } from './model-answer.ts';
import type { ModelsService } from './models.service.ts';
import { modelsApiRoutes } from './models-api.routes.ts';
import { NamedNetworks } from './named-networks.ts';
import { ModelCheck } from './own/model-check.ts';
import { OwnModelRepository } from './own/own-model.repository.ts';
import { type OwnModelsDeps, OwnModelsService } from './own/own-models.service.ts';
import { OwnNetworks } from './own/own-networks.ts';
import { TryModelJob } from './own/try-model.job.ts';

/** How long things may take, milliseconds. */
export interface ModelTimes {
  /** A trial. */
  readonly trialMs?: number;
  /** All runs for one picture with a model of a user's own. */
  readonly pictureMs?: number;
  /** How long a request waits for its model, or for its turn. */
  readonly waitMs?: number;
}

export interface ModelsSetup
  extends Pick<
    OwnModelsDeps,
    'database' | 'queue' | 'blobs' | 'scratch' | 'clock' | 'ids' | 'admission' | 'maxModelBytes'
  > {
  readonly catalog: ModelCatalog;
  readonly catalogue: ModelsService;
  readonly gates: Gates;
  readonly log: Logger;
  readonly maxBytesOfUser: number;
  /** What the process of a model of a user's own may take. */
  readonly modelMemoryBytes: number;
  /** Pictures that may be worked on at the same time with models of users' own. */
  readonly picturesAtOnce: number;
  readonly times?: ModelTimes;
}

export interface Models {
  readonly routes: ReturnType<typeof newRouter>;
  readonly job: TryModelJob;
  readonly own: OwnModelsService;
  readonly networks: NamedNetworks;
  /** For the sweep. */
  readonly files: Pick<OwnNetworks, 'removeExpired'>;
  end(): Promise<void>;
}

/** A trial of ISNet in float, 176 MB, takes 7 s on a busy machine. */
const TRIAL_MS = 30_000;
const PICTURE_MS = 60_000;

/** Puts the capability together. */
export function createModels(setup: ModelsSetup): Models {
  const { database, catalog, catalogue, gates, maxModelBytes, modelMemoryBytes: memoryBytes } = setup;
  const { trialMs = TRIAL_MS, pictureMs = PICTURE_MS, waitMs } = setup.times ?? {};
  const models = new OwnModelRepository(database);
  const trial: Partial<ProbeLimits> = {
    milliseconds: trialMs,
    memoryBytes,
    onnx: { bytes: maxModelBytes },
  };
  const picture = { milliseconds: pictureMs, memoryBytes };
  const networks = new OwnNetworks({
    ...setup,
    models,
    trial,
    picture,
    atOnce: setup.picturesAtOnce,
    ...(waitMs !== undefined && { waitMs }),
  });
  const check = new ModelCheck(setup.log);
  const room = { models: MOST_MODELS, bytes: setup.maxBytesOfUser };
  const own = new OwnModelsService({ ...setup, models, networks, check, room });
  const answer = async (entry: ModelCatalog['models'][number]): Promise<Model> =>
    catalogueModel(entry, await catalogue.stateOf(entry), catalog);
  const shared = {
    all: () => Promise.all(catalog.models.map(answer)),
    find: async (id: string) => {
      const entry = catalog.models.find(model => model.id === id);
      return entry && answer(entry);
    },
  };
  return {
    routes: modelsApiRoutes({ own, shared, gates }),
    job: new TryModelJob({ ...setup, models, networks }),
    own,
    networks: new NamedNetworks({ catalogue, own, networks }),
    files: networks,
    async end() {
      await Promise.all([networks.end(), check.end()]);
    },
  };
}
