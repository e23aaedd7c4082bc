import { type DeviceFacts, type DevicePlan, devicePlan } from './device-plan.ts';

/** The plan for the device that this page is on. */
export function planHere(): DevicePlan {
  const { deviceMemory, hardwareConcurrency } = navigator as DeviceFacts;
  // A laptop whose screen can be touched has a pointer beside it.
  const isHandheld = matchMedia('(pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;
  return devicePlan({
    ...(deviceMemory !== undefined && { deviceMemory }),
    ...(hardwareConcurrency !== undefined && { hardwareConcurrency }),
    isHandheld,
  });
}
