import { EngineError } from '../errors.ts';

// Reads parsed JSON field by field; every reader throws EngineError `invalid_argument` that names the field, in `details.field`
// too.

/** A value of the JSON with the way to it, such as `models[0].input.mean`. */
export interface Place {
  readonly at: string;
  readonly value: unknown;
}

/** The error that says what a value should be; to be thrown. */
export function wrong({ at, value }: Place, expected: string): EngineError {
  const message = `${at} should be ${expected}, found ${shown(value).slice(0, 80)}`;
  return new EngineError('invalid_argument', message, { details: { field: at } });
}

function shown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    // Thousands of lists in each other can be read, and not be written again.
    return 'what is nested too deeply';
  }
}

/** A field of an object; its value is undefined when it is absent. */
export function field(place: Place, key: string): Place {
  const { at, value } = place;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'an object');
  return { at: `${at}.${key}`, value: (value as Record<string, unknown>)[key] };
}

/** `{ [key]: value }`, or nothing where the field is absent. */
export function optional<const K extends string, T>(place: Place, key: K, parse: (item: Place) => T) {
  const item = field(place, key);
  return (item.value === undefined ? {} : { [key]: parse(item) }) as { [name in K]?: T };
}

/** A list, each item read by `parse`. */
export function list<T>(place: Place, parse: (item: Place) => T): T[] {
  if (!Array.isArray(place.value)) throw wrong(place, 'a list');
  return place.value.map((value: unknown, i) => parse({ at: `${place.at}[${i}]`, value }));
}

/** A text that is not empty. */
export function text(place: Place): string {
  if (typeof place.value !== 'string' || place.value === '') throw wrong(place, 'a text');
  return place.value;
}

/** An http(s) address. */
export function address(place: Place): string {
  if (!/^https?:\/\/\S+$/.test(text(place))) throw wrong(place, 'an http(s) address');
  return text(place);
}

/** A whole number above 0. */
export function count(place: Place): number {
  const { value } = place;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) {
    throw wrong(place, 'a positive whole number');
  }
  return value;
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);

/** Three finite numbers. */
export function triple(place: Place): [number, number, number] {
  const { value } = place;
  const [r, g, b]: unknown[] = Array.isArray(value) && value.length === 3 ? value : [];
  if (!isNumber(r) || !isNumber(g) || !isNumber(b)) {
    throw wrong(place, 'three numbers, for red, green and blue');
  }
  return [r, g, b];
}

/** One of the values that are allowed. */
export function oneOf<const T extends string | number | boolean>(place: Place, allowed: readonly T[]): T {
  const found = allowed.find(value => value === place.value);
  if (found === undefined) throw wrong(place, allowed.map(value => JSON.stringify(value)).join(' or '));
  return found;
}
