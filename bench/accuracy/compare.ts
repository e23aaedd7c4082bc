import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Matte } from '@backgroundfx/core';
import type { Answer, Contender } from './contender.ts';
import { readMatte, readPicture, writeCutout, writeMatte } from './picture-files.ts';
import type { RegionSource, TruePicture } from './picture-set.ts';
import { glassOf, holesOf } from './regions.ts';
import { scoreMatte, type Truth } from './score.ts';
import { errorCell, matteCell, pictureCell, type SheetRow } from './sheet.ts';
import type { Result } from './summary.ts';

export interface CompareOptions {
  readonly pictures: readonly TruePicture[];
  readonly contenders: readonly Contender[];
  /** Folder in which all answers are left. */
  readonly save?: string | undefined;
  /** Whether rows for a contact sheet are made. */
  readonly sheet: boolean;
  readonly onProgress: (done: number, total: number) => void;
}

export interface Comparison {
  readonly results: readonly Result[];
  /** One for each picture, in order. */
  readonly rows: readonly SheetRow[];
}

/** Has all contenders answer each picture, in turns, so that their seconds compare on a machine that others use too. */
export async function compare(options: CompareOptions): Promise<Comparison> {
  const { pictures, contenders, save, sheet, onProgress } = options;
  const results: Result[] = [];
  const rows: SheetRow[] = [];
  const [first] = pictures;
  // The first call of each loads graphs and compiles loops, which no other call pays for.
  if (first) {
    const image = await readPicture(first.image);
    for (const contender of contenders) await contender.answer(first, image);
  }
  for (const [index, picture] of pictures.entries()) {
    const truth = await readTruth(picture);
    const cells = sheet ? [await pictureCell(truth.picture), await matteCell(truth.matte)] : [];
    for (const contender of contenders) {
      const answer = await contender.answer(picture, truth.picture);
      const { matte, cutout, seconds, networkSeconds, confidence, doubts, hasForeground, runs } = answer;
      results.push({
        contender: contender.name,
        set: picture.set,
        picture: picture.name,
        answer: { seconds, networkSeconds, confidence, doubts, hasForeground, runs },
        ...scoreMatte(matte, cutout, truth),
      });
      if (sheet) cells.push(await matteCell(matte), await errorCell(matte, truth.matte));
      if (save)
        await saveAnswer(join(save, contender.name.replaceAll(' ', '-'), picture.set), picture, answer);
    }
    if (sheet) rows.push({ name: `${picture.set}/${picture.name}`, cells });
    onProgress(index + 1, pictures.length);
  }
  return { results, rows };
}

async function saveAnswer(folder: string, { name }: TruePicture, { matte, cutout }: Answer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.png`);
  await (cutout ? writeCutout(file, cutout) : writeMatte(file, matte));
}

async function readTruth(picture: TruePicture): Promise<Truth> {
  const matte = await readMatte(picture.mask);
  return {
    matte,
    picture: await readPicture(picture.image),
    foreground: picture.foreground === undefined ? undefined : await readPicture(picture.foreground),
    regions: await Promise.all(
      picture.regions.map(async source => ({ kind: source.kind, area: await readRegion(source, matte) })),
    ),
  };
}

async function readRegion(source: RegionSource, matte: Matte): Promise<Matte> {
  if (source.from === 'matte') return holesOf(matte);
  const area = await readMatte(source.file);
  return source.from === 'coverage' ? glassOf(matte, area) : area;
}
