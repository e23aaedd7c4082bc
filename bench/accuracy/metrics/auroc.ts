/** Something measured, and whether it turned out bad. */
export interface Judged {
  /** High where it was trusted. */
  readonly confidence: number;
  readonly bad: boolean;
}

/**
 * How well low confidence tells what is bad: the chance that a bad result has a lower confidence than a good one, ties
 * counting half (the area under the ROC curve). 1 is perfect, 0.5 is guessing; NaN when all are bad or none.
 */
export function auroc(results: readonly Judged[]): number {
  const bad = results.filter(result => result.bad);
  const good = results.filter(result => !result.bad);
  let wins = 0;
  for (const b of bad) {
    for (const g of good) {
      if (b.confidence < g.confidence) wins++;
      else if (b.confidence === g.confidence) wins += 0.5;
    }
  }
  return wins / (bad.length * good.length);
}
