import { z } from '@hono/zod-openapi';
import {
  type CutoutOptions,
  cutoutOptionsSchema,
  NUMBER_FIELDS,
  optionsOfRecipe,
  recipeOptionsSchema,
  TRUTH_FIELDS,
} from './cutout-options.ts';
import { parseJson } from './parse-json.ts';

/** Decimal numbers; `Number` alone would take '', ' 1', '0x1f' and '1e999' too. */
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);
/** Ids are short; what is none is not found. */
const MAX_ID = 100;
/** What servers take. */
const MAX_URL = 2000;
const MOST_NAMED = 20;

/** What a client asks for with one picture, and the picture itself where it is not a file of the form. */
export interface RemoveBackgroundFields extends CutoutOptions {
  readonly image_id?: string;
  readonly image_url?: string;
}

/** One field that is wrong, and why. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

export type Parsed<Value> =
  | { readonly ok: true; readonly fields: Value }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

export type ParsedFields = Parsed<RemoveBackgroundFields>;

const pictureSchema = z.object({
  image_id: z
    .string()
    .min(1, 'image_id must be an id')
    .max(MAX_ID, `image_id must be an id of at most ${MAX_ID} characters`)
    .optional(),
  image_url: z
    .url({ protocol: /^https?$/i, error: 'image_url must be an http or https address' })
    .max(MAX_URL, `image_url must be an address of at most ${MAX_URL} characters`)
    .optional(),
});

/**
 * Reads the text fields of the form that `POST /process/remove-background` takes. Absent fields get their defaults;
 * unknown ones are refused by name, because a misspelt option would otherwise be ignored without a word.
 * @param text each field's value as sent, under its name; without the file
 * @returns what is asked for, or everything that is wrong
 */
export function parseRemoveBackgroundFields(text: Readonly<Record<string, string>>): ParsedFields {
  const { image_id, image_url, ...options } = text;
  const parsed = parseCutoutOptions(
    Object.fromEntries(Object.entries(options).map(([name, value]) => [name, typed(name, value)])),
  );
  const picture = pictureSchema.safeParse({ image_id, image_url });
  const problems =
    picture.error?.issues.map(({ path, message }) => ({ path: path.join('.'), message })) ?? [];
  if (!parsed.ok) return { ok: false, problems: [...parsed.problems, ...problems] };
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    fields: {
      ...parsed.fields,
      ...(image_id !== undefined && { image_id }),
      ...(image_url !== undefined && { image_url }),
    },
  };
}

/** Reads options whose values have their types, as JSON has them. */
export function parseCutoutOptions(options: unknown): Parsed<CutoutOptions> {
  if (typeof options === 'object' && options !== null && Object.hasOwn(options, 'recipe')) {
    return parseRecipeOptions(options);
  }
  const result = cutoutOptionsSchema.safeParse(options);
  return result.success ? { ok: true, fields: result.data } : wrong(result.error);
}

function parseRecipeOptions(options: object): Parsed<CutoutOptions> {
  const beside = Object.keys(options).filter(name => name !== 'recipe');
  if (beside.length > 0) {
    const message = 'Nothing can be said beside a recipe, which says everything itself';
    return { ok: false, problems: beside.slice(0, MOST_NAMED).map(path => ({ path, message })) };
  }
  const result = recipeOptionsSchema.safeParse(options);
  return result.success ? { ok: true, fields: optionsOfRecipe(result.data.recipe) } : wrong(result.error);
}

function wrong(error: z.ZodError): { readonly ok: false; readonly problems: readonly FieldProblem[] } {
  const problems = error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => ({ path: key, message: `There is no field called "${key}"` }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );
  return { ok: false, problems: problems.slice(0, MOST_NAMED) };
}

/** What a text stands for; where it stands for nothing it stays a text, which the schema refuses. */
function typed(name: string, text: string): unknown {
  if (NUMBER_FIELDS.has(name)) return DECIMAL.test(text) ? Number(text) : text;
  if (TRUTH_FIELDS.has(name)) return TRUTHS.get(text) ?? text;
  if (name === 'recipe') return parseJson(text);
  if (name === 'classes') return namesOf(text);
  return text;
}

/** Names with commas between them; in JSON, where they have commas of their own. */
function namesOf(text: string): unknown {
  if (text.trimStart().startsWith('[')) return parseJson(text) ?? text;
  const names = text.split(',').map(name => name.trim());
  return names.filter(name => name !== '');
}
