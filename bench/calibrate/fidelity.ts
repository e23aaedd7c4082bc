import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findVariant, type ModelEntry, type SegmentationSession, type Tensor } from '@backgroundfx/core';
import { type Network, plainGraph } from '@backgroundfx/foundry';
import { createNodeSession } from '@backgroundfx/inference/node';
import { median } from '../statistics.ts';
import { type Agreement, agreement, mean } from './agreement.ts';
import { readInput } from './pictures.ts';

/** Runs of each graph that are timed. */
const TIMED_RUNS = 9;

export interface FidelityRequest {
  readonly model: ModelEntry;
  readonly network: Network;
  /** Folder of the built files. */
  readonly dist: string;
  readonly pictures: readonly string[];
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Fidelity {
  readonly pictures: readonly (Agreement & { readonly name: string })[];
  /** Milliseconds of each timed run. */
  readonly timings: { readonly float: readonly number[]; readonly int8: readonly number[] };
}

/** Runs the built int8 graph and the float network with its own weights over pictures, in turns. */
export async function checkFidelity(request: FidelityRequest): Promise<Fidelity> {
  const { model, network, dist, pictures, onProgress } = request;
  const folder = await mkdtemp(join(tmpdir(), 'backgroundfx-'));
  const sessions: SegmentationSession[] = [];
  const open = async (graphPath: string) => {
    const session = await createNodeSession({ graphPath, model });
    sessions.push(session);
    return session;
  };
  try {
    const plain = join(folder, 'plain.onnx');
    await writeFile(plain, plainGraph(network));
    const float = await open(plain);
    const int8 = await open(join(dist, findVariant(model, 'int8').graph.name));
    const compared: (Agreement & { name: string })[] = [];
    for (const file of pictures) {
      const input = await readInput(file, model.input);
      const exact = await float.run(copyOf(input));
      const ours = await int8.run(input);
      compared.push({ name: basename(file), ...agreement(ours.data, exact.data) });
      onProgress?.(compared.length, pictures.length);
    }
    const timings = await time({ float, int8 }, await readInput(pictures[0]!, model.input));
    return { pictures: compared, timings };
  } finally {
    await Promise.all(sessions.map(session => session.dispose()));
    await rm(folder, { recursive: true });
  }
}

/** Alternates the graphs, so that what else the machine does falls on both alike. */
async function time(sessions: Record<'float' | 'int8', SegmentationSession>, input: Tensor) {
  const timings = { float: [] as number[], int8: [] as number[] };
  for (let run = 0; run < TIMED_RUNS; run++) {
    for (const graph of ['float', 'int8'] as const) {
      const feed = copyOf(input);
      const began = performance.now();
      await sessions[graph].run(feed);
      timings[graph].push(performance.now() - began);
    }
  }
  return timings;
}

/** A session takes the buffer of its input. */
function copyOf({ data, dims }: Tensor): Tensor {
  return { data: data.slice(), dims };
}

/** The measurement as lines for people. */
export function describeFidelity({ pictures, timings }: Fidelity): string {
  const lines = pictures.map(p => `${p.iou.toFixed(4)}  ${p.difference.toFixed(5)}  ${p.name}`);
  const worst = Math.min(...pictures.map(p => p.iou));
  const iou = mean(pictures.map(p => p.iou));
  const difference = mean(pictures.map(p => p.difference));
  const float = median(timings.float);
  const int8 = median(timings.int8);
  return [
    'IoU     mean difference of alpha, int8 against the float network',
    ...lines,
    `${pictures.length} pictures: mean IoU ${iou.toFixed(4)}, lowest ${worst.toFixed(4)}, mean difference ${difference.toFixed(5)}`,
    `float ${float.toFixed(0)} ms, int8 ${int8.toFixed(0)} ms (medians of ${timings.int8.length} alternating runs): ${(float / int8).toFixed(2)} times as fast`,
  ].join('\n');
}
