import { spawn } from 'node:child_process';
import { npmCommand } from './npm-command.mjs';
import { ROOT } from './project-root.mjs';
import { Interrupted, StepError } from './step-error.mjs';

/** What a shell reports for a command that SIGINT ended. */
export const EXIT_INTERRUPTED = 130;

const PARENT_CHECK_MS = 250;

/** Longer than the server takes to let its answers finish. */
const GRACE_MS = 30_000;
/** npm goes on with an install whatever it is told; one cut short counts as none, and the next start repeats it. */
const NPM_GRACE_MS = 500;

/** Each command that runs, with the time it gets to stop by itself. @type {Map<import('node:child_process').ChildProcess, number>} */
const running = new Map();
let interrupted = false;
let watching = false;

/** From the first command on, SIGINT and SIGTERM end the commands that run, and with them the script. */
function watchSignals() {
  if (watching) return;
  watching = true;
  process.on('SIGINT', stopCommands);
  process.on('SIGTERM', stopCommands);
  if (process.env.npm_lifecycle_event) watchParent();
}

/** Tells every command that runs to stop, ends those that take too long about it, and lets no other one start. */
export function stopCommands() {
  interrupted = true;
  for (const [child, graceMs] of running) {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
  }
}

/**
 * npm hands SIGTERM to the shell between itself and this script, and many a shell dies of it without passing it on.
 * An orphan was meant too.
 */
function watchParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stopCommands();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** @throws {Interrupted} when the person has asked to stop */
export function throwIfInterrupted() {
  if (interrupted) throw new Interrupted('Stopped');
}

/**
 * Runs a program and waits for its end. Its output is shown as it comes, or kept when `capture` is set.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, capture?: boolean, graceMs?: number, shell?: boolean }} [options] `env` is
 *   added to the script's own; `graceMs` is how long it may take to stop when the script is stopped; with `shell`,
 *   `program` is a whole line for the system's shell
 * @returns {Promise<{ code: number, output: string }>} `output` is empty unless captured
 * @throws {StepError} when it cannot be started
 * @throws {Interrupted} when it was stopped by a signal to the script
 */
export async function run(
  program,
  args,
  { env = {}, capture = false, graceMs = GRACE_MS, shell = false } = {},
) {
  watchSignals();
  throwIfInterrupted();
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    shell,
    stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
  });
  running.set(child, graceMs);
  let output = '';
  child.stdout?.on('data', chunk => (output += chunk));
  child.stderr?.on('data', chunk => (output += chunk));
  try {
    const code = await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', exitCode => resolve(exitCode ?? 1));
    });
    // A server that was asked to stop and stopped in good order has not failed.
    if (code !== 0) throwIfInterrupted();
    return { code, output };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    throw new StepError(`Cannot run ${program}: ${/** @type {Error} */ (error).message}`);
  } finally {
    running.delete(child);
  }
}

/**
 * Runs a Node program; see `run`.
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/**
 * Runs npm, the one that runs this script where there is one; see `run`.
 * @param {readonly string[]} args words without spaces
 * @param {{ capture?: boolean }} [options]
 */
export function runNpm(args, { capture = false } = {}) {
  const { program, args: all, shell } = npmCommand(args);
  return run(program, all, { shell, capture, graceMs: NPM_GRACE_MS });
}
