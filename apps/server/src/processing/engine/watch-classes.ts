import { type ClassShare, type OutputRule, readClasses, type SegmentationSession } from '@backgroundfx/core';

/** A session, and what its network found. */
export interface WatchedSession {
  readonly session: SegmentationSession;
  /** The classes of the first run, which is of the whole picture; none before it, and where the network tells none apart. */
  found(): readonly ClassShare[];
}

/** Looks at what a network of classes answers: the pipeline makes one matte of all of them. Borrows `session`. */
export function watchClasses(session: SegmentationSession, rule: OutputRule): WatchedSession {
  let found: readonly ClassShare[] | undefined;
  return {
    session: {
      async run(input, options) {
        const answer = await session.run(input, options);
        found ??= readClasses(answer, rule);
        return answer;
      },
      dispose: () => session.dispose(),
    },
    found: () => found ?? [],
  };
}
