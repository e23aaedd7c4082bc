import type { HostedApi } from '../worker-host.ts';

export interface ProbeApi extends HostedApi {
  /** How often this worker was asked; 1 again means a new worker. */
  count(): Promise<number>;
  fail(): Promise<never>;
  closeItself(): Promise<never>;
  throwOutside(): Promise<never>;
  /** Blocks the worker's thread. */
  spin(milliseconds: number): Promise<void>;
  /** Takes `bytes`. */
  sum(bytes: Uint8Array): Promise<number>;
}
