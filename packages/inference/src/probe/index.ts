export { type GuardedSession, type GuardedSessionOptions, openGuardedSession } from './guarded-session.ts';
export type { RunLimits } from './model-process.ts';
export type { ProbeFacts } from './probe.api.ts';
export {
  PROBE_LIMITS,
  type ProbedModel,
  type ProbeLimits,
  type ProbeOptions,
  probeCustomModel,
} from './probe-custom-model.ts';
