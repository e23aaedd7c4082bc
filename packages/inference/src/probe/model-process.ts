import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { EngineError, invalidModel } from '@backgroundfx/core';
import { type Frame, FrameReader, FrameTooLong, piecesOf } from './frames.ts';
import { ANSWER_DESCRIPTOR, residentBytes, saysOutOfMemory, spawnLimited } from './limited-process.ts';

/** What a model of a user's own may take while it is used. */
export interface RunLimits {
  /** Of one run, and of opening. */
  readonly milliseconds: number;
  /** Memory of its process, its start (about 100 MB) included. */
  readonly memoryBytes: number;
  /** Threads of one run. */
  readonly threads: number;
}

/** What a process is asked, and how long for. */
export interface Question {
  /** Absent: it is only listened to. */
  readonly header?: object;
  /** Borrowed until the answer comes. */
  readonly data?: Float32Array;
  /** The most bytes of numbers that the answer may have. */
  readonly mostBytes?: number;
  readonly milliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

interface Waiting {
  resolve(frame: Frame): void;
  reject(error: Error): void;
}

const ENTRY = fileURLToPath(new URL('./run.child.mjs', import.meta.url));
const WATCH_MS = 50;
const STDERR_KEPT = 4096;
/** A process that nobody ends ends by itself after so much work; its host ends it long before. */
const LIFE_SECONDS = 900;

/** A process that runs one model, asked one question at a time. Any broken limit ends it, and it stays ended. */
export class ModelProcess {
  /** Milliseconds that it has worked for. */
  workedMs = 0;
  readonly #child: ChildProcess;
  readonly #limits: RunLimits;
  readonly #reader = new FrameReader();
  readonly #closed: Promise<void>;
  #stderr = '';
  #end: EngineError | undefined;
  #waiting: Waiting | undefined;

  /** @param entry of the process, for tests */
  constructor(limits: RunLimits, entry = ENTRY) {
    const { memoryBytes, milliseconds, threads } = limits;
    const cpuSeconds = (LIFE_SECONDS + milliseconds / 1000) * (threads + 1);
    this.#limits = limits;
    const child = spawnLimited(entry, { memoryBytes, cpuSeconds });
    this.#child = child;
    // A process that dies early does not read its question.
    child.stdin?.on('error', () => undefined);
    child.stderr?.on('data', (piece: Buffer) => {
      this.#stderr = (this.#stderr + piece.toString('latin1')).slice(-STDERR_KEPT);
    });
    (child.stdio[ANSWER_DESCRIPTOR] as Readable).on('data', (piece: Buffer) => this.#take(piece));
    this.#closed = new Promise(resolve => {
      child.once('error', cause => {
        this.#fail(new EngineError('worker_died', 'The process of a model cannot be started', { cause }));
        resolve();
      });
      child.once('close', (code, signal) => {
        this.#fail(this.#diedOf(signal ?? `code ${code}`));
        resolve();
      });
    });
  }

  /** Memory that it has in use; 0 where the system does not tell. */
  get residentBytes(): number {
    return this.#end ? 0 : residentBytes(this.#child.pid);
  }

  /** Whether it can be asked no more. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  /**
   * @throws EngineError `invalid_model` with `timeout`, `memory`, `answer_shape` or `crashed` as its reason; `cancelled`;
   *   `worker_died`. The process has ended then.
   */
  async ask({ header, data, mostBytes = 0, milliseconds, signal }: Question): Promise<Frame> {
    if (this.#end) throw this.#end;
    const answer = new Promise<Frame>((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
    this.#reader.mostBytes = mostBytes;
    const started = performance.now();
    const clock = setTimeout(() => this.#fail(tooSlow(milliseconds)), milliseconds);
    const watch = setInterval(() => {
      if (residentBytes(this.#child.pid) > this.#limits.memoryBytes) this.#fail(this.#tooLarge());
    }, WATCH_MS);
    const cancel = () => this.#fail(new EngineError('cancelled', 'Cancelled', { cause: signal?.reason }));
    if (signal?.aborted) cancel();
    else signal?.addEventListener('abort', cancel, { once: true });
    try {
      if (header) for (const piece of piecesOf(header, data)) this.#child.stdin?.write(piece);
      return await answer;
    } finally {
      this.workedMs += performance.now() - started;
      this.#waiting = undefined;
      clearTimeout(clock);
      clearInterval(watch);
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Ends it, whatever it does; resolves when it is gone. */
  async kill(): Promise<void> {
    this.#fail(new EngineError('cancelled', 'The model was closed'));
    await this.#closed;
  }

  #take(piece: Buffer): void {
    try {
      const frame = this.#reader.push(piece);
      if (!frame) return;
      if (!this.#waiting) throw new FrameTooLong();
      this.#waiting.resolve(frame);
    } catch (error) {
      const message = 'The answer of the model has another shape than it had when it was tried';
      const why = error instanceof FrameTooLong ? 'answer_shape' : 'crashed';
      this.#fail(invalidModel(why, message, {}, error));
    }
  }

  #fail(error: EngineError): void {
    this.#end ??= error;
    this.#child.kill('SIGKILL');
    this.#waiting?.reject(this.#end);
  }

  #diedOf(how: string): EngineError {
    if (how === 'SIGXCPU') return tooSlow(this.#limits.milliseconds);
    if (saysOutOfMemory(this.#stderr)) return this.#tooLarge();
    return invalidModel('crashed', `The process of the model ended with ${how}`, { how }, this.#stderr);
  }

  #tooLarge(): EngineError {
    const { memoryBytes } = this.#limits;
    return invalidModel('memory', `The model needs more than ${memoryBytes} bytes of memory`, {
      memoryBytes,
    });
  }
}

function tooSlow(milliseconds: number): EngineError {
  return invalidModel('timeout', `The model took longer than ${milliseconds} ms`, { milliseconds });
}
