import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalog, variantFiles } from './catalog.mjs';
import { EDITOR_DIST } from './editor.mjs';
import { ROOT } from './project-root.mjs';
import { run, runNode } from './run-command.mjs';
import { weigh } from './sizes.mjs';
import { StepError } from './step-error.mjs';

/**
 * Runs one of the installed tools quietly.
 * @param {string} tool path below node_modules
 * @param {readonly string[]} args
 * @throws {StepError} with its output, when it finds fault
 */
export async function runTool(tool, ...args) {
  const { code, output } = await runNode([join(ROOT, 'node_modules', tool), ...args], { capture: true });
  if (code !== 0) throw fault(output);
}

/** @param {string} output */
function fault(output) {
  const error = new StepError('');
  error.output = output;
  return error;
}

export async function checkTypes() {
  const { code, output } = await runNode(['scripts/types.mjs'], { capture: true });
  if (code !== 0) throw fault(output);
}

/** The rules of scripts/rules, over every source file that git knows or would take. */
export async function checkSources() {
  const { checkManifest, checkSource } = await import('../rules/source-rules.mjs');
  const { output } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    capture: true,
  });
  const paths = output.split('\n').filter(path => path && existsSync(join(ROOT, path)));
  const read = (/** @type {string} */ path) => readFileSync(join(ROOT, path), 'utf8');
  const findings = paths.flatMap(path => {
    if (path.endsWith('package.json')) return checkManifest(path, JSON.parse(read(path)));
    return /\.(ts|tsx|mjs)$/.test(path) ? checkSource(path, read(path)) : [];
  });
  if (findings.length === 0) return;
  throw fault(
    findings.map(({ path, line, rule, message }) => `${path}:${line} ${rule}: ${message}`).join('\n'),
  );
}

/**
 * The built models are what the catalogue says, byte for byte: each file of each variant has its size and sha256. Models
 * that are fetched on demand need not be there.
 * @returns {Promise<void>}
 */
export async function checkGenerated() {
  const wrong = [];
  const seen = new Set();
  for (const { variants } of readCatalog().models.filter(({ onDemand }) => !onDemand)) {
    for (const file of variants.flatMap(variantFiles)) {
      if (seen.has(file.name)) continue;
      seen.add(file.name);
      const path = join(ROOT, 'models/dist', file.name);
      const bytes = existsSync(path) ? readFileSync(path) : undefined;
      const sha256 = bytes && createHash('sha256').update(bytes).digest('hex');
      if (bytes?.length === file.bytes && sha256 === file.sha256) continue;
      wrong.push(`models/dist/${file.name}: ${bytes ? 'is not what the catalogue says' : 'is missing'}`);
    }
  }
  if (seen.size === 0) wrong.push('models/catalog.json: lists no file');
  if (wrong.length > 0) throw fault([...wrong, 'Build the models with: npm run models'].join('\n'));
}

/** The committed OpenAPI document is what the routes of the contract say. */
export async function checkOpenApi() {
  const { code, output } = await runNode(
    ['--import', 'tsx', 'packages/contract/scripts/write-openapi.ts', '--check'],
    { capture: true },
  );
  if (code !== 0) throw fault(output);
}

/** The committed types of the SDK are what the committed document says. */
export async function checkClientTypes() {
  const { code, output } = await runNode(
    ['--import', 'tsx', 'packages/client/scripts/write-schema.ts', '--check'],
    { capture: true },
  );
  if (code !== 0) throw fault(output);
}

/** @returns {Promise<string>} the weights, one a line */
export async function checkSizes() {
  const budgets = JSON.parse(readFileSync(join(ROOT, 'scripts/size-budgets.json'), 'utf8'));
  const weights = weigh(budgets, { dist: EDITOR_DIST, catalog: readCatalog() });
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  const lines = weights.map(
    ({ name, bytes, maxBytes, ok }) =>
      `  ${ok ? ' ' : '✗'} ${name.padEnd(24)} ${kilobytes(bytes).padStart(12)} of ${kilobytes(maxBytes)}`,
  );
  if (weights.some(({ ok }) => !ok)) throw fault(lines.join('\n'));
  return lines.join('\n');
}
