export { inspectOnnxFile } from './custom/inspect-onnx-file.ts';
export { FoundryError, type FoundryErrorCode } from './errors.ts';
export { type Calibration, parseCalibration } from './onnx/calibration.ts';
export { convert, type Products } from './onnx/convert.ts';
export { floatGraph, type Precision, plainGraph } from './onnx/float-graph.ts';
export type { Placement } from './onnx/graph-writer.ts';
export { int8Graph } from './onnx/int8-graph.ts';
export { measuredTensors } from './onnx/int8-plan.ts';
export { type Constant, convInputs, type Network, type NetworkNode, type Port } from './onnx/network.ts';
export { quantiseWeight, type SharedWeights, shareWeights } from './onnx/quantise-weights.ts';
export { readNetwork } from './onnx/read-network.ts';
export { type BuildOptions, type BuildResult, buildModels } from './store/build-models.ts';
export { readCatalog } from './store/catalog-file.ts';
export { type How, productsOf } from './store/complete-model.ts';
export { type Folders, foldersOf } from './store/folders.ts';
export {
  createModelStore,
  type EnsureOptions,
  type InstalledModel,
  type ModelState,
  type ModelStore,
  type ModelStoreOptions,
} from './store/model-store.ts';
export type { BuildProgress, OnProgress } from './store/progress.ts';
export { obtainSource, type SourceRequest } from './store/source.ts';
export { updateCatalog } from './store/update-catalog.ts';
