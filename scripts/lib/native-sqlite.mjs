import { runNode, runNpm } from './run-command.mjs';
import { StepError } from './step-error.mjs';

/**
 * .npmrc forbids install scripts, and this package's makes the one native module that does not come ready made for every
 * version of Node.
 */
const PACKAGE = 'better-sqlite3';
/** Opening a database is what loads the native part; in a process of its own, because a loaded one stays loaded. */
const PROBE = `new (require('${PACKAGE}'))(':memory:').close()`;

/**
 * What the step needs of the machine; tests give their own.
 * @typedef {object} Machine
 * @property {() => Promise<boolean>} loads whether the module loads under this Node
 * @property {() => Promise<{ output: string }>} build fetches or compiles it
 * @property {(text: string) => void} show tells the person at the keyboard
 */

/** @type {Machine} */
export const thisMachine = {
  loads: async () => (await runNode(['--eval', PROBE], { capture: true })).code === 0,
  build: () => runNpm(['rebuild', PACKAGE, '--ignore-scripts=false'], { capture: true }),
  show: text => process.stdout.write(text),
};

/**
 * Builds SQLite's native module where it is missing or was built for another version of Node.
 * @param {Machine} machine
 * @returns {Promise<boolean>} whether there was something to do
 * @throws {StepError} when it cannot be had; what npm says has been shown by then
 */
export async function buildNativeSqlite({ loads, build, show } = thisMachine) {
  if (await loads()) return false;
  show(
    `Getting SQLite's native module for Node ${process.versions.node}; compiling it takes a minute or two\n`,
  );
  const { output } = await build();
  if (await loads()) return true;
  show(output);
  throw new StepError(
    `${PACKAGE} could not be built (npm says more above). Where no prebuilt binary can be fetched it is compiled, which takes Python 3, make and a C++ compiler`,
  );
}
