import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelEntry, ModelFile } from '@backgroundfx/core';
import { FoundryError } from '../errors.ts';
import { diskError } from '../fetch/half-file.ts';
import { type Calibration, parseCalibration } from '../onnx/calibration.ts';
import { convert } from '../onnx/convert.ts';
import { readNetwork } from '../onnx/read-network.ts';
import { importTflite } from '../tflite/import-tflite.ts';

/** A model's source weights, and which file of the catalogue they are. */
export interface Source {
  readonly bytes: Uint8Array;
  readonly file: ModelFile;
}

/**
 * Computes all files that the foundry makes for a model from its source weights: `.tflite` files are imported, others are
 * quantised.
 * @param calibrations folder that holds `<id>.calibration.json`, for models that are quantised
 * @returns file name to bytes, weights first
 * @throws FoundryError `not_found`, `bad_catalogue`, `bad_source`
 */
export async function makeProducts(
  model: ModelEntry,
  source: Source,
  calibrations: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  if (source.file.name.endsWith('.tflite')) return importProducts(model, source);
  const calibration = await loadCalibration(model, calibrations);
  const weightsName = model.variants[0]?.weights[0]?.name;
  if (
    !weightsName ||
    model.variants.some(v => v.weights.length !== 1 || v.weights[0]?.name !== weightsName)
  ) {
    throw badModel(model, 'the variants of a model share exactly one weights file');
  }
  const network = readNetwork(source.bytes, model.output.name);
  const { weights, graphs } = convert(network, calibration, weightsName);
  return new Map([[weightsName, weights], ...model.variants.map(v => [v.graph.name, graphs[v.id]] as const)]);
}

/** The one graph of an imported model, which must be what the catalogue says of its input and output. */
function importProducts(model: ModelEntry, { bytes }: Source): Map<string, Uint8Array> {
  const { input: rule, output } = model;
  const [variant, ...others] = model.variants;
  if (variant?.id !== 'fp32' || variant.weights.length > 0 || others.length > 0) {
    throw badModel(model, 'an imported model has one variant, fp32, without weights beside it');
  }
  const imported = importTflite(bytes, { input: rule.name, output: output.name });
  const channels = 'classes' in output ? output.classes.length : 1;
  const { height, width } = imported.input;
  const sizes = [height, width, imported.output.height, imported.output.width];
  if (rule.sizes !== 'fixed' || sizes.some(side => side !== rule.bestSize)) {
    throw badModel(model, `its pictures are of ${width} x ${height} pixels`);
  }
  if (imported.input.channels !== 3 || imported.output.channels !== channels) {
    throw badModel(model, `its output has ${imported.output.channels} channels`);
  }
  const { scales: [scale] = [], zeroPoints: [zero] = [] } = imported.inputQuantisation ?? {};
  if (scale !== undefined && !(rule.mean.every(m => m === zero) && rule.scale.every(s => s === scale))) {
    throw badModel(model, `its input is (v - ${zero}) * ${scale}`);
  }
  return new Map([[variant.graph.name, imported.graph]]);
}

async function loadCalibration(model: ModelEntry, folder: string): Promise<Calibration> {
  const path = join(folder, `${model.id}.calibration.json`);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw diskError(error, path);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new FoundryError('bad_catalogue', path, `${path} is not JSON`, { cause });
  }
  const calibration = parseCalibration(json, path);
  if (
    calibration.model !== model.id ||
    !model.sources.some(s => s.file.sha256 === calibration.sourceSha256)
  ) {
    throw badModel(model, `${path} was measured on other weights; run "npm run models:calibrate"`);
  }
  return calibration;
}

function badModel(model: ModelEntry, reason: string): FoundryError {
  return new FoundryError('bad_catalogue', model.id, `Model "${model.id}": ${reason}`);
}
