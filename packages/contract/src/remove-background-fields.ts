import { QUALITIES } from '@backgroundfx/core';
import { z } from '@hono/zod-openapi';

/** Names that a client may give for the network. */
export const MODELS = ['rembg', 'u2net', 'deeplab', 'custom'] as const;

export const EDGE_REFINEMENT = { minimum: 0, maximum: 100, default: 50 } as const;

/** What an absent field means. */
export const REMOVE_BACKGROUND_DEFAULTS = {
  model: 'rembg',
  quality: 'high',
  return_mask: false,
  edge_refinement: EDGE_REFINEMENT.default,
} as const;

/** Decimal numbers; `Number` alone would take '', ' 1', '0x1f' and '1e999' too. */
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const TRUTHS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

const { minimum, maximum } = EDGE_REFINEMENT;
const inRange = (value: number) => value >= minimum && value <= maximum;

/** The text fields of the form, as text, to what they mean. */
const fieldsSchema = z.strictObject({
  model: oneOf('model', MODELS).default(REMOVE_BACKGROUND_DEFAULTS.model),
  quality: oneOf('quality', QUALITIES).default(REMOVE_BACKGROUND_DEFAULTS.quality),
  return_mask: z
    .string()
    .refine(text => Object.hasOwn(TRUTHS, text), 'return_mask must be true or false')
    .transform(text => TRUTHS[text] === true)
    .default(REMOVE_BACKGROUND_DEFAULTS.return_mask),
  edge_refinement: z
    .string()
    .refine(
      text => DECIMAL.test(text) && inRange(Number(text)),
      `edge_refinement must be a number from ${minimum} to ${maximum}`,
    )
    .transform(Number)
    .default(REMOVE_BACKGROUND_DEFAULTS.edge_refinement),
});

function oneOf<const Names extends readonly string[]>(field: string, names: Names) {
  return z.enum(names, `${field} must be one of ${names.join(', ')}`);
}

/** What a client asks for with one picture. */
export type RemoveBackgroundFields = z.infer<typeof fieldsSchema>;

/** One field that is wrong, and why. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

export type ParsedFields =
  | { readonly ok: true; readonly fields: RemoveBackgroundFields }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/**
 * Reads the text fields of the form that `POST /process/remove-background` takes. Absent fields get their defaults;
 * unknown ones are refused by name, because a misspelt option would otherwise be ignored without a word.
 * @param text each field's value as sent, under its name; without the file
 * @returns what is asked for, or everything that is wrong
 */
export function parseRemoveBackgroundFields(text: Readonly<Record<string, string>>): ParsedFields {
  const result = fieldsSchema.safeParse(text);
  if (result.success) return { ok: true, fields: result.data };
  const problems = result.error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => ({ path: key, message: `There is no field called "${key}"` }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );
  return { ok: false, problems };
}
