import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { ANSWER_DESCRIPTOR, residentBytes, saysOutOfMemory, spawnLimited } from './limited-process.ts';

/** What a process may take. */
export interface ProcessLimits {
  /** From when it is ready to its answer. */
  readonly milliseconds: number;
  /** Memory of its own, its start (about 100 MB) included; see `canLimitMemory` in `limited-process.ts`. */
  readonly memoryBytes: number;
  /** Threads it may keep busy, for the limit of processor time behind the clock's. */
  readonly threads: number;
}

/** How a guarded process ended. */
export type ProcessEnd =
  | { readonly kind: 'answered'; readonly answer: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'cancelled' }
  /** It ended before it was ready for its task; `how` and `stderr` as below. */
  | { readonly kind: 'not started'; readonly how: string; readonly stderr: string }
  /** It ended by itself, without a word; `stderr` is the end of what it printed. */
  | { readonly kind: 'died'; readonly how: string; readonly stderr: string };

const WATCH_MS = 50;
/** Until it is ready; on an overloaded machine a process takes its time to start. */
const START_MS = 60_000;
/** From the end of a process to the end of listening to it. */
const GRACE_MS = 2000;
/** An answer is a page of facts; more than this is no answer. */
const LONGEST_ANSWER = 256 * 1024;
const STDERR_KEPT = 4096;
/** What a process writes before its answer, when it is ready. */
const READY = '.';

/**
 * Runs `file` in a Node process of its own, with the request on standard input, until it has written a full stop, when
 * it is ready, and its answer to file descriptor 3, or broken a limit. The process sees no environment but the search path and the temporary folder, prints
 * nowhere, and is gone when this settles. On Linux the kernel keeps it below `memoryBytes` of data, and what that does not
 * count is watched. Never rejects but when the process cannot be started at all.
 */
export async function runGuarded(
  file: string,
  request: string,
  limits: ProcessLimits,
  signal?: AbortSignal,
): Promise<ProcessEnd> {
  const child = start(file, limits);
  let broken: ProcessEnd | undefined;
  const kill = (why: ProcessEnd) => {
    broken ??= why;
    child.kill('SIGKILL');
  };
  const timeout = () => kill({ kind: 'timeout' });
  let clock = setTimeout(timeout, START_MS);
  const output = collect(child, {
    onReady() {
      clearTimeout(clock);
      clock = setTimeout(timeout, limits.milliseconds);
    },
    onTooLong: () => kill({ kind: 'died', how: 'too long an answer', stderr: '' }),
  });
  const cancel = () => kill({ kind: 'cancelled' });
  const watch = setInterval(() => {
    if (residentBytes(child.pid) > limits.memoryBytes) kill({ kind: 'memory' });
  }, WATCH_MS);
  if (signal?.aborted) cancel();
  else signal?.addEventListener('abort', cancel, { once: true });
  try {
    // A process that dies early does not read its request.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(request);
    const how = await ended(child);
    if (broken?.kind !== 'cancelled' && !output.ready()) {
      return { kind: 'not started', how: broken?.kind ?? how, stderr: output.stderr() };
    }
    return broken ?? verdict(how, output);
  } finally {
    clearTimeout(clock);
    clearInterval(watch);
    signal?.removeEventListener('abort', cancel);
  }
}

/** Outlives neither its parent's end by much nor a clock that does not run. */
function start(file: string, { memoryBytes, milliseconds, threads }: ProcessLimits): ChildProcess {
  const cpuSeconds = ((START_MS + milliseconds) / 1000) * (threads + 1);
  return spawnLimited(file, { memoryBytes, cpuSeconds });
}

interface Listeners {
  readonly onReady: () => void;
  readonly onTooLong: () => void;
}

interface Collected {
  ready(): boolean;
  answer(): string;
  stderr(): string;
}

/** Takes what the process writes, and no more of it than an answer has. */
function collect(child: ChildProcess, { onReady, onTooLong }: Listeners): Collected {
  const pieces: Buffer[] = [];
  let length = 0;
  let stderr = '';
  const answers = child.stdio[ANSWER_DESCRIPTOR] as Readable;
  answers.on('data', (piece: Buffer) => {
    if (length === 0) onReady();
    length += piece.length;
    if (length <= LONGEST_ANSWER) {
      pieces.push(piece);
      return;
    }
    answers.destroy();
    onTooLong();
  });
  child.stderr?.on('data', (piece: Buffer) => {
    stderr = (stderr + piece.toString('latin1')).slice(-STDERR_KEPT);
  });
  return {
    ready: () => pieces[0]?.[0] === READY.charCodeAt(0),
    answer: () => Buffer.concat(pieces).toString('utf8').slice(READY.length),
    stderr: () => stderr,
  };
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // What the process has started may hold on to its streams.
    child.once('exit', () => {
      setTimeout(() => {
        for (const stream of child.stdio) stream?.destroy();
      }, GRACE_MS).unref();
    });
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`));
  });
}

function verdict(how: string, output: Collected): ProcessEnd {
  const answer = output.answer();
  if (how === 'code 0' && answer !== '') return { kind: 'answered', answer };
  if (how === 'SIGXCPU') return { kind: 'timeout' };
  const stderr = output.stderr();
  if (saysOutOfMemory(stderr)) return { kind: 'memory' };
  return { kind: 'died', how, stderr };
}
