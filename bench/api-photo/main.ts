/**
 * `npm run bench:api-photo`: what the HTTP API makes of its processor and its memory, and whether it makes the picture
 * that the browser makes: against the real server in a process of its own, its clients in others. Options:
 * `--only throughput,memory,peak,agreement`, `--rounds N` (10), `--quick` (short, for a first look: no figures to keep).
 * A missed aim is a result; the exit code says whether the measurement itself went well.
 */
import { parseArgs } from 'node:util';
import { measureSections } from '../measure-sections.ts';
import { measureAgreement } from './agreement.ts';
import { measureMemory } from './memory.ts';
import { measurePeak } from './peak.ts';
import { measureThroughput } from './throughput.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '10' },
    quick: { type: 'boolean', default: false },
  },
});
const { quick, only } = values;
const rounds = quick ? 1 : Math.max(1, Number(values.rounds));

await measureSections('api-photo', {
  only,
  quick,
  sections: {
    throughput: () => measureThroughput({ rounds, windowMs: quick ? 6000 : 10_000 }),
    memory: () => measureMemory(quick ? { first: 4, all: 12 } : { first: 50, all: 200 }),
    peak: () => measurePeak(quick ? { few: 2, many: 6 } : { few: 4, many: 50 }),
    agreement: measureAgreement,
  },
});
if (process.platform !== 'linux') console.log('Memory is measured on Linux only.');
