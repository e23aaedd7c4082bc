import { FoundryError } from '../errors.ts';

/** What measuring the network on pictures has told: the committed input of the int8 graph. */
export interface Calibration {
  readonly version: 1;
  /** Id of the model. */
  readonly model: string;
  /** The source weights that were measured, lower-case hex. */
  readonly sourceSha256: string;
  /** Lowest and highest value of each activation that the 8-bit grid has to cover; always around zero. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  /** Names of the nodes that lose too much in 8 bits and stay in float. */
  readonly float: readonly string[];
}

/**
 * Reads a calibration from parsed JSON.
 * @param file its name, for messages
 * @throws FoundryError `bad_catalogue`
 */
export function parseCalibration(json: unknown, file: string): Calibration {
  const bad = (reason: string) => new FoundryError('bad_catalogue', file, `Calibration ${file}: ${reason}`);
  if (!isRecord(json)) throw bad('is not a JSON object');
  const { version, model, sourceSha256, ranges, float } = json;
  if (version !== 1) throw bad(`has version ${String(version)}, expected 1`);
  if (typeof model !== 'string') throw bad('"model" should be a model id');
  if (typeof sourceSha256 !== 'string') throw bad('"sourceSha256" should be a hash');
  if (!isRecord(ranges)) throw bad('"ranges" should map tensor names to [low, high]');
  const checked: Record<string, readonly [number, number]> = {};
  for (const [tensor, range] of Object.entries(ranges)) {
    if (!isRange(range)) throw bad(`the range of "${tensor}" should be [low, high] with low <= 0 <= high`);
    checked[tensor] = range;
  }
  if (!Array.isArray(float) || !float.every(name => typeof name === 'string')) {
    throw bad('"float" should be a list of node names');
  }
  return { version, model, sourceSha256, ranges: checked, float };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRange(value: unknown): value is [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low, high]: unknown[] = value;
  return typeof low === 'number' && typeof high === 'number' && low <= 0 && high >= 0 && low < high;
}
