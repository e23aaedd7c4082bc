const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const HELP = new RegExp(`^# HELP (${NAME}) [^\\n]+$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`);
const LABEL = /^([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"$/;
const PARTS: Readonly<Record<string, readonly string[]>> = {
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
};

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Reads the text format of Prometheus (0.0.4), and nothing that is only nearly it.
 * @throws Error for a line that is none of it, a sample of no declared family, and one that comes twice
 */
export function readMetrics(text: string): Sample[] {
  if (!text.endsWith('\n')) throw new Error('The last line does not end');
  const types = new Map<string, string>();
  const helped = new Set<string>();
  const seen = new Set<string>();
  const samples: Sample[] = [];
  for (const line of text.slice(0, -1).split('\n')) {
    const [, help] = HELP.exec(line) ?? [];
    const [, typed, type] = TYPE.exec(line) ?? [];
    const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
    if (line === '') continue;
    if (help !== undefined) addOnce(helped, help);
    else if (typed !== undefined && type !== undefined) {
      if (types.has(typed) || !helped.has(typed)) throw new Error(line);
      types.set(typed, type);
    } else if (name !== undefined && value !== undefined) {
      addOnce(seen, `${name}{${labels}}`);
      if (!isDeclared(name, types)) throw new Error(`No family: ${line}`);
      samples.push({ name, labels: readLabels(labels), value: readNumber(value) });
    } else throw new Error(`Not a line of metrics: ${line}`);
  }
  return samples;
}

function addOnce(set: Set<string>, text: string): void {
  if (set.has(text)) throw new Error(`Twice: ${text}`);
  set.add(text);
}

function isDeclared(name: string, types: ReadonlyMap<string, string>): boolean {
  return [...types].some(([family, type]) => (PARTS[type] ?? ['']).some(part => family + part === name));
}

function readLabels(text: string): Record<string, string> {
  const pairs = text === '' ? [] : text.split(/,(?=[a-zA-Z_]\w*=")/);
  return Object.fromEntries(
    pairs.map(pair => {
      const [, name, value] = LABEL.exec(pair) ?? [];
      if (name === undefined || value === undefined) throw new Error(`Not a label: ${pair}`);
      return [name, value];
    }),
  );
}

function readNumber(text: string): number {
  const number = text === '+Inf' ? Number.POSITIVE_INFINITY : text === 'Nan' ? Number.NaN : Number(text);
  if (Number.isNaN(number) && text !== 'NaN' && text !== 'Nan') throw new Error(`Not a number: ${text}`);
  return number;
}
