/**
 * `npm run bench:redraw`: how long the editor's sliders take to draw a cut-out's edges anew, at the size of a draft and of a
 * photograph, beside one bare int8 run at 1024. Runs and drawings take turns in one process. Option: `--runs N`.
 */
import { parseArgs } from 'node:util';
import {
  createRedrawing,
  type EdgeSettings,
  makeInputTensor,
  readOutputTensor,
  resampleToPlanes,
} from '@backgroundfx/core';
import { GraphStore } from '../accuracy/graph-store.ts';
import { enlargedSample } from '../enlarged-sample.ts';
import { type Figure, figuresTable } from '../figure.ts';
import { processorName, writeResults } from '../results-file.ts';
import { median } from '../statistics.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' } } });
const runs = Math.max(1, Number(values.runs));

const SIDE = 1024;
/** A smooth outline, spokes and fur. */
const SAMPLES = ['02-mug', '05-wheel', '01-fur'];
/** A draft, and a photograph. */
const SIZES = [2, 12];
/** One step of each slider. */
const SLIDERS: Readonly<Record<string, (turn: number) => EdgeSettings>> = {
  refinement: turn => ({ edgeRefinement: 60 + turn / 100 }),
  shift: turn => ({ shiftEdge: 2 + turn / 100 }),
  feather: turn => ({ feather: 4 + turn / 100 }),
  contrast: turn => ({ contrast: 20 + turn / 100 }),
  'clean colours': turn => ({ decontamination: 50 + turn / 100 }),
};

const store = new GraphStore();
const model = store.model('isnet');
const session = await store.session(model, 'int8');
const figures: Figure[] = [];
for (const megapixels of SIZES) {
  for (const sample of SAMPLES) {
    const image = await enlargedSample(sample, megapixels);
    const colours = resampleToPlanes(image, SIDE, SIDE);
    const run = () => session.run(makeInputTensor(colours, model.input));
    const coarse = readOutputTensor(await run(), model.output);
    const redrawing = createRedrawing({ image, coarse, quality: 'high' });
    for (const [slider, settings] of Object.entries(SLIDERS)) {
      const bare: number[] = [];
      const drawing: number[] = [];
      for (let turn = -1; turn < runs; turn++) {
        const start = performance.now();
        await run();
        const ran = performance.now();
        // The last slider may have left another refinement behind.
        if (slider !== 'refinement') await redrawing.draw({});
        const ready = performance.now();
        await redrawing.draw(settings(turn));
        if (turn < 0) continue;
        bare.push(ran - start);
        drawing.push(performance.now() - ready);
      }
      const name = `${megapixels} megapixels, ${sample}, ${slider}`;
      figures.push({ name, value: median(drawing), unit: ' ms' });
      figures.push({
        name: `${name} / run`,
        value: median(drawing.map((time, turn) => time / bare[turn]!)),
        digits: 2,
      });
      console.error(`${name}: ${figures.at(-1)!.value.toFixed(2)}`);
    }
  }
}
await session.dispose();
const file = await writeResults('redraw', { figures });
console.log(`\nMedians of ${runs}; ${processorName()}\n\n${figuresTable(figures)}\n`);
console.log(`Also in ${file}`);
