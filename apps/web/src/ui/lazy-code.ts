import type { ComponentType } from 'react';

/** A component whose code is fetched when it is first shown; `LazyPart` and `LazyDialog` show it. */
export interface LazyCode<Props> {
  /** Null until it was fetched. */
  readonly here: () => ComponentType<Props> | null;
  /** A failure is not remembered: the next call asks again. */
  readonly fetch: () => Promise<ComponentType<Props>>;
}

/**
 * In the place of React's `lazy` for what the page can do without: that remembers for good that code did not arrive, and throws it
 * at the whole page.
 */
export function lazyCode<Props>(load: () => Promise<ComponentType<Props>>): LazyCode<Props> {
  let here: ComponentType<Props> | null = null;
  return {
    here: () => here,
    async fetch() {
      here ??= await load();
      return here;
    },
  };
}
