/**
 * `npm run bench:web`: what the editor costs those who open it, in Chromium against the server as it is shipped: the first
 * screen's script, Lighthouse's scores, a photograph from its bytes to the picture on the stage beside the bare network, and
 * what a brush costs the main thread. Options: `--only first-screen,lighthouse,photo,paint`, `--runs N` (5), `--quick` (one
 * run each: no figures to keep). A missed aim is a result; the exit code says whether the measurement itself went well.
 */
import { parseArgs } from 'node:util';
import { measureSections } from '../measure-sections.ts';
import { measureFirstScreen } from './first-screen.ts';
import { measureLighthouse } from './lighthouse.ts';
import { measurePaint } from './paint.ts';
import { measurePhoto } from './photo.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
  },
});
const { quick, only } = values;
const runs = quick ? 1 : Math.max(1, Number(values.runs));

await measureSections('web', {
  only,
  quick,
  sections: {
    'first-screen': measureFirstScreen,
    lighthouse: () => measureLighthouse(runs),
    photo: () => measurePhoto(runs),
    paint: measurePaint,
  },
});
