import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EngineError, findModel } from '@backgroundfx/core';
import { FoundryError } from './errors.ts';
import { describeModels, modelsToAdd } from './model-list.ts';
import { type BuildOptions, buildModels } from './store/build-models.ts';
import { readCatalog } from './store/catalog-file.ts';
import { createModelStore } from './store/model-store.ts';
import type { BuildProgress } from './store/progress.ts';
import { updateCatalog } from './store/update-catalog.ts';

const USAGE = `Brings the models of models/catalog.json into models/dist.

  npm run models                      those of every installation
  npm run models -- list              what there is, and what is installed
  npm run models -- add u2net         some more, by name
  npm run models -- isnet             only these, by name
  npm run models -- --update-catalog  for maintainers: build anew, write sizes and hashes to the catalogue

MODEL_MIRROR: a folder or http(s) address that holds models or their source weights, asked first.`;

/** Exit codes: 0 done, 1 failed, 2 wrong arguments, 130 interrupted. */
async function main(): Promise<number> {
  const args = readArguments();
  if (args === undefined || args.values.help) {
    (args ? console.log : console.error)(USAGE);
    return args ? 0 : 2;
  }
  const dir = fileURLToPath(new URL('../../../models', import.meta.url));
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const lines = new ProgressLines();
  const [command, ...names] = args.positionals;
  const mirror = process.env.MODEL_MIRROR || undefined;
  const started = performance.now();
  try {
    const catalog = await readCatalog(dir);
    const common = { catalog, dir, mirror, signal: stop.signal, onProgress: lines.show };
    if (args.values['update-catalog']) {
      await updateCatalog(common);
      lines.end(`catalogue updated in ${seconds(started)}`);
    } else if (command === 'list') {
      const store = createModelStore({ catalog, dir, mirror, autoDownload: false });
      console.log(describeModels(await store.list()));
    } else if (command === 'add') {
      return await addModels(common, names, lines);
    } else {
      const ids = args.positionals.length > 0 ? { ids: args.positionals } : {};
      const results = await buildModels({ ...common, ...ids });
      lines.end(`${results.map(({ id, how }) => `${id} ${how}`).join(', ')} (${seconds(started)})`);
    }
    return 0;
  } catch (error) {
    lines.end();
    if (error instanceof FoundryError && error.code === 'cancelled') return 130;
    if (!(error instanceof FoundryError || error instanceof EngineError)) throw error;
    console.error(`models: ${error.message}`);
    return error instanceof EngineError ? 2 : 1;
  }
}

/** Goes on with the other models when one cannot be had. */
async function addModels(
  { catalog, dir, mirror, signal, onProgress }: BuildOptions,
  names: readonly string[],
  lines: ProgressLines,
): Promise<number> {
  const models = modelsToAdd(
    catalog,
    names.map(name => findModel(catalog, name)),
  );
  if (models.length === 0)
    throw new EngineError('invalid_argument', 'Which models? "npm run models -- list" names them');
  const store = createModelStore({ catalog, dir, mirror, autoDownload: true });
  let code = 0;
  for (const { id } of models) {
    try {
      const { variant, how } = await store.ensure(id, { signal, onProgress });
      lines.end(`${id} ${variant.id} ${how}`);
    } catch (error) {
      lines.end();
      if (!(error instanceof EngineError)) throw error;
      if (error.code === 'cancelled') return 130;
      const reason = error.cause instanceof FoundryError ? error.cause.message : error.message;
      const advice = `Without the network, set MODEL_MIRROR to a folder that holds ${error.details.files}`;
      console.error(`models: ${id}: ${reason}\n${advice}`);
      code = 1;
    }
  }
  return code;
}

function readArguments() {
  const options = { 'update-catalog': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch {
    return undefined;
  }
}

function seconds(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/** On a terminal one line that is rewritten; elsewhere, a line every two seconds. */
class ProgressLines {
  readonly #terminal = process.stdout.isTTY === true;
  #step = '';
  #last = Number.NEGATIVE_INFINITY;

  readonly show = (progress: BuildProgress): void => {
    const step = `${progress.step} ${progress.file}`;
    const now = performance.now();
    const due = step !== this.#step || now - this.#last >= (this.#terminal ? 100 : 2000);
    if (!due && progress.done < progress.total) return;
    this.#step = step;
    this.#last = now;
    const line = `models: ${describe(progress)}`;
    if (this.#terminal) process.stdout.write(`\r\x1b[2K${line.slice(0, process.stdout.columns - 1)}`);
    else console.log(line);
  };

  /** Ends the line in work, and says what came of it. */
  end(result?: string): void {
    if (this.#terminal) process.stdout.write('\r\x1b[2K');
    if (result) console.log(`models: ${result}`);
  }
}

function describe({ step, file, from, done, total }: BuildProgress): string {
  if (step === 'convert') return `building ${file}, ${done} of ${total} files written`;
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  const verb = step === 'fetch' ? 'fetching' : 'unpacking';
  const percent = Math.floor((100 * done) / total);
  return `${verb} ${file} from ${from}: ${megabytes(done)} of ${megabytes(total)} MB (${percent} %)`;
}

process.exitCode = await main();
