/** `npm run bench:accuracy`: mattes against true ones, see `USAGE`. */
import { processorName, writeResults } from '../results-file.ts';
import { type Arguments, readArguments, USAGE } from './arguments.ts';
import { compare } from './compare.ts';
import type { Contender } from './contender.ts';
import { makeContenders } from './contenders.ts';
import { countEmpty, emptyTable } from './empty/count-empty.ts';
import { listPictures, type TruePicture } from './picture-set.ts';
import { listSamples } from './sample-set.ts';
import { writeSheet } from './sheet.ts';
import { confidenceAuroc, grouped, type Result, summarise } from './summary.ts';
import { scoreTable, worstTable } from './tables.ts';

async function main(): Promise<number> {
  let args: Arguments | undefined;
  try {
    args = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 2;
  }
  if (!args) {
    console.log(USAGE);
    return 0;
  }
  const contenders = makeContenders(args);
  try {
    if (args.empty) await scoreEmpty(args, contenders.list);
    if (args.sets.length > 0 || args.samples) await scorePictures(args, contenders.list);
  } finally {
    await contenders.close();
  }
  return 0;
}

async function scoreEmpty(args: Arguments, contenders: readonly Contender[]): Promise<void> {
  const results = await countEmpty(contenders);
  console.log(`${emptyTable(results)}\n`);
  console.log(`Also in ${await writeResults(`${args.results}-empty`, { results })}\n`);
}

async function scorePictures(args: Arguments, contenders: readonly Contender[]): Promise<void> {
  const pictures = chosen(
    [...args.sets.flatMap(listPictures), ...(args.samples ? listSamples(args.truths) : [])],
    args,
  );
  if (pictures.length === 0) throw new Error('No picture is left to look at');
  const { results, rows } = await compare({
    pictures,
    contenders,
    save: args.save,
    sheet: args.sheet !== undefined,
    onProgress: (done, total) => console.error(`${done} of ${total}`),
  });
  console.log(`${pictures.length} pictures; ${processorName()}, Node ${process.version}\n`);
  console.log(`${scoreTable(results)}\n`);
  const all = confidenceAuroc(results);
  if (!Number.isNaN(all))
    console.log(`Confidence against IoU < 0.8, over all results: AUROC ${all.toFixed(3)}\n`);
  if (args.worst > 0) console.log(`${worstTable(results, args.worst)}\n`);
  if (args.sheet !== undefined) {
    const heads = ['picture', 'truth', ...contenders.flatMap(({ name }) => [name, 'too much, too little'])];
    await writeSheet(args.sheet, heads, rows);
  }
  console.log(`Also in ${await writeResults(args.results, report(results, all))}`);
}

function chosen(pictures: readonly TruePicture[], { only, limit }: Arguments): TruePicture[] {
  const counts = new Map<string, number>();
  return pictures.filter(({ set, name }) => {
    if (only !== undefined && !name.includes(only)) return false;
    const count = (counts.get(set) ?? 0) + 1;
    counts.set(set, count);
    return count <= limit;
  });
}

/** What is kept: the means and every picture, without the curves. */
function report(results: readonly Result[], all: number): object {
  return {
    confidenceAuroc: all,
    contenders: grouped(results, 'contender').map(([name, own]) => ({
      name,
      all: summarise(own),
      sets: Object.fromEntries(grouped(own, 'set').map(([set, of]) => [set, summarise(of)])),
      pictures: own.map(({ curve: _, contender: __, ...rest }) => rest),
    })),
  };
}

process.exitCode = await main();
