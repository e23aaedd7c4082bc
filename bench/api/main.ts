/**
 * `npm run bench:api`: what the API costs beside the bare things that it is made of, and what a batch comes to whose server is
 * killed again and again. Each server is the real one, in a process of its own; what it is compared with takes turns with it.
 * Options: `--only list,batch,kill`, `--rounds N` (5), `--quick` (short, for a first look: no figures to keep).
 * A missed aim is a result; the exit code says whether the measurement itself went well.
 */
import { parseArgs } from 'node:util';
import { measureSections } from '../measure-sections.ts';
import { measureBatch } from './batch.ts';
import { measureKilled } from './kill.ts';
import { measureList } from './list.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
  },
});
const { quick, only } = values;
const rounds = quick ? 1 : Math.max(1, Number(values.rounds));

await measureSections('api', {
  only,
  quick,
  sections: {
    list: () => measureList({ rounds, seconds: quick ? 2 : 5 }),
    batch: () =>
      measureBatch({
        rounds: quick ? 1 : Math.ceil(rounds / 2),
        files: quick ? 16 : 100,
        windowMs: quick ? 2000 : 8000,
      }),
    kill: measureKilled,
  },
});
