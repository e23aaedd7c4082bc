import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { EncodedPicture, EncodeSettings, ExportClient, ExportSource } from '../engine/export.api.ts';
import { type Problem, toProblem } from '../state/problem.ts';

/** A hand that is still moving a slider is waited for. */
const REST_MS = 220;

/** How far the file is. `file` stays the last one that was written while the next one is, as long as both are of one kind. */
export interface Encoding {
  readonly state: 'composing' | 'encoding' | 'done' | 'failed';
  readonly file: EncodedPicture | null;
  readonly problem: Problem | null;
}

/** With another try at what failed. */
export type RetriedEncoding = Encoding & { retry(): void };

const START: Encoding = { state: 'composing', file: null, problem: null };

/**
 * Writes the file that the settings ask for, shortly after they came to rest; what is outdated is stopped.
 * @param source the composed picture; null while it is made
 * @param settings null where nothing is to be written
 */
export function useEncoding(
  exporter: ExportClient,
  source: ExportSource | null,
  settings: EncodeSettings | null,
  pictureName: string,
): RetriedEncoding {
  const [tries, setTries] = useState(0);
  const [encoding, setEncoding] = useState<Encoding>(START);
  const isFirst = useRef(true);
  /** What the file is of: another picture or kind beside it would be compared with what it is not. */
  const shown = useRef<{ readonly source: ExportSource; readonly format: string | undefined } | null>(null);
  const format = settings?.format;
  /** Settings are made anew with every drawing: what they say counts, and whether it is asked for once more. */
  const wanted = settings ? JSON.stringify([settings, tries]) : null;

  const encode = useEffectEvent(async (from: ExportSource, stop: AbortSignal) => {
    if (!settings) return;
    try {
      const file = await exporter.encode(from, settings, stop);
      if (!stop.aborted) setEncoding({ state: 'done', file, problem: null });
    } catch (error) {
      const problem = stop.aborted ? null : toProblem(error, pictureName);
      if (problem) setEncoding({ state: 'failed', file: null, problem });
    }
  });

  useEffect(() => {
    if (!source || wanted === null) {
      setEncoding(START);
      return;
    }
    const isOther = shown.current?.source !== source || shown.current.format !== format;
    shown.current = { source, format };
    setEncoding(({ file }) => ({ state: 'encoding', file: isOther ? null : file, problem: null }));
    const stop = new AbortController();
    const timer = setTimeout(() => void encode(source, stop.signal), isFirst.current ? 0 : REST_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [source, wanted, format]);

  return { ...encoding, retry: () => setTries(tries + 1) };
}
