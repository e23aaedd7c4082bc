import type { PromptRequest } from '@backgroundfx/core';
import { useEffect, useRef, useState } from 'react';
import { backdrops } from './backdrops.ts';
import { type PromptProblem, promptProblem } from './prompt-problem.ts';

/** Large enough to recognise, for dense screens too. */
const SIZE = { width: 144, height: 116 } as const;

/** What came of words. */
export type DrawnWords =
  | { readonly name: 'none' }
  | { readonly name: 'drawing' }
  | { readonly name: 'drawn'; readonly image: ImageBitmap; readonly understood: readonly string[] }
  | { readonly name: 'refused'; readonly problem: PromptProblem };

/**
 * The worker's picture of some words, small, and which of them it understood; drawn again whenever they are other ones. Null where
 * there are none.
 */
export function usePromptPicture(request: PromptRequest | null): DrawnWords {
  const [drawn, setDrawn] = useState<DrawnWords>({ name: 'none' });
  const { prompt, style, seed } = request ?? {};
  useEffect(() => {
    if (prompt === undefined) {
      setDrawn({ name: 'none' });
      return;
    }
    const watch = new AbortController();
    let image: ImageBitmap | undefined;
    setDrawn({ name: 'drawing' });
    backdrops.prompt({ prompt, style, seed }, SIZE).then(
      result => {
        image = result.image;
        if (watch.signal.aborted) image.close();
        else setDrawn({ name: 'drawn', ...result });
      },
      error => {
        if (!watch.signal.aborted) setDrawn({ name: 'refused', problem: promptProblem(error) });
      },
    );
    return () => {
      watch.abort();
      image?.close();
    };
  }, [prompt, style, seed]);
  return drawn;
}

/** Has the worker look at words before they become a background. */
export function usePromptTrial(): {
  readonly isTrying: boolean;
  readonly problem: PromptProblem | null;
  readonly tryOut: (request: PromptRequest, onUnderstood: () => void) => void;
  readonly forget: () => void;
} {
  const [problem, setProblem] = useState<PromptProblem | null>(null);
  const [isTrying, setTrying] = useState(false);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  return {
    isTrying,
    problem,
    forget: () => setProblem(null),
    tryOut(request, onUnderstood) {
      running.current?.abort();
      const watch = new AbortController();
      running.current = watch;
      setTrying(true);
      setProblem(null);
      backdrops
        .prompt(request, { width: 8, height: 8 })
        .then(
          ({ image }) => {
            image.close();
            if (!watch.signal.aborted) onUnderstood();
          },
          error => {
            if (!watch.signal.aborted) setProblem(promptProblem(error));
          },
        )
        .finally(() => {
          if (!watch.signal.aborted) setTrying(false);
        });
    },
  };
}
