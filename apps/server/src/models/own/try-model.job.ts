import { EngineError } from '@backgroundfx/core';
import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import type { JobKinds } from '../../platform/jobs/job-kinds.ts';
import type { JobContext, JobHandler } from '../../platform/jobs/job-queue.ts';
import type { OwnModelRepository, Rejection } from './own-model.repository.ts';
import { keyOf, type OwnNetworks } from './own-networks.ts';

export interface TryModelDeps {
  readonly models: OwnModelRepository;
  readonly networks: Pick<OwnNetworks, 'try'>;
  readonly blobs: BlobStore;
}

const TRIES = 4;
const FIRST_WAIT_MS = 1000;
const NOT_TRIED: Rejection = {
  reason: 'not_tried',
  message: 'The model could not be tried by this server; upload it again',
};

/** Tries a model that was uploaded. Every step bears being done again, so that a process may end at any moment. */
export class TryModelJob implements JobHandler<JobKinds, 'try-model'> {
  readonly kind = 'try-model';
  readonly tries = TRIES;
  readonly atOnce = 1;
  readonly #deps: TryModelDeps;

  constructor(deps: TryModelDeps) {
    this.#deps = deps;
  }

  waitMs(failures: number): number {
    return FIRST_WAIT_MS * 4 ** (failures - 1);
  }

  async run({ modelId }: { readonly modelId: string }, { signal }: JobContext): Promise<void> {
    const { models, networks } = this.#deps;
    const model = await models.find(modelId);
    if (model?.state !== 'pending') return;
    try {
      const { facts } = await networks.try(model, signal);
      await models.setReady(modelId, facts.sha256);
    } catch (error) {
      if (!(error instanceof EngineError && error.code === 'invalid_model')) throw error;
      const { message, details } = error;
      await this.#reject(modelId, { reason: String(details.reason), message });
    }
  }

  /** What fails again and again is not the model's fault, and it is not to wait for ever. */
  giveUp({ modelId }: { readonly modelId: string }): Promise<void> {
    return this.#reject(modelId, NOT_TRIED);
  }

  /** Its file is of no use any more. */
  async #reject(modelId: string, rejection: Rejection): Promise<void> {
    const { models, blobs } = this.#deps;
    await models.setRejected(modelId, rejection);
    await blobs.delete(keyOf(modelId));
  }
}
