import type { CutoutOptions } from './cutout-options.ts';
import { parseJson } from './parse-json.ts';
import { type FieldProblem, type Parsed, parseCutoutOptions } from './remove-background-fields.ts';

/** How the files of a batch are cut out. */
export interface BatchOptions {
  /** Of files that are not named. */
  readonly usual: CutoutOptions;
  readonly byFileName: ReadonlyMap<string, CutoutOptions>;
}

const MOST_NAMED = 20;
const MOST_OVERRIDES = 100;
const LONGEST_SHOWN = 60;

/**
 * Reads the `options` of a batch: a JSON object of options, and under `files`, by file name, those that differ.
 * @param text undefined where none were sent
 */
export function parseBatchOptions(text: string | undefined): Parsed<BatchOptions> {
  const document = parseJson(text ?? '{}');
  if (!isObject(document)) return wrong([{ path: 'options', message: 'options must be a JSON object' }]);
  const { files = {}, ...shared } = document;
  const usual = parseCutoutOptions(shared);
  if (!usual.ok) return wrong(usual.problems.map(problem => under('options', problem)));
  if (!isObject(files)) {
    return wrong([{ path: 'options.files', message: 'files must be an object of options by file name' }]);
  }
  const names = Object.entries(files);
  if (names.length > MOST_OVERRIDES) {
    return wrong([{ path: 'options.files', message: `files must name at most ${MOST_OVERRIDES} files` }]);
  }
  const byFileName = new Map<string, CutoutOptions>();
  const problems: FieldProblem[] = [];
  for (const [name, own] of names) {
    const place = `options.files.${name.slice(0, LONGEST_SHOWN)}`;
    const parsed = isObject(own) ? parseCutoutOptions({ ...inherited(shared, own), ...own }) : undefined;
    if (parsed?.ok) byFileName.set(name, parsed.fields);
    else if (parsed) problems.push(...parsed.problems.map(problem => under(place, problem)));
    else problems.push({ path: place, message: 'The options of a file must be an object' });
  }
  return problems.length > 0 ? wrong(problems) : { ok: true, fields: { usual: usual.fields, byFileName } };
}

/** What a file has from all: with a model of its own nothing that is said of the other model. */
function inherited(shared: Record<string, unknown>, own: Record<string, unknown>): Record<string, unknown> {
  if (!Object.hasOwn(own, 'model')) return shared;
  const { model_id: _id, classes: _classes, ...rest } = shared;
  return rest;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function under(place: string, { path, message }: FieldProblem): FieldProblem {
  return { path: path === '' ? place : `${place}.${path}`, message };
}

function wrong(problems: readonly FieldProblem[]): Parsed<BatchOptions> {
  return { ok: false, problems: problems.slice(0, MOST_NAMED) };
}
