import { availableParallelism } from 'node:os';
import type { ModelEntry } from '@backgroundfx/core';
import type { GraphSettings } from './graph.api.ts';
import { thisProcessorSaturates } from './saturation.ts';

export interface NodeSessionOptions {
  /** The `.onnx` file; its external data lies beside it. */
  readonly graphPath: string;
  readonly model: Pick<ModelEntry, 'input' | 'output'>;
  /** Threads of one run; as many as the machine has by default. */
  readonly threads?: number;
  /** Whether waiting threads spin (a little faster, burns processor time) or sleep. Default: spin. */
  readonly spin?: boolean;
  /** Exact sums in 8-bit graphs at half the speed. Default: where the processor needs it, see `saturates`. */
  readonly exactSums?: boolean;
}

/** What the runtime is told, defaults filled in. */
export function graphSettings(options: NodeSessionOptions): GraphSettings {
  return {
    graphPath: options.graphPath,
    threads: options.threads ?? availableParallelism(),
    spin: options.spin ?? true,
    exactSums: options.exactSums ?? thisProcessorSaturates(),
  };
}
