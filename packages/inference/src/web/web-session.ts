import {
  EngineError,
  type ModelEntry,
  type ModelVariant,
  type SegmentationSession,
  type Tensor,
} from '@backgroundfx/core';
import type { DeviceFacts } from './device-facts.ts';
import { type EngineChoice, rankChoices } from './engine-choice.ts';
import { createWebGraph, type GraphBytes, type RuntimeFiles } from './web-graph.ts';

export interface WebSessionOptions {
  readonly model: Pick<ModelEntry, 'id' | 'input' | 'output' | 'variants'>;
  readonly facts: DeviceFacts;
  readonly runtime: RuntimeFiles;
  /** Brings a variant's files into memory; its errors end the opening, they do not cause a fall-back. */
  readonly loadBytes: (variant: ModelVariant) => Promise<GraphBytes>;
}

/** A session that says how it runs. `choice` changes when the very first run fails and the next best one takes over. */
export interface WebSession extends SegmentationSession {
  readonly choice: EngineChoice;
}

/**
 * Opens the model in the best way this device has (see `rankChoices`). When the runtime refuses a graph or the first run
 * fails, the next choice takes over and `choice.why` says what happened. A run that fails later rejects: the machine
 * changed, not the choice.
 * @throws EngineError of the last choice when all fail; whatever `loadBytes` throws.
 */
export async function openWebSession(options: WebSessionOptions): Promise<WebSession> {
  const ranked = rankChoices(options.model, options.facts);
  let opened = await openFirst(options, ranked, undefined);
  let proven = false;

  return {
    get choice() {
      return opened.choice;
    },
    async run(input, runOptions) {
      while (!proven) {
        const copy: Tensor = { data: input.data.slice(), dims: input.dims };
        try {
          const answer = await opened.graph.run(copy, runOptions);
          // Half precision can overflow: a device that does so computes nothing but this, whatever the picture.
          if (!answer.data.every(Number.isFinite)) throw new Error('its answer is not a number');
          proven = true;
          return answer;
        } catch (error) {
          if (error instanceof EngineError && error.code === 'cancelled') throw error;
          await opened.graph.dispose().catch(() => undefined);
          opened = await openFirst(options, opened.rest, error);
        }
      }
      return opened.graph.run(input, runOptions);
    },
    dispose: () => opened.graph.dispose(),
  };
}

interface Opened {
  readonly choice: EngineChoice;
  readonly graph: SegmentationSession;
  readonly rest: readonly EngineChoice[];
}

/** Opens the first choice that works; `failure` is why the ones before did not. */
async function openFirst(
  options: WebSessionOptions,
  choices: readonly EngineChoice[],
  failure: unknown,
): Promise<Opened> {
  const [choice, ...rest] = choices;
  if (!choice) throw failure;
  const bytes = await options.loadBytes(choice.variant);
  try {
    const graph = await createWebGraph({
      provider: choice.provider,
      threads: choice.threads,
      bytes,
      model: options.model,
      runtime: options.runtime,
    });
    return {
      choice: failure === undefined ? choice : { ...choice, why: afterFailure(choice, failure) },
      graph,
      rest,
    };
  } catch (error) {
    return openFirst(options, rest, error);
  }
}

function afterFailure({ provider, variant }: EngineChoice, failure: unknown): string {
  const reason = failure instanceof Error ? failure.message : String(failure);
  const device = provider === 'webgpu' ? 'graphics processor' : 'processor';
  return `The ${device} runs ${variant.id}, because a faster way failed: ${reason}`;
}
