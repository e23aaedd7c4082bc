/** `npm run fit:confidence`: the coefficients of a matte's confidence, see `USAGE`. */
import { auroc } from '../accuracy/metrics/auroc.ts';
import { type JudgedMatte, readJudgedMattes } from './judged-mattes.ts';
import { type Case, chance, fitLogistic, type Weights } from './logistic.ts';

const USAGE = `Fits how sure the engine is of a matte to how good its mattes were.

  npm run bench:accuracy -- --set <folder> --quality low,medium,high,ultra --results fit
  npm run fit:confidence -- bench/results/fit.json [<file of other pictures> ...]

Prints the coefficients for packages/core/src/segment/confidence.ts, and how well low confidence tells poor mattes (AUROC):
in the mattes that were fitted to, with each picture's own left out of the fit, and in the other files.`;

/** Intersection over union below which a matte is poor. */
const POOR = 0.8;

function caseOf({ doubts, iou }: JudgedMatte): Case {
  return { features: [Math.sqrt(doubts.undecided), doubts.scattered], good: iou >= POOR };
}

function aurocOf(mattes: readonly JudgedMatte[], told: (matte: JudgedMatte) => number): string {
  const poor = mattes.filter(({ iou }) => iou < POOR).length;
  const area = auroc(mattes.map(matte => ({ confidence: told(matte), bad: matte.iou < POOR })));
  return `${mattes.length} mattes, ${poor} of them poor: AUROC ${area.toFixed(3)}`;
}

/** Weights fitted without the mattes of each picture, by its name. */
function fitWithoutEach(mattes: readonly JudgedMatte[]): ReadonlyMap<string, Weights> {
  const names = new Set(mattes.map(({ picture }) => picture));
  return new Map(
    [...names].map(name => [name, fitLogistic(mattes.filter(m => m.picture !== name).map(caseOf))]),
  );
}

async function main(files: readonly string[]): Promise<number> {
  const [own, ...others] = files;
  if (own === undefined || files.includes('--help')) {
    console.log(USAGE);
    return own === undefined ? 2 : 0;
  }
  const mattes = await readJudgedMattes(own);
  const weights = fitLogistic(mattes.map(caseOf));
  const without = fitWithoutEach(mattes);
  const by = (fitted: Weights) => (matte: JudgedMatte) => chance(fitted, caseOf(matte).features);
  const [intercept, undecided, scattered] = weights.map(weight => weight.toFixed(2));
  console.log(`intercept ${intercept}, undecided ${undecided}, scattered ${scattered}\n`);
  console.log(`fitted to        ${aurocOf(mattes, by(weights))}`);
  console.log(`picture left out ${aurocOf(mattes, matte => by(without.get(matte.picture)!)(matte))}`);
  console.log(`as the engine is ${aurocOf(mattes, ({ confidence }) => confidence)}`);
  for (const file of others) {
    const held = await readJudgedMattes(file);
    console.log(`${file}: ${aurocOf(held, by(weights))}`);
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
