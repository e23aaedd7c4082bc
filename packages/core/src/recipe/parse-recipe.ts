import { EngineError } from '../errors.ts';
import type { FieldProblem } from './read-fields.ts';
import { type Recipe, recipeReader } from './recipe-fields.ts';
import { upgradeRecipe } from './upgrade-recipe.ts';

export type ReadRecipe =
  | { readonly ok: true; readonly recipe: Recipe }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** As many wrong fields are named; whoever sends thousands learns no more from all of them. */
const MOST_NAMED = 20;

/**
 * Reads a recipe of any version that there was: what is absent gets its default, what is not known is wrong, since a
 * misspelt field would be ignored without a word. Gives the complete recipe, or everything that is wrong with it.
 */
export function readRecipe(document: unknown): ReadRecipe {
  const problems: FieldProblem[] = [];
  // A field may be absent, the document may not.
  const recipe = recipeReader()(upgradeRecipe(document ?? null), '', problems);
  if (problems.length === 0) checkTogether(recipe, problems);
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, MOST_NAMED) };
  return { ok: true, recipe };
}

/**
 * As `readRecipe`, for those who cannot go on with a wrong one.
 * @throws EngineError `invalid_argument`; `details` has each wrong field under its path (the document itself as `recipe`) and
 * what it should be
 */
export function parseRecipe(document: unknown): Recipe {
  const read = readRecipe(document);
  if (read.ok) return read.recipe;
  const named = read.problems.map(({ path, message }) => [path === '' ? 'recipe' : path, message] as const);
  throw new EngineError('invalid_argument', named.map(words => words.join(' ')).join('; '), {
    details: Object.fromEntries(named),
  });
}

/** What no field is wrong about alone. */
function checkTogether({ model, model_id }: Recipe, problems: FieldProblem[]): void {
  if ((model === 'custom') === (model_id !== null)) return;
  problems.push({ path: 'model_id', message: 'must be there for the model custom, and for no other' });
}
