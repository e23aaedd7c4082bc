import { decontaminate } from '../foreground/decontaminate.ts';
import { adjustMatte } from '../matte/adjust-matte.ts';
import type { Job } from '../pipeline/job.ts';
import type { Matte, RgbaImage } from '../raster/planes.ts';
import { cutOut } from './cut-out.ts';
import { completeFinishSettings, FINISH_SETTINGS, type FinishSettings } from './finish-settings.ts';

/** Share of the work that adjusting the matte is. */
const ADJUSTING = 0.4;

/**
 * The last part of a cut-out, all that an editor's sliders change: edges are adjusted, half-transparent pixels get the
 * subject's own colour, and the picture is cut. The colours follow from `matte`, which says how much of each pixel is
 * subject; the cut from the adjusted one.
 * Takes `image`: its buffer becomes the cut-out (see `cutOut`). Borrows `matte`. Gives back the matte that was cut with,
 * which is `matte` itself when the edge settings are neutral.
 * @throws EngineError `cancelled` (`image` may be half changed then); `invalid_argument` when a setting is out of range or the
 * sizes differ, before anything is changed.
 */
export async function finishCutout(
  image: RgbaImage,
  matte: Matte,
  settings: FinishSettings = {},
  { signal, checkpoint, onProgress }: Job = {},
): Promise<Matte> {
  const { decontamination, ...edges } = completeFinishSettings(settings);
  const adjusted = await adjustMatte(matte, edges, {
    signal,
    checkpoint,
    onProgress: done => onProgress?.(done * ADJUSTING),
  });
  const before = adjusted === matte ? 0 : ADJUSTING;
  await decontaminate(image, matte, {
    signal,
    checkpoint,
    shown: adjusted,
    strength: decontamination / FINISH_SETTINGS.decontamination.max,
    onProgress: done => onProgress?.(before + done * (1 - before)),
  });
  cutOut(image, adjusted);
  onProgress?.(1);
  return adjusted;
}
