/**
 * `npm run bench:api-photo`: what the HTTP API makes of its processor and its memory, and whether it makes the picture
 * that the browser makes: against the real server in a process of its own, its clients in others. Options:
 * `--only throughput,memory,peak,agreement`, `--rounds N` (10), `--quick` (short, for a first look: no figures to keep).
 * A missed aim is a result; the exit code says whether the measurement itself went well.
 */
import { parseArgs } from 'node:util';
import { type Figure, figuresTable } from '../figure.ts';
import { busyShare } from '../machine-load.ts';
import { processorName, writeResults } from '../results-file.ts';
import { measureAgreement } from './agreement.ts';
import { measureMemory } from './memory.ts';
import { measurePeak } from './peak.ts';
import type { Section } from './section.ts';
import { measureThroughput } from './throughput.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '10' },
    quick: { type: 'boolean', default: false },
  },
});
const { quick } = values;
/** Long enough to see what else the machine does. */
const BUSY_OVER_MS = 3000;
const rounds = quick ? 1 : Math.max(1, Number(values.rounds));

const SECTIONS: Readonly<Record<string, () => Promise<Section>>> = {
  throughput: () => measureThroughput({ rounds, windowMs: quick ? 6000 : 10_000 }),
  memory: () => measureMemory(quick ? { first: 4, all: 12 } : { first: 50, all: 200 }),
  peak: () => measurePeak(quick ? { few: 2, many: 6 } : { few: 4, many: 50 }),
  agreement: measureAgreement,
};
const chosen = values.only?.split(',') ?? Object.keys(SECTIONS);
const unknown = chosen.filter(name => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0) throw new Error(`--only takes ${Object.keys(SECTIONS).join(', ')}, not ${unknown}`);

const busyBefore = await busyShare(BUSY_OVER_MS);
const figures: Figure[] = [];
const details: Record<string, object> = {};
for (const name of chosen) {
  console.error(`${name} ...`);
  const section = await SECTIONS[name]!();
  figures.push(...section.figures);
  details[name] = section.details;
}
const file = await writeResults('api-photo', { quick, busyBefore, figures, details });
console.log(`\n${processorName()}, Node ${process.version}${quick ? ', a quick look' : ''}\n`);
console.log(`${figuresTable(figures)}\n`);
console.log(`Before it began, the machine was ${(100 * busyBefore).toFixed(0)} % busy.`);
if (process.platform !== 'linux') console.log('Memory is measured on Linux only.');
console.log(`Also in ${file}`);
