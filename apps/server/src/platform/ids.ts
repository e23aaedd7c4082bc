import { randomUUID } from 'node:crypto';

/** New ids, as a port: tests count. */
export interface Ids {
  /** A UUID that nothing else has. */
  next(): string;
}

export const randomIds: Ids = { next: () => randomUUID() };
