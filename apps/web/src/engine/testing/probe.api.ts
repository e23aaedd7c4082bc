import type { Outcome } from '@backgroundfx/core';
import type { DevicePlan } from '../device-plan.ts';
import type { HostedApi } from '../hosted.api.ts';

export interface ProbeApi extends HostedApi {
  /** How often this worker was asked; 1 again means a new worker. */
  count(): Promise<number>;
  /** What the page told of its device. */
  told(): Promise<DevicePlan | undefined>;
  fail(): Promise<never>;
  /** Answers that code of it did not arrive. */
  lackPart(): Promise<Outcome<never>>;
  closeItself(): Promise<never>;
  throwOutside(): Promise<never>;
  /** Answers, and dies a moment later. */
  dieLater(how: 'close' | 'throw'): Promise<void>;
  /** Blocks the worker's thread. */
  spin(milliseconds: number): Promise<void>;
  /** Takes `bytes`. */
  sum(bytes: Uint8Array): Promise<number>;
}
