import { markdownTable } from '../figure.ts';
import { grouped, type Result, type Summary, summarise } from './summary.ts';

interface Column {
  readonly head: string;
  readonly of: keyof Summary;
  readonly digits: number;
}

const COLUMNS: readonly Column[] = [
  { head: 'n', of: 'pictures', digits: 0 },
  { head: 'MAE', of: 'mae', digits: 4 },
  { head: 'IoU', of: 'iou', digits: 4 },
  { head: 'max F', of: 'maxF', digits: 4 },
  { head: 'SAD', of: 'sad', digits: 2 },
  { head: 'MSE', of: 'mse', digits: 4 },
  { head: 'gradient', of: 'gradient', digits: 2 },
  { head: 'connectivity', of: 'connectivity', digits: 2 },
  { head: 'boundary F', of: 'boundaryF', digits: 4 },
  { head: 'edge MAE', of: 'edgeMae', digits: 4 },
  { head: 'IoU < 0.5', of: 'gross', digits: 3 },
  { head: 'in holes', of: 'hole', digits: 3 },
  { head: 'in glass', of: 'glass', digits: 3 },
  { head: 'colour', of: 'colour', digits: 1 },
  { head: 'colour before', of: 'colourBefore', digits: 1 },
  { head: 'confidence AUROC', of: 'auroc', digits: 3 },
  { head: 'called empty', of: 'calledEmpty', digits: 0 },
  { head: 'runs', of: 'runs', digits: 2 },
  { head: 's', of: 'seconds', digits: 3 },
  { head: 's networks', of: 'networkSeconds', digits: 3 },
];

/** One row for each contender over everything, and with more than one set one for each set before it. */
export function scoreTable(results: readonly Result[]): string {
  const rows = grouped(results, 'contender').flatMap(([contender, own]) => {
    const sets = grouped(own, 'set').map(([set, of]) => ({ contender, set, of }));
    return sets.length === 1 ? sets : [...sets, { contender, set: '**all**', of: own }];
  });
  const summaries = rows.map(row => summarise(row.of));
  const columns = COLUMNS.filter(({ of }) => summaries.some(summary => !Number.isNaN(summary[of])));
  return markdownTable(
    ['contender', 'set', ...columns.map(({ head }) => head)],
    rows.map(({ contender, set }, i) => [
      contender,
      set,
      ...columns.map(({ of, digits }) => shown(summaries[i]![of], digits)),
    ]),
    2,
  );
}

/** The mattes with the lowest intersection over union, worst first. */
export function worstTable(results: readonly Result[], count: number): string {
  const worst = results.toSorted((a, b) => a.scores.iou - b.scores.iou).slice(0, count);
  return markdownTable(
    ['worst first', 'contender', 'IoU', 'boundary F', 'SAD', 'gradient', 'confidence'],
    worst.map(({ set, picture, contender, scores, answer }) => [
      `${set}/${picture}`,
      contender,
      shown(scores.iou, 4),
      shown(scores.boundaryF, 4),
      shown(scores.sad, 2),
      shown(scores.gradient, 2),
      shown(answer.confidence ?? Number.NaN, 3),
    ]),
    2,
  );
}

function shown(value: number, digits: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}
