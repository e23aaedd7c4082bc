import { checkWiring } from './check-wiring.ts';
import { type InvalidModelReason, invalidModel } from './invalid-model.ts';
import {
  elementBits,
  elementTypeName,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  STRING_TYPE,
} from './onnx-graph.ts';
import { CONTROL_FLOW, PICTURE_OPERATORS } from './operators.ts';

/** Versions that ONNX Runtime 1.30 runs, tried with it. */
export const ONNX_VERSIONS = { ir: [3, 13], opset: [7, 26] } as const;

/**
 * Judges the structure of a model: what no runtime should be asked to open is refused.
 * @param mostValues that a tensor of the file may say it has
 * @throws EngineError `invalid_model`, see `InvalidModelReason`
 */
export function checkModel(model: OnnxModel, mostValues: number): void {
  checkVersions(model);
  if (model.functions > 0) {
    throw invalidModel(
      'local_functions',
      'The model brings functions of its own; export it with them inlined',
    );
  }
  for (const node of model.nodes) checkNode(node, mostValues);
  if (model.sparseWeights > 0) throw invalidModel('sparse_weights', 'The model has sparse weights');
  for (const weight of model.weights) checkTensor(weight, mostValues);
  for (const { name, elementType, shape } of [...model.inputs, ...model.outputs]) {
    if (elementType === 'string') throw refused('string_tensor', `Tensor "${name}" holds texts`, name);
    const values = (shape ?? []).reduce<number>((n, side) => n * (typeof side === 'number' ? side : 1), 1);
    if (values > mostValues) throw tooLarge(name, values, mostValues);
  }
  checkWiring(model);
}

function checkVersions({ irVersion, opset }: OnnxModel): void {
  const { ir, opset: set } = ONNX_VERSIONS;
  if (irVersion < ir[0] || irVersion > ir[1]) {
    throw invalidModel('version', `The file has ONNX format ${irVersion}; ${ir[0]} to ${ir[1]} can be read`, {
      irVersion,
    });
  }
  if (opset < set[0] || opset > set[1]) {
    throw invalidModel('version', `The model needs ONNX opset ${opset}; ${set[0]} to ${set[1]} can be run`, {
      opset,
    });
  }
}

function checkNode(node: OnnxNode, mostValues: number): void {
  const { operator, domain, holds, outputs } = node;
  const details = { operator, ...(outputs[0] ? { tensor: outputs[0] } : {}) };
  if (domain !== '') {
    const message = `Operation ${domain}.${operator} is not in the ONNX standard`;
    throw invalidModel('custom_operator', message, { ...details, domain });
  }
  if (CONTROL_FLOW.has(operator) || holds.graph) {
    throw invalidModel(
      'control_flow',
      `Operation ${operator} has a graph inside (a loop or a branch)`,
      details,
    );
  }
  if (holds.texts || node.castTo === STRING_TYPE) {
    throw invalidModel('string_tensor', `Operation ${operator} makes texts`, details);
  }
  if (holds.sparse)
    throw invalidModel('sparse_weights', `Operation ${operator} holds a sparse tensor`, details);
  if (!PICTURE_OPERATORS.has(operator)) {
    throw invalidModel('operator', `Operation ${operator || 'without a name'} is not allowed here`, details);
  }
  for (const tensor of node.tensors)
    checkTensor({ ...tensor, name: tensor.name || (outputs[0] ?? '') }, mostValues);
}

/** A constant's type, size and place: its values have to be in the file, all of them. */
function checkTensor(tensor: OnnxTensor, mostValues: number): void {
  const { name, dims, elementType, external } = tensor;
  if (external) {
    const message = `Weight "${name}" lies in another file; export the model as one file`;
    throw refused('external_data', message, name);
  }
  if (elementType === STRING_TYPE) throw refused('string_tensor', `Weight "${name}" holds texts`, name);
  const bits = elementBits(elementType);
  if (bits === undefined) {
    throw refused('version', `Weight "${name}" has unknown ${elementTypeName(elementType)}`, name);
  }
  if (dims.some(side => side < 0)) throw refused('damaged', `Weight "${name}" has a negative side`, name);
  const values = dims.reduce((n, side) => n * side, 1);
  if (values > mostValues) throw tooLarge(name, values, mostValues);
  const found = tensor.data ? tensor.data.end - tensor.data.start : 0;
  const needed = bytesNeeded(tensor, values, bits);
  // A written integer has one byte or more.
  if (tensor.data?.as === 'integers' ? found < needed : found !== needed) {
    const message = `Weight "${name}" should have ${needed} bytes, and the file has ${found}`;
    throw invalidModel('weights_size', message, { tensor: name, bytes: needed, found });
  }
}

function bytesNeeded({ data }: OnnxTensor, values: number, bits: number): number {
  if (data?.as === 'floats' || data?.as === 'doubles') {
    const parts = data.as === 'floats' ? 32 : 64;
    // A complex number is written as two.
    return (values * Math.max(1, Math.floor(bits / parts)) * parts) / 8;
  }
  if (data?.as === 'integers') return bits === 4 ? Math.ceil(values / 2) : values;
  return Math.ceil((values * bits) / 8);
}

function tooLarge(name: string, values: number, most: number) {
  const message = `Tensor "${name}" would have ${values} values, more than ${most}`;
  return invalidModel('tensor_too_large', message, { tensor: name, values, most });
}

function refused(reason: InvalidModelReason, message: string, tensor: string) {
  return invalidModel(reason, message, { tensor });
}
