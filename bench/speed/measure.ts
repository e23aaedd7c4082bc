import {
  finishCutout,
  type ModelEntry,
  makeMatte,
  planCutout,
  type RgbaImage,
  type SegmentationSession,
} from '@backgroundfx/core';
import type { Stage, Timings } from './result.ts';

/** What a host brings to the measurement; the engine in between is the same. */
export interface Host<File> {
  readonly model: ModelEntry;
  readonly session: SegmentationSession;
  readonly decode: (file: File) => Promise<RgbaImage>;
  readonly encode: (image: RgbaImage) => Promise<unknown>;
}

/** Calls before those that count: by then the engine's loops are compiled, as they are in a page or server at work. */
const WARM_UP = 3;

/** A bare run and a whole call, one after the other, `runs` times after the warm-up. Milliseconds. */
export async function measure<File>(host: Host<File>, file: File, runs: number): Promise<Timings> {
  const stages: Record<Stage, number[]> = {
    decode: [],
    prepare: [],
    run: [],
    refine: [],
    'cut out': [],
    encode: [],
  };
  const floor: number[] = [];
  const whole: number[] = [];
  for (let i = -WARM_UP; i < runs; i++) {
    const bare = await bareRun(host);
    const call = await wholeCall(host, file);
    if (i < 0) continue;
    floor.push(bare);
    whole.push(Object.values(call).reduce((a, b) => a + b, 0));
    for (const [stage, ms] of Object.entries(call) as [Stage, number][]) stages[stage].push(ms);
  }
  return { floor, whole, stages };
}

async function bareRun({ model, session }: Pick<Host<never>, 'model' | 'session'>): Promise<number> {
  const { inputSize } = planCutout('high', model.input);
  const data = new Float32Array(3 * inputSize * inputSize);
  const began = performance.now();
  await session.run({ data, dims: [1, 3, inputSize, inputSize] });
  return performance.now() - began;
}

/** One call from file to file, cut at its stages; `run` is the time inside the session alone. */
export async function wholeCall<File>(host: Host<File>, file: File): Promise<Record<Stage, number>> {
  const { model, session } = host;
  let run = 0;
  const timed: SegmentationSession = {
    ...session,
    async run(input, options) {
      const began = performance.now();
      const output = await session.run(input, options);
      run += performance.now() - began;
      return output;
    },
  };
  const began = performance.now();
  const image = await host.decode(file);
  const decoded = performance.now();
  let inferred = decoded;
  const { matte } = await makeMatte(image, { model, session: timed }, planCutout('high', model.input), {
    onStage: (stage, done) => {
      if (stage === 'infer' && done === 1) inferred = performance.now();
    },
  });
  const matted = performance.now();
  await finishCutout(image, matte);
  const cutEnd = performance.now();
  await host.encode(image);
  return {
    decode: decoded - began,
    prepare: inferred - decoded - run,
    run,
    refine: matted - inferred,
    'cut out': cutEnd - matted,
    encode: performance.now() - cutEnd,
  };
}
