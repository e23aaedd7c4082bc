import { useEffect, useEffectEvent, useState } from 'react';
import type { ExportClient, ExportSource } from '../engine/export.api.ts';
import type { StudioClient, StudioRequest, WholePicture } from '../engine/studio.api.ts';
import { type Problem, toProblem } from '../state/problem.ts';

/** The picture as it is exported, before any encoder had its hands on it. */
export interface Composed {
  readonly source: ExportSource;
  /** For looking at, at full size; closed with the dialog. */
  readonly bitmap: ImageBitmap;
  /** Whether nothing shines through anywhere. */
  readonly isOpaque: boolean;
}

let counter = 0;

/** What the studio is asked for: the whole picture in straight alpha, or the subject's matte where it lies on the canvas. */
export function exportRequest(request: StudioRequest, isMatteOnly: boolean): StudioRequest {
  const { recipe } = request;
  const channels = isMatteOnly ? 'alpha' : 'rgba';
  // Colours behind formats without alpha, sizes and qualities are the encoder's.
  return {
    ...request,
    recipe: { ...recipe, output: { ...recipe.output, format: 'png', max_side: null, channels } },
  };
}

/** What is exported: what the studio composes, or the picture that a server made, of the file `original`. */
export type Exported =
  | { readonly by: 'studio'; readonly request: StudioRequest }
  | { readonly by: 'server'; readonly png: Blob; readonly original: Blob };

/** Has the studio compose the picture at full size, once for each kind; null until it is there. */
export function useComposed(
  tools: { readonly studio: Pick<StudioClient, 'whole'>; readonly exporter: Pick<ExportClient, 'read'> },
  exported: Exported | null,
  isMatteOnly: boolean,
  pictureName: string,
): { readonly composed: Composed | null; readonly problem: Problem | null } {
  const [composed, setComposed] = useState<Composed | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function wholeOf(asked: Exported, asMatte: boolean, stop: AbortSignal): Promise<WholePicture> {
    if (asked.by === 'studio') return tools.studio.whole(exportRequest(asked.request, asMatte), stop);
    const picture = await tools.exporter.read(asked.png, stop);
    if (asMatte) showAlpha(new Uint8ClampedArray(picture.data));
    return picture;
  }

  const compose = useEffectEvent(async (asked: Exported, asMatte: boolean, stop: AbortSignal) => {
    try {
      const { width, height, data } = await wholeOf(asked, asMatte, stop);
      const pixels = new Uint8ClampedArray(data);
      const isOpaque = hasNoAlpha(pixels);
      const bitmap = await createImageBitmap(new ImageData(pixels, width, height));
      const original = asked.by === 'studio' ? asked.request.source.file : asked.original;
      const source = { key: `export-${++counter}`, width, height, pixels: new Blob([data]), original };
      if (stop.aborted) bitmap.close();
      else setComposed({ source, bitmap, isOpaque });
    } catch (error) {
      if (!stop.aborted) setProblem(toProblem(error, pictureName));
    }
  });

  useEffect(() => {
    if (!exported) return;
    const stop = new AbortController();
    setComposed(null);
    setProblem(null);
    void compose(exported, isMatteOnly, stop.signal);
    return () => stop.abort();
  }, [exported, isMatteOnly]);

  useEffect(() => () => composed?.bitmap.close(), [composed]);

  return { composed, problem };
}

/** Turns straight RGBA into its own alpha, grey and opaque. */
function showAlpha(pixels: Uint8ClampedArray): void {
  for (let i = 0; i < pixels.length; i += 4) {
    pixels.fill(pixels[i + 3]!, i, i + 3);
    pixels[i + 3] = 255;
  }
}

function hasNoAlpha(pixels: Uint8ClampedArray): boolean {
  for (let i = 3; i < pixels.length; i += 4) if (pixels[i] !== 255) return false;
  return true;
}
