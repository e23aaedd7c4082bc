/**
 * `npm run bench:edit`: how long it takes from a brush's last touch to the refined cut-out of a picture of 12 megapixels, as it is
 * shown first (a preview) and at its own size. One stroke is added to those before it, as in the editor. Option: `--runs N`.
 */
import { parseArgs } from 'node:util';
import {
  createRedrawing,
  type MatteEdit,
  makeInputTensor,
  readOutputTensor,
  resampleToPlanes,
  type StrokeEdit,
} from '@backgroundfx/core';
import { GraphStore } from '../accuracy/graph-store.ts';
import { enlargedSample } from '../enlarged-sample.ts';
import { type Figure, figuresTable } from '../figure.ts';
import { processorName, writeResults } from '../results-file.ts';
import { median } from '../statistics.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' } } });
const runs = Math.max(1, Number(values.runs));

const SAMPLE = '07-bust';
const WHOLE = 12;
/** Megapixels that are drawn: a preview, and the picture. */
const SIZES = [1.5, WHOLE];
const SIDE = 1024;

/** Strokes of 1,200 pixels, in pixels of the whole picture. */
const STROKES: Readonly<Record<string, Pick<StrokeEdit, 'mode' | 'size' | 'edge_aware'>>> = {
  'erase, 150 px': { mode: 'erase', size: 150, edge_aware: false },
  'erase along edges, 150 px': { mode: 'erase', size: 150, edge_aware: true },
  'restore along edges, 150 px': { mode: 'restore', size: 150, edge_aware: true },
  'refine, 200 px': { mode: 'refine', size: 200, edge_aware: false },
  'restore along edges, 600 px': { mode: 'restore', size: 600, edge_aware: true },
};

const store = new GraphStore();
const model = store.model('isnet');
const session = await store.session(model, 'int8');
const whole = await enlargedSample(SAMPLE, WHOLE);
const colours = resampleToPlanes(whole, SIDE, SIDE);
const coarse = readOutputTensor(await session.run(makeInputTensor(colours, model.input)), model.output);
await session.dispose();

/** A waving line beside the subject's outline; another one every time. */
function stroke(kind: string, turn: number): MatteEdit {
  const points = Array.from({ length: 400 }, (_, k) => [
    whole.width * 0.3 + 3 * k,
    whole.height * 0.3 + 200 * Math.sin(k / 40) + 10 * turn,
    1,
  ]);
  return { kind: 'stroke', points: points.flat(), hardness: 0.7, opacity: 1, ...STROKES[kind]! };
}

const figures: Figure[] = [];
for (const megapixels of SIZES) {
  const image = megapixels === WHOLE ? whole : await enlargedSample(SAMPLE, megapixels);
  const redrawing = createRedrawing({ image, coarse, quality: 'high', scale: image.width / whole.width });
  const edits: MatteEdit[] = [];
  await redrawing.draw({ edits });
  for (const kind of Object.keys(STROKES)) {
    const times: number[] = [];
    for (let turn = -1; turn < runs; turn++) {
      edits.push(stroke(kind, turn));
      const start = performance.now();
      await redrawing.draw({ edits });
      if (turn >= 0) times.push(performance.now() - start);
    }
    figures.push({ name: `${megapixels} megapixels, ${kind}`, value: median(times), unit: ' ms' });
    console.error(`${figures.at(-1)!.name}: ${figures.at(-1)!.value.toFixed(0)} ms`);
  }
}
const file = await writeResults('edit', { figures });
console.log(`\nMedians of ${runs}; ${processorName()}\n\n${figuresTable(figures)}\n`);
console.log(`Also in ${file}`);
