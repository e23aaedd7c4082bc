import { EngineError } from '../errors.ts';
import type { Job } from '../pipeline/job.ts';
import type { RgbaImage } from '../raster/planes.ts';
import { promptScene } from './prompt-scene.ts';
import { readPrompt } from './read-prompt.ts';
import { renderScene } from './render-backdrop.ts';
import { PROMPT_STYLES, type PromptStyle, type Scene } from './scene.ts';

export interface PromptRequest {
  readonly prompt: string;
  /** `realistic` when absent. */
  readonly style?: PromptStyle | undefined;
  /** A whole number; another one is another picture of the same words. 0 when absent. */
  readonly seed?: number | undefined;
}

export interface PromptScene {
  readonly scene: Scene;
  /** The words that had a say, in their order; where there are none, the letters alone chose colours and shapes. */
  readonly understood: readonly string[];
}

/**
 * Chooses a scene by the words of a prompt: colours, hours, places, materials, weather and moods from a table of a few hundred
 * English words. It draws and composes; it does not understand sentences, and no network is asked. The same prompt, style and
 * seed are the same scene.
 * @throws EngineError `prompt_rejected` for fewer than 3 characters, or neither a letter nor a digit; `invalid_argument` for a
 * style or a seed that is none
 */
export function planPromptBackdrop({ prompt, style = 'realistic', seed = 0 }: PromptRequest): PromptScene {
  if (!PROMPT_STYLES.includes(style)) throw new EngineError('invalid_argument', `Unknown style "${style}"`);
  if (!Number.isSafeInteger(seed)) throw new EngineError('invalid_argument', 'A seed is a whole number');
  const wish = readPrompt(prompt);
  return { scene: promptScene(wish, style, seed), understood: wish.understood };
}

/**
 * Draws the scene that `planPromptBackdrop` chooses: the same bytes for the same request and size. The picture is new.
 * @throws EngineError as `planPromptBackdrop` and `renderBackdrop` do
 */
export async function promptBackdrop(
  { width, height, ...request }: PromptRequest & { readonly width: number; readonly height: number },
  job: Job = {},
): Promise<{ readonly image: RgbaImage; readonly understood: readonly string[] }> {
  const { scene, understood } = planPromptBackdrop(request);
  return { image: await renderScene(scene, width, height, job), understood };
}
