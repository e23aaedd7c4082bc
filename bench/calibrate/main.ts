/**
 * `npm run models:calibrate`: measures the ranges of a model's activations on pictures, for its int8 graph; with
 * `--check`, how near the built int8 graph comes to the float network, and how much faster it is.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EngineError, findModel, type ModelEntry } from '@backgroundfx/core';
import {
  type Calibration,
  FoundryError,
  foldersOf,
  type Network,
  obtainSource,
  parseCalibration,
  readCatalog,
  readNetwork,
} from '@backgroundfx/foundry';
import { formatCalibration } from './calibration-file.ts';
import { checkFidelity, describeFidelity } from './fidelity.ts';
import { measureRanges } from './measure-ranges.ts';
import { listPictures } from './pictures.ts';

const USAGE = `Measures the ranges of a model's activations on pictures (jpg, png, webp; folders are searched below as well).

  npm run models:calibrate -- <folder> [<folder> ...]           write models/<id>.calibration.json anew
  npm run models:calibrate -- --check <folder> [<folder> ...]   compare the built int8 graph with the float network

  --model ID     which model of the catalogue (isnet)
  --out FILE     write the calibration elsewhere
  --float NODE   a node to leave in float, any number of times; default: those of the calibration there is`;

const MODELS = fileURLToPath(new URL('../../models', import.meta.url));

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        model: { type: 'string', default: 'isnet' },
        out: { type: 'string' },
        float: { type: 'string', multiple: true },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { ...values, folders: positionals };
  } catch {
    return undefined;
  }
}

type Arguments = NonNullable<ReturnType<typeof readArguments>>;

/** Exit codes: 0 done, 1 failed, 2 wrong arguments. */
async function main(): Promise<number> {
  const args = readArguments();
  if (!args || args.help || args.folders.length === 0) {
    (args?.help ? console.log : console.error)(USAGE);
    return args?.help ? 0 : 2;
  }
  try {
    const model = findModel(await readCatalog(MODELS), args.model);
    const pictures = await listPictures(args.folders);
    if (pictures.length === 0) throw new FoundryError('not_found', args.folders[0]!, 'No pictures in there');
    const { bytes } = await obtainSource({ model, cache: foldersOf(MODELS).cache });
    const network = readNetwork(bytes, model.output.name);
    await (args.check ? check : calibrate)(model, network, pictures, args);
    return 0;
  } catch (error) {
    if (!(error instanceof FoundryError || error instanceof EngineError)) throw error;
    console.error(`calibrate: ${error.message}`);
    return 1;
  }
}

async function calibrate(model: ModelEntry, network: Network, pictures: string[], args: Arguments) {
  const kept = join(MODELS, `${model.id}.calibration.json`);
  const path = args.out ?? kept;
  const float = args.float ?? parseCalibration(JSON.parse(await readFile(kept, 'utf8')), kept).float;
  const unknown = float.filter(name => !network.nodes.some(node => node.name === name));
  if (unknown.length > 0) {
    throw new FoundryError('bad_catalogue', path, `The network has no node ${unknown.join(', ')}`);
  }
  console.log(`${pictures.length} pictures, ${float.length} nodes left in float`);
  const ranges = await measureRanges({ network, rule: model.input, pictures, onProgress: showProgress });
  const sourceSha256 = model.sources[0]?.file.sha256 ?? '';
  const calibration: Calibration = { version: 1, model: model.id, sourceSha256, ranges, float };
  await writeFile(path, formatCalibration(calibration));
  console.log(`${Object.keys(ranges).length} ranges written to ${relative(process.cwd(), path)}`);
  if (path === kept) {
    console.log('next: npm run models -- --update-catalog');
    console.log('then: npm run models:calibrate -- --check <folder>');
  }
}

async function check(model: ModelEntry, network: Network, pictures: string[]) {
  const fidelity = await checkFidelity({
    model,
    network,
    dist: foldersOf(MODELS).products,
    pictures,
    onProgress: showProgress,
  });
  console.log(describeFidelity(fidelity));
}

function showProgress(done: number, total: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${done < total ? `${done} of ${total}` : ''}`);
  else if (done === total || done % 20 === 0) console.log(`${done} of ${total}`);
}

process.exitCode = await main();
