import type { DevicePlan } from './device-plan.ts';
import type { StopFlag } from './stop-flag.ts';

/** What every hosted worker answers beside its own calls. */
export interface HostedApi {
  /**
   * Resolves once the worker holds its liveness lock and can take calls. It stops what it does when `flag` is raised, and takes
   * no larger pictures than the plan has: the page is told more of its device than a worker.
   */
  hello(flag: StopFlag | undefined, plan: DevicePlan): Promise<void>;
}
