import { ApiError } from '../platform/api-error.ts';
import type { CutoutFormat } from './engine/cutout.api.ts';

/** What a client can be answered with: addresses of the result, or the result itself. */
export type AnswerType = (typeof OFFERS)[number];

/** In order of preference where the client has none. */
const OFFERS = ['application/json', 'image/png', 'image/webp', 'image/jpeg', 'application/zip'] as const;

/** Types of results that are the answer themselves. */
export type ResultType = Exclude<AnswerType, 'application/json'>;

/** The type of each format. */
export const RESULT_TYPES = {
  png: 'image/png',
  webp: 'image/webp',
  jpg: 'image/jpeg',
  zip: 'application/zip',
} as const satisfies Readonly<Record<CutoutFormat, ResultType>>;

/** What a client takes that is to be answered with the result itself. */
export interface AnswerWish {
  /** What it takes most gladly. */
  readonly type: ResultType;
  /** Its `Accept` header. */
  readonly header: string | undefined;
}

/** One entry of an `Accept` header. */
interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  /** 0..1; 0 means never. */
  readonly weight: number;
}

/**
 * Chooses by the `Accept` header (RFC 9110, 12.5.1): the offer of highest weight, of several the one that is named more
 * exactly, of several still the first. So `image/*` is a PNG, and everything is JSON.
 * @param header absent or empty means anything
 * @param offers in order of preference where the client has none
 * @throws ApiError 406 `not_acceptable` when the client takes none of them
 */
export function chooseAnswer(header: string | undefined, offers: readonly AnswerType[] = OFFERS): AnswerType {
  const ranges = parseAccept(header || '*/*');
  let best: { offer: AnswerType; weight: number; exactness: number } | undefined;
  for (const offer of offers) {
    const match = matchOf(offer, ranges);
    if (!match || match.weight === 0) continue;
    const better =
      !best ||
      match.weight > best.weight ||
      (match.weight === best.weight && match.exactness > best.exactness);
    if (better) best = { offer, ...match };
  }
  if (best) return best.offer;
  throw notAcceptable(offers);
}

/**
 * The format of a result that is the answer itself: the one that the form names, else what the client takes most gladly.
 * @throws ApiError 406 `not_acceptable` when the client does not take what its form names
 */
export function formatFor({ type, header }: AnswerWish, named: CutoutFormat | undefined): CutoutFormat {
  if (named === undefined) return FORMATS[type];
  const match = matchOf(RESULT_TYPES[named], parseAccept(header || '*/*'));
  if (!match || match.weight === 0) throw notAcceptable(OFFERS);
  return named;
}

const FORMATS: Readonly<Record<ResultType, CutoutFormat>> = {
  'image/png': 'png',
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'application/zip': 'zip',
};

function notAcceptable(offers: readonly AnswerType[]): ApiError {
  return new ApiError(406, 'not_acceptable', 'The server can answer with a type of `details.types` only', {
    details: { types: offers },
  });
}

/** Parameters other than the weight are ignored: none of the offers has any. */
function parseAccept(header: string): MediaRange[] {
  return header.split(',').flatMap(entry => {
    const [range = '', ...parameters] = entry.split(';').map(part => part.trim().toLowerCase());
    const [type, subtype, ...rest] = range.split('/');
    if (!type || !subtype || rest.length > 0) return [];
    const weight = parameters.find(parameter => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '');
    return [{ type, subtype, weight: weight === undefined ? 1 : parseWeight(weight) }];
  });
}

/** What is no weight counts as none given. */
function parseWeight(text: string): number {
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(text) ? Number(text) : 1;
}

/** The most exact range that covers an offer decides about it, whatever its weight. */
function matchOf(offer: AnswerType, ranges: readonly MediaRange[]) {
  const [type, subtype] = offer.split('/');
  const matches = ranges.flatMap(range => {
    if (range.type === type && range.subtype === subtype) return [{ weight: range.weight, exactness: 2 }];
    if (range.type === type && range.subtype === '*') return [{ weight: range.weight, exactness: 1 }];
    return range.type === '*' && range.subtype === '*' ? [{ weight: range.weight, exactness: 0 }] : [];
  });
  return matches.sort((a, b) => b.exactness - a.exactness)[0];
}
