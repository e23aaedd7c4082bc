/** One field that is wrong, and what it should be. */
export interface FieldProblem {
  /** The way to it, such as `background.stops.0.color`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

/**
 * Reads one value: what it means, with defaults for what is absent. What is wrong is added to `problems`, and whatever is given
 * back then is of no use; so one pass finds everything that is wrong.
 */
export type Reader<T> = (value: unknown, path: string, problems: FieldProblem[]) => T;

/** What a reader makes of a value. */
export type ReadBy<R> = R extends Reader<infer T> ? T : never;

export interface NumberRange {
  /** Both ends included. */
  readonly min: number;
  readonly max: number;
  /** What is taken where the field is absent. */
  readonly default: number;
}

/** A number of a range. */
export function number(range: NumberRange): Reader<number> {
  const { min, max } = range;
  return (value, path, problems) => {
    if (value === undefined) return range.default;
    if (typeof value === 'number' && value >= min && value <= max) return value;
    problems.push({ path, message: `must be a number from ${min} to ${max}` });
    return range.default;
  };
}

/** A number of a range that has to be there. */
export function required({ min, max }: Omit<NumberRange, 'default'>): Reader<number> {
  const read = number({ min, max, default: Number.NaN });
  return (value, path, problems) => read(value ?? null, path, problems);
}

/** A whole number of a range, or null, which is what is taken where the field is absent. */
export function wholeOrNull(min: number, max: number): Reader<number | null> {
  return (value, path, problems) => {
    if (value === undefined || value === null) return null;
    if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max)
      return value as number;
    problems.push({ path, message: `must be a whole number from ${min} to ${max}, or null` });
    return null;
  };
}

/** A whole number of a range. */
export function whole(range: NumberRange): Reader<number> {
  const { min, max } = range;
  return (value, path, problems) => {
    if (value === undefined) return range.default;
    if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max)
      return value as number;
    problems.push({ path, message: `must be a whole number from ${min} to ${max}` });
    return range.default;
  };
}

/** One of the values that there are. */
export function oneOf<const T extends string | number>(allowed: readonly T[], absent: T): Reader<T> {
  return (value, path, problems) => {
    if (value === undefined) return absent;
    const found = allowed.find(item => item === value);
    if (found === undefined) problems.push({ path, message: `must be ${allowed.join(' or ')}` });
    return found ?? absent;
  };
}

export function flag(absent: boolean): Reader<boolean> {
  return (value, path, problems) => {
    if (value === undefined) return absent;
    if (typeof value !== 'boolean') problems.push({ path, message: 'must be true or false' });
    return value === true;
  };
}

/** A text that matches a pattern; it has to be there where there is no default. */
export function text(pattern: RegExp, expected: string, absent?: string): Reader<string> {
  return (value, path, problems) => {
    if (value === undefined && absent !== undefined) return absent;
    if (typeof value === 'string' && pattern.test(value)) return value;
    problems.push({ path, message: `must be ${expected}` });
    return '';
  };
}

/** `read`, or null, which is what is taken where the field is absent. */
export function orNull<T>(read: Reader<T>): Reader<T | null> {
  return (value, path, problems) =>
    value === undefined || value === null ? null : read(value, path, problems);
}

/** A list; it has to be there. */
export function list<T>(read: Reader<T>, min: number, max: number): Reader<readonly T[]> {
  return (value, path, problems) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      problems.push({ path, message: `must be a list of ${min} to ${max}` });
      return [];
    }
    return value.map((item: unknown, i) => read(item, `${path}.${i}`, problems));
  };
}

type Shape = Readonly<Record<string, Reader<unknown>>>;
type Fields<S extends Shape> = { readonly [K in keyof S]: ReadBy<S[K]> };

/** An object of fields, each read by its reader, and no others; where it is absent all fields are. */
export function fields<S extends Shape>(shape: S): Reader<Fields<S>> {
  return (value, path, problems) => {
    const given = value === undefined ? {} : objectAt(value, path, problems);
    for (const key of Object.keys(given)) {
      if (!Object.hasOwn(shape, key))
        problems.push({ path: join(path, key), message: 'is no field of a recipe' });
    }
    const read = Object.entries(shape).map(([key, reader]) => [
      key,
      reader(Object.hasOwn(given, key) ? given[key] : undefined, join(path, key), problems),
    ]);
    return Object.fromEntries(read) as Fields<S>;
  };
}

/** An object whose `type` says how its other fields are read; where it is absent it is of the type `absent`, all by default. */
export function byType<R extends Readonly<Record<string, Reader<unknown>>>>(
  readers: R,
  absent: keyof R & string,
): Reader<ReadBy<R[keyof R]>> {
  return (value, path, problems) => {
    const given = value === undefined ? { type: absent } : objectAt(value, path, problems);
    const type = Object.hasOwn(given, 'type') ? given.type : undefined;
    const reader = typeof type === 'string' && Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (reader) return reader(given, path, problems) as ReadBy<R[keyof R]>;
    if (!problems.some(problem => problem.path === path)) {
      problems.push({ path: join(path, 'type'), message: `must be ${Object.keys(readers).join(' or ')}` });
    }
    return undefined as ReadBy<R[keyof R]>;
  };
}

/** The object that is there; one without fields where there is none, which is a problem. */
function objectAt(value: unknown, path: string, problems: FieldProblem[]): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  problems.push({ path, message: 'must be an object' });
  return {};
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
