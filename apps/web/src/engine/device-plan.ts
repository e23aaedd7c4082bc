/** What a device can hold at once, so that a large picture is refused or drawn smaller there instead of ending the page. */
export interface DevicePlan {
  /** Of a picture that is taken in. */
  readonly mostPixels: number;
  /** Of the first drawing after each change. */
  readonly previewPixels: number;
  /** Of the drawing on the stage while nothing changes; zooming in further shows larger pixels, exports are whole. */
  readonly stagePixels: number;
}

/** What a browser tells of its device. */
export interface DeviceFacts {
  /** Gigabytes, rounded and at most 8 (W3C Device Memory); absent in Safari and Firefox. */
  readonly deviceMemory?: number;
  readonly hardwareConcurrency?: number;
  /** Whether it is held in the hand: fingers, and nothing finer. Pages can tell; workers are not told. */
  readonly isHandheld?: boolean;
}

const MEGA = 1_000_000;
/** Gigabytes of a device that does not tell: a computer, and a telephone. */
const UNTOLD = { desk: 8, hand: 4 } as const;

/**
 * By gigabytes, largest first. A picture lies here up to three times with four bytes a pixel (its own, the cut-out, a
 * composition) while the network takes half a gigabyte; a browser ends pages well before the device is full.
 */
const LEVELS: readonly (DevicePlan & { readonly gigabytes: number })[] = [
  { gigabytes: 8, mostPixels: 100 * MEGA, previewPixels: 1.5 * MEGA, stagePixels: 16 * MEGA },
  { gigabytes: 4, mostPixels: 50 * MEGA, previewPixels: 1.5 * MEGA, stagePixels: 8 * MEGA },
  { gigabytes: 2, mostPixels: 24 * MEGA, previewPixels: 1 * MEGA, stagePixels: 4 * MEGA },
  { gigabytes: 0, mostPixels: 12 * MEGA, previewPixels: 0.6 * MEGA, stagePixels: 2 * MEGA },
];
/** Fewer cores draw a preview too slowly to follow a slider. */
const FEW_CORES = 2;
const FEW_CORES_PREVIEW = 1 * MEGA;

/** The plan for a device; where little is told, for a common one. */
export function devicePlan({ deviceMemory, hardwareConcurrency, isHandheld }: DeviceFacts): DevicePlan {
  const gigabytes = deviceMemory ?? (isHandheld ? UNTOLD.hand : UNTOLD.desk);
  const level = LEVELS.find(candidate => gigabytes >= candidate.gigabytes) ?? LEVELS.at(-1)!;
  const { mostPixels, stagePixels } = level;
  const few = hardwareConcurrency !== undefined && hardwareConcurrency <= FEW_CORES;
  const previewPixels = few ? Math.min(level.previewPixels, FEW_CORES_PREVIEW) : level.previewPixels;
  return { mostPixels, previewPixels, stagePixels };
}
