export type { ProbeFacts } from './probe.api.ts';
export {
  PROBE_LIMITS,
  type ProbeLimits,
  type ProbeOptions,
  type ProbeResult,
  probeCustomModel,
} from './probe-custom-model.ts';
