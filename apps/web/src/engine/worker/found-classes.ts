import { type OutputRule, readClasses, type SegmentationSession } from '@backgroundfx/core';

/** A session that notes which classes its network sees. */
export interface NotingSession extends SegmentationSession {
  /** Names of all that was seen in any run, largest first; none where the network tells no classes apart. */
  found(): readonly string[];
}

/** Borrows `session`: whoever opened it disposes of it. */
export function notingClasses(session: SegmentationSession, rule: OutputRule): NotingSession {
  const largest = new Map<string, number>();
  return {
    async run(input, options) {
      const answer = await session.run(input, options);
      for (const { name, share } of readClasses(answer, rule)) {
        largest.set(name, Math.max(share, largest.get(name) ?? 0));
      }
      return answer;
    },
    dispose: async () => undefined,
    found: () => [...largest].sort(([, a], [, b]) => b - a).map(([name]) => name),
  };
}
