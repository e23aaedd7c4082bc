export { EngineError, type EngineErrorCode, throwIfCancelled } from './errors.ts';
export {
  findModel,
  findVariant,
  type InputRule,
  type ModelCatalog,
  type ModelEntry,
  type ModelFile,
  type ModelSource,
  type ModelVariant,
  type OutputRule,
  type VariantId,
} from './segment/model-catalog.ts';
export { type Plan, planCutout, QUALITIES, type Quality } from './segment/plan.ts';
