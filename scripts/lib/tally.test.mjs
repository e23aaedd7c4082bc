import { describe, expect, it } from 'vitest';
import { judgeRun, sumTallies, tallyPlaywright, tallyVitest } from './tally.mjs';

const test = (/** @type {string} */ status, fullName = 'a test') => ({ status, fullName });

describe('a tally', () => {
  it("counts vitest's report", () => {
    const report = {
      testResults: [
        {
          name: 'a',
          status: 'failed',
          assertionResults: [test('passed'), test('failed', 'a c'), test('skipped', 'a b')],
        },
        { name: 'b', status: 'passed', assertionResults: [test('passed'), test('todo', 'c')] },
        { name: 'c.test.ts', status: 'failed', message: 'cannot load\nstack', assertionResults: [] },
      ],
    };
    expect(tallyVitest(report)).toEqual({
      passed: 2,
      failed: 2,
      skipped: 2,
      notes: ['failed: a c', 'skipped: a b', 'skipped: c', 'failed: c.test.ts: cannot load'],
    });
  });

  it("counts Playwright's report, with reasons", () => {
    const skipped = { status: 'skipped', annotations: [{ type: 'skip', description: 'no GPU' }] };
    const passed = { status: 'expected', annotations: [] };
    const failed = { status: 'unexpected', annotations: [] };
    const inner = { specs: [{ title: 'webgpu', tests: [skipped] }] };
    const report = {
      stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 },
      errors: [{ message: 'config is broken\nstack' }],
      suites: [
        {
          specs: [
            { title: 'ok', tests: [passed] },
            { title: 'not ok', tests: [failed] },
          ],
          suites: [inner],
        },
      ],
    };
    expect(tallyPlaywright(report)).toEqual({
      passed: 4,
      failed: 2,
      skipped: 1,
      notes: ['failed: config is broken', 'failed: not ok', 'skipped: webgpu (no GPU)'],
    });
  });

  const green = { passed: 1, failed: 0, skipped: 0, notes: [] };
  it.each([
    ['left no report', 1, undefined, 1],
    ['found no test', 0, { ...green, passed: 0 }, 1],
    ['ended with exit code 3', 3, green, 1],
  ])('fails a runner that %s', (why, code, report, failed) => {
    expect(judgeRun('vitest', code, report)).toMatchObject({ failed, notes: [`failed: vitest ${why}`] });
  });

  it('takes a good report as it is, and a bad one once', () => {
    expect(judgeRun('vitest', 0, green)).toEqual(green);
    const red = { ...green, failed: 2 };
    expect(judgeRun('vitest', 1, red)).toEqual(red);
  });

  it('is summed over runners', () => {
    const a = { passed: 1, failed: 2, skipped: 3, notes: ['a'] };
    expect(sumTallies([a, { passed: 10, failed: 20, skipped: 30, notes: ['b'] }])).toEqual({
      passed: 11,
      failed: 22,
      skipped: 33,
      notes: ['a', 'b'],
    });
  });
});
