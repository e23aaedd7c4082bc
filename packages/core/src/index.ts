export { findBackdrop, listBackdrops } from './backdrop/library.ts';
export {
  type PromptRequest,
  type PromptScene,
  planPromptBackdrop,
  promptBackdrop,
} from './backdrop/prompt-backdrop.ts';
export { renderBackdrop, renderScene } from './backdrop/render-backdrop.ts';
export {
  BACKDROP_CATEGORIES,
  type BackdropCategory,
  type BackdropEntry,
  PROMPT_STYLES,
  type PromptStyle,
  type Scene,
} from './backdrop/scene.ts';
export { BLEND_MODES, type BlendMode, blend, tint } from './compose/blend.ts';
export { blurSurroundings } from './compose/blur-surroundings.ts';
export { COLOUR_PATTERN, type Colour, parseColour } from './compose/colour.ts';
export { matchColours } from './compose/colour-match.ts';
export { coverage, cutOut } from './compose/cut-out.ts';
export { finishCutout } from './compose/finish-cutout.ts';
export { completeFinishSettings, FINISH_SETTINGS, type FinishSettings } from './compose/finish-settings.ts';
export { flatten } from './compose/flatten.ts';
export { type Frame, limitSide, showFrame } from './compose/map-picture.ts';
export {
  ANCHORS,
  type Anchor,
  BACKDROP_FITS,
  type BackdropFit,
  type BackdropPlace,
  placeBackdrop,
} from './compose/place-backdrop.ts';
export { placeSubject, type SubjectPlace } from './compose/place-subject.ts';
export {
  type CanvasPlan,
  type CanvasSettings,
  MOST_CANVAS_PIXELS,
  planCanvas,
} from './compose/plan-canvas.ts';
export { castShadow, SHADOW_TYPES, type Shadow, type ShadowType } from './compose/shadow.ts';
export { subjectBox } from './compose/subject-box.ts';
export type { ByteArea } from './edit/area.ts';
export { isSameEdit, type MatteEdits } from './edit/edited-matte.ts';
export { findRegion } from './edit/find-region.ts';
export {
  EDIT_RANGES,
  type LassoEdit,
  type MaskEdit,
  type MatteEdit,
  type RegionEdit,
  STROKE_MODES,
  type StrokeEdit,
  type StrokeMode,
} from './edit/matte-edit.ts';
export { coverStroke, type StrokeShape } from './edit/stroke-coverage.ts';
export { EngineError, type EngineErrorCode, throwIfCancelled } from './errors.ts';
export { type DecontaminateJob, decontaminate } from './foreground/decontaminate.ts';
export {
  type AdjustJob,
  adjustMatte,
  EDGE_ADJUSTMENTS,
  type EdgeAdjustments,
} from './matte/adjust-matte.ts';
export { type RefineJob, refineMatte } from './matte/refine-matte.ts';
export { type Outcome, type PackedError, packed, unpacked } from './outcome.ts';
export { type FoundSubject, findSubject } from './pipeline/find-subject.ts';
export type { Job } from './pipeline/job.ts';
export { type MatteResult, makeMatte } from './pipeline/make-matte.ts';
export type { MatteJob, MatteStage } from './pipeline/matte-job.ts';
export { createStageProgress, type StageProgress, type StageWeights } from './pipeline/progress.ts';
export {
  createRedrawing,
  EDGE_SETTINGS,
  type EdgeSettings,
  type Redrawing,
  type RedrawSource,
} from './pipeline/redraw-cutout.ts';
export { type RemovalJob, type RemovalStage, removeBackground } from './pipeline/remove-background.ts';
export type { Network, NetworkRun, Segmenter } from './pipeline/segmenter.ts';
export {
  type FloatMatte,
  floatMatte,
  type Matte,
  type RgbaImage,
  type RgbPlanes,
  rgbaImage,
} from './raster/planes.ts';
export { resampleMatte, resampleToPlanes } from './raster/resample.ts';
export {
  type CutoutInputs,
  composeRecipe,
  layOutRecipe,
  type RecipeLayer,
  type RecipeLayout,
  type RenderedRecipe,
  type WatchLayers,
} from './recipe/compose-recipe.ts';
export { parseRecipe, type ReadRecipe, readRecipe } from './recipe/parse-recipe.ts';
export type { FieldProblem, NumberRange } from './recipe/read-fields.ts';
export {
  CANVAS_SIDE,
  CLASS_PATTERN,
  GRADIENT_SHAPES,
  GRADIENT_STOPS,
  ID_PATTERN,
  MOST_CLASSES,
  RECIPE_CHANNELS,
  RECIPE_FORMATS,
  RECIPE_MODELS,
  RECIPE_RANGES,
  RECIPE_VERSION,
  type Recipe,
  type RecipeBackground,
  type RecipeShadow,
} from './recipe/recipe-fields.ts';
export { type RecipeInputs, renderRecipe, renderRecipeParts } from './recipe/render-recipe.ts';
export { chooseModel, type ModelChoice } from './segment/choose-model.ts';
export { type ClassShare, readClasses } from './segment/classes.ts';
export type { Doubts } from './segment/confidence.ts';
export { type CustomManifest, MANIFEST_SIDES, parseManifest } from './segment/manifest.ts';
export { type CustomRules, customModelRules } from './segment/manifest-rules.ts';
export { judgeTrial, type TrialFacts, trialInput } from './segment/manifest-trial.ts';
export {
  type ClassesOutput,
  findModel,
  findVariant,
  type InputRule,
  type Layout,
  type MatteOutput,
  type ModelCatalog,
  type ModelEntry,
  type ModelFile,
  type ModelSource,
  type ModelVariant,
  type OutputRule,
  type VariantId,
  variantBytes,
  variantFiles,
} from './segment/model-catalog.ts';
export { type ByteSource, bytesSource } from './segment/onnx/byte-source.ts';
export {
  inspectOnnx,
  inspectOnnxSteps,
  ONNX_LIMITS,
  type OnnxFacts,
  type OnnxLimits,
  type OnnxOutput,
} from './segment/onnx/inspect-onnx.ts';
export { type InvalidModelReason, invalidModel } from './segment/onnx/invalid-model.ts';
export type { OnnxPort, OnnxSide } from './segment/onnx/onnx-graph.ts';
export { parseCatalog } from './segment/parse-catalog.ts';
export { EDGE_REFINEMENT, type Plan, planCutout, QUALITIES, type Quality } from './segment/plan.ts';
export { type PlanEstimate, planEstimate } from './segment/plan-estimate.ts';
export type { Region } from './segment/region.ts';
export type { SegmentationSession } from './segment/session.ts';
export { type ManifestGuess, type ManifestSuggestion, suggestManifest } from './segment/suggest-manifest.ts';
export { makeInputTensor, readOutputTensor } from './segment/tensor.ts';
export type { Tensor } from './segment/tensor-shape.ts';
export { withoutFloatNote } from './segment/without-float.ts';
