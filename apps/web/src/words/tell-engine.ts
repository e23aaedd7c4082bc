import type { Quality } from '@backgroundfx/core';
import { type ChosenModel, DEFAULT_MODEL, isSameModel, type ModelInfo } from '../engine/chosen-model.ts';
import type { CutoutProgress, CutoutResult, EngineReport, Expectation } from '../engine/cutout.api.ts';
import { tellClock } from './clock.ts';
import type { Words } from './en.ts';
import { pixelSize } from './formats.ts';

/** What a network is called and good for; `shown` is its name in the catalogue. */
export function modelWords(id: string, shown: string, { engine }: Words) {
  return engine.models[id] ?? { name: shown, meaning: '' };
}

/** What the chosen network is called. */
export function modelName(model: ChosenModel, models: readonly ModelInfo[], words: Words): string {
  if (model.kind === 'own') return model.entry.displayName;
  const { displayName = model.id } = models.find(({ id }) => id === model.id) ?? {};
  return modelWords(model.id, displayName, words).name;
}

/** How large a network is, and where. */
export function tellPlace({ totalBytes, place }: Pick<ModelInfo, 'totalBytes' | 'place'>, { engine }: Words) {
  switch (place) {
    case 'device':
      return engine.onDevice(totalBytes);
    case 'elsewhere':
    case 'server':
      return engine.toDownload(totalBytes);
    case 'missing':
      return engine.notOnServer;
    case 'unreachable':
      return engine.outOfReach;
  }
}

/** Which network does the work, its size, and whether it lies on this device. */
export function tellModel(model: ChosenModel, models: readonly ModelInfo[], words: Words): string {
  const { engine } = words;
  if (model.kind === 'own') return engine.lineOwn(model.entry.displayName, model.file.size);
  const name = modelName(model, models, words);
  const info = models.find(({ id }) => id === model.id);
  if (!info) return name;
  const line = info.place === 'device' ? engine.lineReady : engine.lineDownloads;
  return line(name, info.totalBytes);
}

/** Seconds to come, as people say them: `under 1 s`, `4 s`, `25 s`, `2 min`. */
export function roughly(seconds: number, { engine }: Words): string {
  if (seconds < 1) return engine.underOneSecond;
  if (seconds < 10) return engine.roughly(seconds);
  return engine.roughly(seconds < 57.5 ? Math.round(seconds / 5) * 5 : Math.max(60, seconds));
}

/** What a job takes: learned on this device, or a guess, which is said to be one. */
export function tellTime({ seconds, learned }: Expectation, words: Words): string {
  const time = roughly(seconds, words);
  if (seconds < 1) return time;
  return learned ? words.engine.about(time) : words.engine.maybe(time);
}

/** A level with its meaning and time, in one line. */
export function tellLevel(quality: Quality, expected: Expectation, words: Words): string {
  return `${words.engine.levels[quality].meaning} ${words.engine.timeHere(tellTime(expected, words))}`;
}

/** Less than this has gone before anybody has read how much it is. */
const WORTH_COUNTING_BYTES = 1.5e6;

/** What is being done, with how far or how long. */
export function tellProgress(progress: CutoutProgress, { engine }: Words): string {
  const { stage, loadedBytes, totalBytes, secondsLeft, isLate } = progress;
  const words = engine.stages[stage];
  if (loadedBytes !== undefined && totalBytes !== undefined && totalBytes >= WORTH_COUNTING_BYTES) {
    return engine.received(words, loadedBytes, totalBytes);
  }
  if (isLate) return engine.late(words);
  if (stage === 'infer' && secondsLeft !== undefined && secondsLeft >= 1) {
    return engine.left(words, Math.ceil(secondsLeft));
  }
  return words;
}

/** What was found, by name: `Found: person, dog`; empty where the network names nothing. */
export function tellFound({ found }: Pick<CutoutResult, 'found'>, { engine }: Words): string {
  return found.length > 0 ? engine.found(found.map(name => engine.things[name] ?? name)) : '';
}

/** The truth about how a cut-out was made: models, looks, size, processor, picture, time. */
export function tellReport(
  { report, width, height, seconds }: Pick<CutoutResult, 'report' | 'width' | 'height' | 'seconds'>,
  words: Words,
): readonly string[] {
  const { engine } = words;
  const facts = [pixelSize(width, height), engine.took(seconds)];
  const nameOf = ({ id, displayName }: EngineReport['models'][number]) =>
    modelWords(id, displayName, words).name;
  const models = report.models.map(nameOf).join(' + ');
  if (report.provider === 'server') {
    const { deletedAt } = report;
    return [
      engine.madeByServer,
      ...(models ? [models] : []),
      ...facts,
      ...(deletedAt ? [engine.deletedThere(tellClock(deletedAt, words))] : []),
    ];
  }
  return [
    [models, report.variant].filter(Boolean).join(' '),
    ...(report.looks > 1 ? [engine.looks(report.looks)] : []),
    engine.size(report.modelBytes),
    report.provider === 'webgpu' ? engine.graphics : engine.processor(report.threads),
    ...facts,
  ];
}

/** Another way to cut the same picture out. */
export interface OtherLook {
  readonly words: string;
  readonly choice: { readonly model?: ChosenModel; readonly quality?: Quality };
}

/** What is likeliest to see more than what was tried; nothing when that was the best there is. */
export function otherLook(
  tried: { readonly model: ChosenModel; readonly quality: Quality },
  { engine }: Words,
): OtherLook | null {
  if (!isSameModel(tried.model, DEFAULT_MODEL)) {
    const name = engine.models[DEFAULT_MODEL.id]?.name ?? DEFAULT_MODEL.id;
    return { words: engine.lookAgainWith(name), choice: { model: DEFAULT_MODEL } };
  }
  if (tried.quality === 'ultra') return null;
  return { words: engine.lookAgainWith(engine.levels.ultra.name), choice: { quality: 'ultra' } };
}
