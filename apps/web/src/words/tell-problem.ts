import { EngineError, type InvalidModelReason } from '@backgroundfx/core';
import type { Problem } from '../state/problem.ts';
import { momentOf, tellClock, tellMinutes } from './clock.ts';
import type { Words } from './en.ts';

/** What is told of something that happened. */
export interface Told {
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly text: string;
}

const NOT_FOUND = 404;

/** The command that brings a network to the server. */
export function addCommand(id: string): string {
  return `npm run models -- add ${id}`;
}

/** What happened to a picture and what to do about it. */
export function tellProblem(problem: Problem, words: Words): Told {
  const { code, fileName, details } = problem;
  const told = words.problems;
  switch (code) {
    case 'unsupported_image': {
      const kind = namedKind(fileName);
      const { title, text, misnamedTitle, misnamed } = told.unsupported_image;
      return kind
        ? { title: misnamedTitle, text: misnamed(fileName, kind) }
        : { title, text: text(fileName) };
    }
    case 'empty_file':
    case 'unreadable_image':
    case 'server_unreachable':
      return { title: told[code].title, text: told[code].text(fileName) };
    case 'image_too_large':
      return { title: told[code].title, text: tooLarge(problem, words) };
    case 'model_unavailable':
      return details.status === NOT_FOUND && typeof details.model === 'string'
        ? { title: told.model_missing.title, text: told.model_missing.text(addCommand(details.model)) }
        : told.model_unavailable;
    case 'invalid_model':
      return tellRefusal(details, words);
    case 'server_limit': {
      const reset = momentOf(details.reset);
      const { title, text, until } = told.server_limit;
      return { title, text: reset ? until(tellMinutes(reset, words), tellClock(reset, words)) : text };
    }
    case 'server_refused':
      return { title: told[code].title, text: refused(problem, words) };
    case 'invalid_argument':
    case 'internal':
      return told.internal;
    default:
      return told[code];
  }
}

const KINDS: Readonly<Record<string, string>> = {
  jpg: 'JPEG',
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  heic: 'HEIC',
  heif: 'HEIC',
  gif: 'GIF',
  bmp: 'BMP',
};

/** The kind that is read and that a file calls itself; undefined for other names. */
function namedKind(fileName: string): string | undefined {
  return KINDS[/\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''];
}

function tooLarge({ fileName, details }: Problem, words: Words): string {
  const { pixels, limitPixels, bytes, limitBytes } = details;
  const told = words.problems.image_too_large;
  if (typeof pixels === 'number' && typeof limitPixels === 'number') {
    return told.pixels(fileName, pixels, limitPixels);
  }
  if (typeof bytes === 'number' && typeof limitBytes === 'number') {
    return told.bytes(fileName, bytes, limitBytes);
  }
  return told.text(fileName);
}

function refused({ fileName, details }: Problem, words: Words): string {
  const { limit_bytes, limit_pixels, code } = details;
  const told = words.problems.server_refused;
  if (typeof limit_bytes === 'number') return told.bytes(fileName, limit_bytes);
  if (typeof limit_pixels === 'number') return told.pixels(fileName, limit_pixels);
  return code === 'invalid_image' ? told.unreadable(fileName) : told.text;
}

/** What is said about a reason of `invalid_model`; about one that is not known, the plain fact. */
function tellRefusal({ reason, bytes, limitBytes, operator }: EngineError['details'], words: Words): Told {
  const { refusals, refused: plain, tooLarge: size } = words.ownModel;
  if (!Object.hasOwn(refusals, String(reason))) return plain;
  const told = refusals[reason as InvalidModelReason];
  if (typeof bytes === 'number' && typeof limitBytes === 'number') {
    return { ...told, text: `${size(bytes, limitBytes)} ${told.text}` };
  }
  return typeof operator === 'string' ? { ...told, text: `${told.text} (${operator})` } : told;
}

/** What went wrong with a model of the user's own, before it was chosen. */
export function tellOwnModel(error: unknown, words: Words): Told {
  if (!(error instanceof EngineError)) return words.problems.internal;
  switch (error.code) {
    case 'invalid_model':
      return tellRefusal(error.details, words);
    case 'invalid_argument':
      return { title: words.ownModel.mistakeTitle, text: manifestMistake(error.message, words) };
    case 'model_unavailable':
      return words.ownModel.unreadable;
    default:
      return words.ownModel.stopped;
  }
}

/** The parser's sentence, with the form's own names for the fields. */
function manifestMistake(message: string, words: Words): string {
  const [, path, expected] = /^manifest\.?(\S*) should be (.*), found /s.exec(message) ?? [];
  return path === undefined || expected === undefined ? message : words.ownModel.mistake(path, expected);
}
