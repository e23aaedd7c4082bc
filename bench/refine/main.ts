/**
 * `npm run bench:refine`: what refinement costs beside one bare int8 run at 1024, for pictures of 12 and 24 megapixels with
 * bands of different sizes. Run and refinement take turns in one process after two of each, so the ratios hold on a noisy
 * machine. Option: `--runs N`.
 */
import { parseArgs } from 'node:util';
import { makeInputTensor, readOutputTensor, refineMatte, resampleToPlanes } from '@backgroundfx/core';
import { bandShare } from '@backgroundfx/core/fitting';
import { GraphStore } from '../accuracy/graph-store.ts';
import { enlargedSample } from '../enlarged-sample.ts';
import { type Figure, figuresTable } from '../figure.ts';
import { processorName, writeResults } from '../results-file.ts';
import { median } from '../statistics.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' } } });
const runs = Math.max(1, Number(values.runs));

const SIDE = 1024;
const REFINEMENT = 50;
/** A crisp outline, spokes, curls, and the hardest: fur. */
const SAMPLES = ['08-chair', '03-toycar', '05-wheel', '07-bust', '01-fur'];
/** Megapixels, and what refinement may cost of a run where 5 % of the picture are in the band. */
const SIZES = [
  { megapixels: 12, aim: 0.6 },
  { megapixels: 24, aim: 1.2 },
];
/** The aims are for a band of about this share; a larger one has none. */
const AIMED_BAND = 0.06;

const store = new GraphStore();
const model = store.model('isnet');
const session = await store.session(model, 'int8');
const figures: Figure[] = [];
for (const { megapixels, aim } of SIZES) {
  for (const sample of SAMPLES) {
    const image = await enlargedSample(sample, megapixels);
    const colours = resampleToPlanes(image, SIDE, SIDE);
    // A run takes its input.
    const input = () => makeInputTensor(colours, model.input);
    const coarse = readOutputTensor(await session.run(input()), model.output);
    const band = bandShare(coarse, colours, REFINEMENT);
    const bare: number[] = [];
    const refining: number[] = [];
    for (let turn = -2; turn < runs; turn++) {
      const taken = input();
      const start = performance.now();
      await session.run(taken);
      const middle = performance.now();
      await refineMatte(coarse, image, { edgeRefinement: REFINEMENT, colours: () => colours });
      if (turn < 0) continue;
      bare.push(middle - start);
      refining.push(performance.now() - middle);
    }
    const name = `${megapixels} megapixels, ${sample}, band ${(100 * band).toFixed(1)} %`;
    figures.push({ name: `${name}: a run`, value: median(bare), unit: ' ms' });
    figures.push({ name: `${name}: refinement`, value: median(refining), unit: ' ms' });
    figures.push({
      name: `${name}: refinement / run`,
      value: median(refining.map((time, turn) => time / bare[turn]!)),
      digits: 2,
      ...(band <= AIMED_BAND && { aim: { atMost: aim } }),
    });
    console.error(`${name}: ${figures.at(-1)!.value.toFixed(2)}`);
  }
}
await session.dispose();
const file = await writeResults('refine', { figures });
console.log(
  `\nMedians of ${runs}; refinement ${REFINEMENT}; ${processorName()}\n\n${figuresTable(figures)}\n`,
);
console.log(`Also in ${file}`);
