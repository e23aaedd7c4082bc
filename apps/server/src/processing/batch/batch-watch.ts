import { EventEmitter } from 'node:events';

/** Tells those who wait within this process that something has happened to a batch. */
export class BatchWatch {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  changed(batchId: string): void {
    this.#emitter.emit(batchId);
  }

  /** Resolves at the next change, after `withinMs`, or when the signal fires; whichever comes first. */
  next(batchId: string, withinMs: number, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        clearTimeout(timer);
        this.#emitter.off(batchId, done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, withinMs);
      this.#emitter.on(batchId, done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }
}
