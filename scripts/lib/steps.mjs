import { EXIT_INTERRUPTED } from './run-command.mjs';
import { Interrupted, StepError } from './step-error.mjs';

/**
 * One thing to do before something else can be done.
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<string>} run resolves with what came of it, in a few words
 */

/**
 * Runs steps one after another, each announced with its number and closed with what came of it.
 * @param {readonly Step[]} steps
 * @throws {StepError} from the step that failed, its name in front
 */
export async function runSteps(steps) {
  for (const [index, { name, run }] of steps.entries()) {
    const label = `[${index + 1}/${steps.length}] ${name}`;
    process.stdout.write(`${label} ...\n`);
    const started = performance.now();
    try {
      const result = await run();
      process.stdout.write(`${label}: ${result} (${seconds(started)})\n`);
    } catch (error) {
      if (error instanceof StepError) error.message = `${name}: ${error.message}`;
      throw error;
    }
  }
}

/** @param {number} started by `performance.now()` */
export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/**
 * Runs a command's body and turns what it throws into one line on stderr and an exit code.
 * @param {() => Promise<number>} body
 * @returns {Promise<number>} exit code
 */
export async function exitCodeOf(body) {
  try {
    return await body();
  } catch (error) {
    if (error instanceof Interrupted) return EXIT_INTERRUPTED;
    if (!(error instanceof Error) || !['StepError', 'StartError'].includes(error.name)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
