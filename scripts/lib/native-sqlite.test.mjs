import { describe, expect, it } from 'vitest';
import { buildNativeSqlite, thisMachine } from './native-sqlite.mjs';
import { StepError } from './step-error.mjs';

/**
 * A machine that notes what is asked of it.
 * @param {{ before: boolean, after: boolean }} state whether the module loads before and after a build
 */
function machine({ before, after }) {
  let built = false;
  /** @type {string[]} */
  const shown = [];
  return {
    shown,
    wasBuilt: () => built,
    loads: async () => (built ? after : before),
    build: async () => {
      built = true;
      return { output: 'what npm says\n' };
    },
    show: (/** @type {string} */ text) => void shown.push(text),
  };
}

const NOTICE = /^Getting SQLite's native module for Node \d+\.\d+\.\d+; .*\n$/;
const FAILURE = new StepError(
  'better-sqlite3 could not be built (npm says more above). Where no prebuilt binary can be fetched it is compiled, which takes Python 3, make and a C++ compiler',
);

describe("SQLite's native module", () => {
  it('is left alone where it loads', async () => {
    const ready = machine({ before: true, after: true });
    expect(await buildNativeSqlite(ready)).toBe(false);
    expect([ready.wasBuilt(), ready.shown]).toEqual([false, []]);
  });

  it('is built where it does not, without a word of npm', async () => {
    const fresh = machine({ before: false, after: true });
    expect(await buildNativeSqlite(fresh)).toBe(true);
    expect([fresh.wasBuilt(), fresh.shown]).toEqual([true, [expect.stringMatching(NOTICE)]]);
  });

  it('is told to be missing when it cannot be built', async () => {
    const broken = machine({ before: false, after: false });
    await expect(buildNativeSqlite(broken)).rejects.toThrow(FAILURE);
    expect(broken.shown).toEqual([expect.stringMatching(NOTICE), 'what npm says\n']);
  });

  it('loads under this very Node', async () => {
    const { wasBuilt, ...rest } = machine({ before: false, after: false });
    expect(await buildNativeSqlite({ ...rest, loads: thisMachine.loads })).toBe(false);
    expect(wasBuilt()).toBe(false);
  });
});
