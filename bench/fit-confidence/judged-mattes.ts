import { readFile } from 'node:fs/promises';
import type { Doubts } from '@backgroundfx/core';

/** A matte that was scored, and what spoke against it. */
export interface JudgedMatte {
  /** Which picture it is of; several levels make one each. */
  readonly picture: string;
  readonly level: string;
  readonly iou: number;
  readonly doubts: Doubts;
  /** What the engine told. */
  readonly confidence: number;
}

/** What is read of a file of `npm run bench:accuracy`. */
interface Report {
  readonly contenders: readonly {
    readonly name: string;
    readonly pictures: readonly {
      readonly set: string;
      readonly picture: string;
      readonly scores: { readonly iou: number };
      readonly answer: { readonly confidence?: number; readonly doubts?: Doubts };
    }[];
  }[];
}

/**
 * The mattes of a file that `npm run bench:accuracy` has written, but those without a confidence.
 * @throws Error when none is left
 */
export async function readJudgedMattes(file: string): Promise<readonly JudgedMatte[]> {
  const report = JSON.parse(await readFile(file, 'utf8')) as Report;
  const mattes = report.contenders.flatMap(({ name, pictures }) =>
    pictures.flatMap(({ set, picture, scores, answer: { confidence, doubts } }) =>
      confidence === undefined || !doubts
        ? []
        : [{ picture: `${set}/${picture}`, level: name, iou: scores.iou, doubts, confidence }],
    ),
  );
  if (mattes.length === 0) throw new Error(`${file} holds no matte with a confidence`);
  return mattes;
}
