import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelEntry, ModelFile } from '@backgroundfx/core';
import { FoundryError } from '../errors.ts';
import { diskError } from '../fetch/half-file.ts';
import { type Calibration, parseCalibration } from '../onnx/calibration.ts';
import { convert } from '../onnx/convert.ts';
import { readNetwork } from '../onnx/read-network.ts';

/**
 * Computes all files of a model from its source weights.
 * @param calibrations folder that holds `<id>.calibration.json`
 * @returns file name to bytes, weights first
 * @throws FoundryError `not_found`, `bad_catalogue`, `bad_source`
 */
export async function makeProducts(
  model: ModelEntry,
  source: { readonly bytes: Uint8Array; readonly file: ModelFile },
  calibrations: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
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
