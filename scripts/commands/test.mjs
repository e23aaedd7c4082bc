import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensurePortIsFree } from '../../apps/server/src/platform/port.mjs';
import { buildEditor } from '../lib/editor.mjs';
import { installChromium } from '../lib/install-chromium.mjs';
import { buildModels, takeFurtherModels } from '../lib/models.mjs';
import { installPackages } from '../lib/packages.mjs';
import { ROOT } from '../lib/project-root.mjs';
import { runNode } from '../lib/run-command.mjs';
import { StepError } from '../lib/step-error.mjs';
import { exitCodeOf, runSteps } from '../lib/steps.mjs';
import { judgeRun, sumTallies, tallyPlaywright, tallyVitest } from '../lib/tally.mjs';

const PARTS = ['unit', 'browser', 'e2e'];

/**
 * `npm test`: installs and builds what is missing, runs every test, and ends with the sum over all runners.
 * @param {string[]} args parts to run; none means all
 */
export function main(args) {
  return exitCodeOf(async () => {
    const unknown = args.find(arg => !PARTS.includes(arg));
    if (unknown)
      throw new StepError(`No part of the tests is called "${unknown}"; there are ${PARTS.join(', ')}`);
    const parts = args.length > 0 ? args : PARTS;
    await runSteps([installPackages, installChromium, buildModels, takeFurtherModels, buildEditor]);

    const tallies = [];
    const projects = parts.filter(part => part !== 'e2e');
    if (projects.length > 0) tallies.push(await runVitest(projects));
    if (parts.includes('e2e')) tallies.push(await runPlaywright());
    const { passed, failed, skipped, notes } = sumTallies(tallies);
    process.stdout.write(
      ['', ...notes, `${passed} passed, ${failed} failed, ${skipped} skipped`, ''].join('\n'),
    );
    return failed === 0 ? 0 : 1;
  });
}

/** @param {readonly string[]} projects */
async function runVitest(projects) {
  const report = freshReport('vitest.json');
  const { code } = await runNode([
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...projects.flatMap(project => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return judgeRun('vitest', code, readReport(report, tallyVitest));
}

async function runPlaywright() {
  const report = freshReport('playwright.json');
  const port = await ensurePortIsFree({ host: '127.0.0.1', port: 0 });
  const { code } = await runNode(
    [join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json'],
    { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, E2E_PORT: String(port) } },
  );
  return judgeRun('playwright', code, readReport(report, tallyPlaywright));
}

/**
 * A report's path, with no older report there.
 * @param {string} name
 */
function freshReport(name) {
  const path = join(ROOT, '.cache/tests', name);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  return path;
}

/**
 * @template Report
 * @param {string} path
 * @param {(report: Report) => import('../lib/tally.mjs').Tally} tally
 */
function readReport(path, tally) {
  try {
    return tally(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
