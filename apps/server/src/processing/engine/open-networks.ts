import { EngineError, type SegmentationSession } from '@backgroundfx/core';
import type { NetworkFile } from './cutout.api.ts';

export interface OpenNetworksOptions {
  /** Opens a network. @throws EngineError */
  readonly open: (file: NetworkFile) => Promise<SegmentationSession>;
  /** Stays open, whatever else is. */
  readonly own: NetworkFile;
  /** How many networks beside its own stay open between tasks. */
  readonly others?: number;
}

/**
 * A network takes far more memory than its file: what its runs needed is kept for the next. Measured with two threads,
 * after two runs: ISNet in int8 270 MB, U²-Net-P 300 MB, DeepLab 90 MB, ISNet in float 860 MB. Two others hold a second
 * opinion and one model that clients ask for by name; opening one of them again takes 10 to 340 ms.
 */
const OTHERS = 2;

/** The networks that one engine thread has open. Serves one task at a time; `settle` is called between two of them. */
export class OpenNetworks {
  readonly #open: OpenNetworksOptions['open'];
  readonly #own: NetworkFile;
  readonly #others: number;
  /** By key, the least recently used first. */
  readonly #sessions = new Map<string, Promise<SegmentationSession>>();
  /** Keys that the task has asked for. */
  readonly #inUse = new Set<string>();

  constructor({ open, own, others = OTHERS }: OpenNetworksOptions) {
    this.#open = open;
    this.#own = own;
    this.#others = others;
  }

  /** Keys of what is open or being opened, the least recently used first. */
  get keys(): readonly string[] {
    return [...this.#sessions.keys()];
  }

  /**
   * The session of a network, opened if it is not. It is the task's until it settles, and not its to dispose of.
   * @throws EngineError as `open` does
   */
  session(file: NetworkFile): Promise<SegmentationSession> {
    const { key } = file;
    const session = this.#sessions.get(key) ?? this.#openWithRoom(file);
    this.#inUse.add(key);
    this.#sessions.delete(key);
    this.#sessions.set(key, session);
    // What was in the way may have passed when it is asked for again.
    session.catch(() => {
      if (this.#sessions.get(key) === session) this.#sessions.delete(key);
    });
    return session;
  }

  /** Ends a task: closes the networks of these keys, and of the others the least recently used beyond the limit. */
  async settle(unwanted: readonly string[] = []): Promise<void> {
    this.#inUse.clear();
    const others = this.keys.filter(key => key !== this.#own.key && !unwanted.includes(key));
    const beyond = others.slice(0, Math.max(0, others.length - this.#others));
    await this.#close([...unwanted, ...beyond]);
  }

  /** Where memory is short, what this task does not use makes room; the thread's own network stays even so. */
  async #openWithRoom(file: NetworkFile): Promise<SegmentationSession> {
    try {
      return await this.#open(file);
    } catch (error) {
      const idle = this.keys.filter(key => key !== this.#own.key && !this.#inUse.has(key));
      if (!(error instanceof EngineError && error.code === 'out_of_memory') || idle.length === 0) throw error;
      await this.#close(idle);
      return this.#open(file);
    }
  }

  async #close(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const opening = this.#sessions.get(key);
      this.#sessions.delete(key);
      // One that did not open has told whoever asked for it.
      const session = await opening?.catch(() => undefined);
      await session?.dispose();
    }
  }
}
