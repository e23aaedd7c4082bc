import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findVariant, parseCatalog } from '@backgroundfx/core';
import { createNodeSession } from '@backgroundfx/inference/node';
import { answerQuestions } from '../answering-process.ts';
import { readInput } from '../calibrate/pictures.ts';

/**
 * The floor: one bare session with all of the machine's threads that runs the network over one sample, again and again,
 * at the size of quality high, with nothing around it. Argument: whether waiting threads `spin` or `sleep`. Asked for so
 * many milliseconds, answers runs a second.
 */
const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const [model] = parseCatalog(JSON.parse(readFileSync(at('models/catalog.json'), 'utf8'))).models;
if (!model) throw new Error('The catalogue is empty');
const session = await createNodeSession({
  model,
  graphPath: at(`models/dist/${findVariant(model, 'int8').graph.name}`),
  spin: process.argv[2] === 'spin',
});
const input = await readInput(at('public/samples/01-fur.jpg'), model.input);

answerQuestions<number, number>(
  async forMs => {
    let running = 0;
    let runs = 0;
    while (running < forMs) {
      // A session takes the buffer of its input.
      const feed = { data: input.data.slice(), dims: input.dims };
      const began = performance.now();
      await session.run(feed);
      running += performance.now() - began;
      runs++;
    }
    return (1000 * runs) / running;
  },
  () => session.dispose(),
);
