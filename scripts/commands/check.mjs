import {
  checkClientTypes,
  checkGenerated,
  checkOpenApi,
  checkSizes,
  checkSources,
  checkTypes,
  runTool,
} from '../lib/checks.mjs';
import { buildEditor } from '../lib/editor.mjs';
import { buildModels } from '../lib/models.mjs';
import { installPackages } from '../lib/packages.mjs';
import { StepError } from '../lib/step-error.mjs';
import { exitCodeOf, runSteps, seconds } from '../lib/steps.mjs';

const BIOME = '@biomejs/biome/bin/biome';
const ROOMS = ['apps', 'packages', 'models', 'e2e', 'bench', 'scripts'];

/** @type {readonly { name: string, check: () => Promise<string | void> }[]} */
const CHECKS = [
  { name: 'format', check: () => runTool(BIOME, 'format') },
  { name: 'lint, no warning', check: () => runTool(BIOME, 'lint', '--error-on-warnings') },
  { name: 'types, every runtime', check: checkTypes },
  {
    name: 'import rules and cycles',
    check: () =>
      runTool(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        ...ROOMS,
        '--config',
        '.dependency-cruiser.mjs',
        '--output-type',
        'err-long',
      ),
  },
  { name: 'source rules', check: checkSources },
  { name: 'generated files: models match the catalogue', check: checkGenerated },
  { name: 'generated files: openapi.json matches the routes', check: checkOpenApi },
  { name: 'generated files: the types of the SDK match the document', check: checkClientTypes },
  { name: 'size budgets', check: checkSizes },
];

/** `npm run check`: everything that can be judged without running a test. Goes on after a failure, to tell all. */
export function main() {
  return exitCodeOf(async () => {
    await runSteps([installPackages, buildModels, buildEditor]);
    let failed = 0;
    for (const { name, check } of CHECKS) {
      const started = performance.now();
      try {
        const result = await check();
        process.stdout.write(`✓ ${name} (${seconds(started)})\n${result ? `${result}\n` : ''}`);
      } catch (error) {
        if (!(error instanceof StepError)) throw error;
        failed++;
        process.stdout.write(`✗ ${name} (${seconds(started)})\n${error.output || error.message}\n`);
      }
    }
    process.stdout.write(
      failed === 0 ? 'All checks passed\n' : `${failed} of ${CHECKS.length} checks failed\n`,
    );
    return failed === 0 ? 0 : 1;
  });
}
