import { checkSettings } from '../check-settings.ts';
import { EDGE_ADJUSTMENTS, type EdgeAdjustments } from '../matte/adjust-matte.ts';

/** How a cut-out is finished: ranges, and what is taken for a setting that is absent. */
export const FINISH_SETTINGS = {
  ...EDGE_ADJUSTMENTS,
  /** Per cent of the way that half-transparent pixels go from the picture's colour to the subject's own. */
  decontamination: { min: 0, max: 100, default: 100 },
} as const;

/** See `FINISH_SETTINGS`. */
export interface FinishSettings extends EdgeAdjustments {
  readonly decontamination?: number | undefined;
}

/** Every setting, the absent ones by default. @throws EngineError `invalid_argument` that names the setting and its range. */
export function completeFinishSettings(
  settings: FinishSettings,
): Required<{ [K in keyof FinishSettings]: number }> {
  checkSettings(settings, FINISH_SETTINGS);
  const setting = (name: keyof FinishSettings) => settings[name] ?? FINISH_SETTINGS[name].default;
  return {
    shiftEdge: setting('shiftEdge'),
    feather: setting('feather'),
    contrast: setting('contrast'),
    decontamination: setting('decontamination'),
  };
}
