import { type Figure, figuresTable } from './figure.ts';
import { busyShare } from './machine-load.ts';
import { processorName, writeResults } from './results-file.ts';

/** What one part of a measurement found. */
export interface Section {
  readonly figures: readonly Figure[];
  /** What the figures were made of. */
  readonly details: object;
}

export interface Measurement {
  /** Each is measured when its turn comes. */
  readonly sections: Readonly<Record<string, () => Promise<Section>>>;
  /** Names of those to measure, with commas between them; all when absent. */
  readonly only: string | undefined;
  /** Whether it is a first look, with no figures to keep. */
  readonly quick: boolean;
}

/** Long enough to see what else the machine does. */
const BUSY_OVER_MS = 3000;

/** Measures one section after the other, prints their figures, and writes all to `bench/results/<name>.json`. */
export async function measureSections(name: string, { sections, only, quick }: Measurement): Promise<void> {
  const chosen = only?.split(',') ?? Object.keys(sections);
  const unknown = chosen.filter(section => !Object.hasOwn(sections, section));
  if (unknown.length > 0) throw new Error(`--only takes ${Object.keys(sections).join(', ')}, not ${unknown}`);
  const busyBefore = await busyShare(BUSY_OVER_MS);
  const figures: Figure[] = [];
  const details: Record<string, object> = {};
  for (const section of chosen) {
    console.error(`${section} ...`);
    const found = await sections[section]!();
    figures.push(...found.figures);
    details[section] = found.details;
  }
  const file = await writeResults(name, { quick, busyBefore, figures, details });
  console.log(`\n${processorName()}, Node ${process.version}${quick ? ', a quick look' : ''}\n`);
  console.log(`${figuresTable(figures)}\n`);
  console.log(`Before it began, the machine was ${(100 * busyBefore).toFixed(0)} % busy.`);
  console.log(`Also in ${file}`);
}
