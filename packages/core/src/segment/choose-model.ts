import { findModel, type ModelCatalog, type ModelEntry } from './model-catalog.ts';
import type { Quality } from './plan.ts';

/** Which model answers to a name, and why it is not the named one where it is not. */
export interface ModelChoice {
  readonly model: ModelEntry;
  /** One sentence for people, when a lighter model of the family stands in for the named one. */
  readonly note?: string;
}

/** Levels at which a lighter model of the family is enough. */
const CHEAP: readonly Quality[] = ['low', 'medium'];

/**
 * The model for a name of the API (id or alias) at a quality level. A model with a lighter one leaves the cheap levels to
 * that, and all levels where it is not in `installed` (ids): whoever calls says so, by `note`. Every other model is itself,
 * installed or not.
 * @throws EngineError `invalid_argument` when the catalogue has no such name.
 */
export function chooseModel(
  catalog: ModelCatalog,
  name: string,
  quality: Quality,
  installed: ReadonlySet<string>,
): ModelChoice {
  const model = findModel(catalog, name);
  if (model.lighter === undefined) return { model };
  const lighter = findModel(catalog, model.lighter);
  const standsIn = `${lighter.displayName} works in the place of ${model.displayName}`;
  if (CHEAP.includes(quality)) return { model: lighter, note: `At quality "${quality}" ${standsIn}` };
  if (installed.has(model.id)) return { model };
  const advice = `"npm run models -- add ${model.id}" installs it`;
  return { model: lighter, note: `${standsIn}, which is not installed; ${advice}` };
}
