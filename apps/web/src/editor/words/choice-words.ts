import type { Quality } from '@backgroundfx/core';
import type { ChosenModel, ModelInfo, OwnModel } from '../../engine/chosen-model.ts';
import type { Expectation } from '../../engine/cutout.api.ts';
import { megabytes, wholeDuration } from './sizes.ts';

interface ChoiceWords {
  readonly name: string;
  readonly meaning: string;
}

/** Each level in plain words. */
export const QUALITY_WORDS: Readonly<Record<Quality, ChoiceWords>> = {
  low: { name: 'Low', meaning: 'One quick look. Fine hair may go missing.' },
  medium: { name: 'Medium', meaning: 'Enough for plain shapes.' },
  high: { name: 'High', meaning: 'Looks closer where it is needed.' },
  ultra: { name: 'Ultra', meaning: 'Spends what it takes on every edge.' },
};

const MODELS: Readonly<Record<string, ChoiceWords>> = {
  isnet: { name: 'ISNet', meaning: 'Best all-round: fine edges, hair' },
  u2netp: { name: 'U²-Net small', meaning: 'Quickest: plain shapes' },
  u2net: { name: 'U²-Net', meaning: 'The classic, a large download' },
  deeplabv3: { name: 'DeepLab', meaning: 'Finds people, animals, cars' },
};

/** What a network is called and good for; `shown` is its name in the catalogue. */
export function modelWords(id: string, shown: string): ChoiceWords {
  return MODELS[id] ?? { name: shown, meaning: '' };
}

/** What the chosen network is called. */
export function modelName(model: ChosenModel, models: readonly ModelInfo[]): string {
  if (model.kind === 'own') return model.entry.displayName;
  const { displayName = model.id } = models.find(({ id }) => id === model.id) ?? {};
  return modelWords(model.id, displayName).name;
}

/** How large a network is, and where. */
export function placeWords({ totalBytes, place }: Pick<ModelInfo, 'totalBytes' | 'place'>): string {
  const size = `${megabytes(totalBytes)} MB`;
  switch (place) {
    case 'device':
      return `${size}, on this device`;
    case 'elsewhere':
    case 'server':
      return `${size} to download`;
    case 'missing':
      return 'Not on this server';
    case 'unreachable':
      return 'Server out of reach';
  }
}

/** Seconds to come, as people say them: `under 1 s`, `4 s`, `25 s`, `2 min`. */
export function roughly(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  if (seconds < 10) return `${Math.round(seconds)} s`;
  if (seconds < 57.5) return `${Math.round(seconds / 5) * 5} s`;
  return `${Math.max(1, Math.round(seconds / 60))} min`;
}

/** What a job takes: learned on this device, or a guess, which is said to be one. */
export function timeWords({ seconds, learned }: Expectation): string {
  const time = roughly(seconds);
  if (time.startsWith('under')) return time;
  return `${learned ? 'about' : 'maybe'} ${time}`;
}

/** A level with its meaning and time, in one line. */
export function levelWords(quality: Quality, expected: Expectation): string {
  const { meaning } = QUALITY_WORDS[quality];
  const time = timeWords(expected);
  return `${meaning} ${time.charAt(0).toUpperCase()}${time.slice(1)} here.`;
}

/** Which network there is and whether it lies on this device. */
export function modelLine(name: string, { totalBytes, place }: ModelInfo): string {
  const where = place === 'device' ? 'ready on this device' : 'downloads on first use';
  return `${name}, ${megabytes(totalBytes)} MB, ${where}`;
}

/** The same of one of the user's own. */
export function ownLine({ entry, file }: OwnModel): string {
  return `${entry.displayName}, ${megabytes(file.size)} MB, your own`;
}

/** What a network is that the server does not have, and how it gets there. */
export function missingWords(name: string, { totalBytes }: ModelInfo) {
  return {
    title: `${name} is not on this server yet`,
    text: `Whoever runs the server can get it, ${megabytes(totalBytes)} MB, with one command:`,
    after: 'Then check again.',
  };
}

/** The command that brings a network to the server. */
export function addCommand(id: string): string {
  return `npm run models -- add ${id}`;
}

/** What a picture at the highest level costs where there is no graphics processor to do it. */
export function ultraWords({ seconds, learned }: Expectation): string {
  const time = wholeDuration(Math.max(1, Math.round(seconds)));
  return `Ultra takes ${learned ? 'about' : 'maybe'} ${time} on this processor.`;
}
