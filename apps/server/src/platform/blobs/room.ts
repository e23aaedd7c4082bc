import { storageFull } from './storage-error.ts';

/** Room on a disk, of which bytes that are still to come take a part before they are there. */
export class Room {
  readonly #free: () => Promise<number>;
  readonly #minFreeBytes: number;
  /** To come, all reservations together. */
  #promised = 0;

  /**
   * @param free tells how many bytes the disk has left now
   * @param minFreeBytes what must be left when all has come
   */
  constructor(free: () => Promise<number>, minFreeBytes: number) {
    this.#free = free;
    this.#minFreeBytes = minFreeBytes;
  }

  /**
   * Keeps room until it is taken or given back.
   * @throws ApiError 503 `storage_full` when the disk would be nearly full after these bytes and those of all others
   */
  async reserve(bytes: number): Promise<Reservation> {
    let left = 0;
    let ended = false;
    const came = (count: number): void => {
      const taken = Math.min(count, left);
      left -= taken;
      this.#promised -= taken;
    };
    const more = async (count: number): Promise<void> => {
      const free = await this.#free();
      if (ended) return;
      // Nobody else is asked between this look and what it leads to.
      const unpromised = free - this.#promised;
      if (unpromised - count < this.#minFreeBytes) {
        throw storageFull(`${free} bytes are free, ${this.#promised} are promised, ${count} are to come`);
      }
      left += count;
      this.#promised += count;
    };
    await more(bytes);
    return {
      get left() {
        return left;
      },
      came,
      more,
      end() {
        ended = true;
        came(left);
      },
    };
  }
}

/** Room that is kept for one upload. */
export interface Reservation {
  /** Bytes that have not come yet. */
  readonly left: number;
  /** To be told of bytes as they come: from now on it is the disk that knows of them. */
  came(bytes: number): void;
  /** Asks for more. Keeps nothing once it has ended. @throws ApiError 503 `storage_full` */
  more(bytes: number): Promise<void>;
  /** Gives back what has not come; to be called whatever happened. A second call does nothing. */
  end(): void;
}
