/**
 * What a test runner's JSON report comes down to.
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} notes one line for each test that failed or was skipped, and for what broke outside of tests
 */

/**
 * The parts of vitest's JSON report that count.
 * @typedef {{ status: string, fullName: string }} VitestTest
 * @typedef {{ status: string, name: string, message?: string, assertionResults: VitestTest[] }} VitestFile
 * @typedef {{ testResults: VitestFile[] }} VitestReport
 */

/**
 * The parts of Playwright's JSON report that count.
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ title: string, tests: { status: string, annotations: Annotation[] }[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
 * @typedef {{ expected: number, flaky: number, unexpected: number, skipped: number }} Stats
 * @typedef {{ stats: Stats, errors: { message?: string }[], suites?: Suite[] }} PlaywrightReport
 */

/** @returns {Tally} */
const nothing = () => ({ passed: 0, failed: 0, skipped: 0, notes: [] });

/**
 * Counts vitest's JSON report. A file that failed to load has no tests, and counts as one failure.
 * @param {VitestReport} report
 * @returns {Tally}
 */
export function tallyVitest(report) {
  const tally = nothing();
  for (const file of report.testResults) {
    if (file.status === 'failed' && file.assertionResults.every(isNotFailed)) {
      tally.failed++;
      tally.notes.push(`failed: ${file.name}: ${String(file.message).split('\n')[0]}`);
    }
    for (const test of file.assertionResults) {
      if (test.status === 'passed') tally.passed++;
      else if (test.status === 'failed') {
        tally.failed++;
        tally.notes.push(`failed: ${test.fullName}`);
      } else {
        tally.skipped++;
        tally.notes.push(`skipped: ${test.fullName}`);
      }
    }
  }
  return tally;
}

/** @param {{ status: string }} test */
function isNotFailed(test) {
  return test.status !== 'failed';
}

/**
 * Counts Playwright's JSON report.
 * @param {PlaywrightReport} report
 * @returns {Tally}
 */
export function tallyPlaywright(report) {
  const tally = nothing();
  tally.passed = report.stats.expected + report.stats.flaky;
  tally.failed = report.stats.unexpected;
  tally.skipped = report.stats.skipped;
  for (const error of report.errors) {
    tally.failed++;
    tally.notes.push(`failed: ${String(error.message).split('\n')[0]}`);
  }
  for (const { title, tests } of specsOf(report.suites)) {
    for (const { status, annotations } of tests) {
      if (status === 'unexpected') tally.notes.push(`failed: ${title}`);
      if (status !== 'skipped') continue;
      const reason = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
      tally.notes.push(`skipped: ${title}${reason ? ` (${reason})` : ''}`);
    }
  }
  return tally;
}

/**
 * @param {Suite[]} suites
 * @returns {Spec[]}
 */
function specsOf(suites = []) {
  return suites.flatMap(suite => [...(suite.specs ?? []), ...specsOf(suite.suites)]);
}

/**
 * What a runner's run counts for. Without a report, without a test, or with an exit code that its report does not
 * explain, it counts as a failure of its own.
 * @param {string} runner
 * @param {number} exitCode
 * @param {Tally | undefined} report
 * @returns {Tally}
 */
export function judgeRun(runner, exitCode, report) {
  const tally = report ?? nothing();
  const broke = (/** @type {string} */ why) => ({
    ...tally,
    failed: tally.failed + 1,
    notes: [...tally.notes, `failed: ${runner} ${why}`],
  });
  if (!report) return broke('left no report');
  if (exitCode !== 0 && tally.failed === 0) return broke(`ended with exit code ${exitCode}`);
  if (tally.passed + tally.failed + tally.skipped === 0) return broke('found no test');
  return tally;
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sumTallies(tallies) {
  const sum = nothing();
  for (const { passed, failed, skipped, notes } of tallies) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
    sum.notes.push(...notes);
  }
  return sum;
}
