/** How one language writes numbers and chooses between its plural forms. */
export interface Formats {
  /** With the language's separators and a true minus sign, rounded to at most `decimals`. */
  readonly number: (value: number, decimals?: number) => string;
  /** The same without separators between thousands: a number to be typed over. */
  readonly plain: (value: number, decimals?: number) => string;
  /** A share of 0..1 in per cent, without decimals: "39 %", spaced as sliders space it. */
  readonly percent: (share: number) => string;
  /** Decimal units, as file managers and stores count: "44 MB"; whole numbers from 10 up, one decimal below. */
  readonly bytes: (bytes: number) => string;
  /** A length of time in its largest fitting unit: "3 s", "2 min"; a little thing is never "0 s". */
  readonly duration: (seconds: number) => string;
  /** A day, or today's time of day: what tells one project from another. */
  readonly when: (at: Date, now: Date) => string;
  /** "a, b and c" */
  readonly list: (items: readonly string[]) => string;
  /** The form that the number asks for; `other` where the language has no such form. */
  readonly plural: (count: number, forms: PluralForms) => string;
}

/** The forms of a counted word; every language has `other`. */
export type PluralForms = Readonly<
  Partial<Record<Exclude<Intl.LDMLPluralRule, 'other'>, string>> & { other: string }
>;

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const DAY_MS = 86_400_000;

/**
 * The formats of a language. `locale` is a BCP 47 tag.
 * Formatters are made when they are first used: a page that says no time makes no time formatter.
 */
export function formatsFor(locale: string): Formats {
  const numbers = memoize(
    (decimals: number) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: decimals, signDisplay: 'negative' }),
  );
  const plains = memoize(
    (decimals: number) =>
      new Intl.NumberFormat(locale, {
        maximumFractionDigits: decimals,
        signDisplay: 'negative',
        useGrouping: false,
      }),
  );
  const rules = memoize(() => new Intl.PluralRules(locale));
  const lists = memoize(() => new Intl.ListFormat(locale));
  const times = memoize(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
  const days = memoize(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }));
  const years = memoize(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }));

  const withMinus = (text: string) => text.replace('-', '−');
  const number = (value: number, decimals = 0) => withMinus(numbers(decimals).format(value));
  /** Two digits that matter, as much as one wants to know of a size. */
  const rough = (value: number, unit: string) => `${number(value, value < 9.95 ? 1 : 0)} ${unit}`;
  return {
    number,
    plain: (value, decimals = 0) => withMinus(plains(decimals).format(value)),
    percent: share => `${number(share * 100)} %`,
    bytes: bytes => {
      let at = 0;
      let value = bytes;
      while (value >= 999.5 && at < BYTE_UNITS.length - 1) {
        value /= 1000;
        at++;
      }
      return rough(value, BYTE_UNITS[at] ?? 'B');
    },
    duration: seconds => {
      if (seconds < 59.5) return rough(Math.max(1, Math.round(seconds)), 's');
      if (seconds < 3570) return rough(Math.round(seconds / 60), 'min');
      return rough(seconds / 3600, 'h');
    },
    when: (at, now) => {
      if (at.toDateString() === now.toDateString()) return times(0).format(at);
      return now.getTime() - at.getTime() < 300 * DAY_MS ? days(0).format(at) : years(0).format(at);
    },
    list: items => lists(0).format(items),
    plural: (count, forms) => forms[rules(0).select(count)] ?? forms.other,
  };
}

/** The size of a picture in pixels: two plain numbers in every language, without separators, as cameras and shops write it. */
export function pixelSize(width: number, height: number): string {
  return `${width} × ${height}`;
}

/** One value a key, made when it is first asked for. */
function memoize<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return key => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
