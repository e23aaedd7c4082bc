import { customModelRules, packed, suggestManifest } from '@backgroundfx/core';
import { inspectOnnxFile } from '@backgroundfx/foundry';
import type { CheckThread } from './model-check.api.ts';

/** Checks on the calling thread, which stands still for up to a second over a file that is made to be hard to read. */
export const checkThread: CheckThread = {
  check: ({ path, manifest, name, mostBytes }) =>
    packed(async () => {
      const facts = await inspectOnnxFile(path, { bytes: mostBytes });
      if (!manifest) return { classes: undefined, suggestion: suggestManifest(facts, name) };
      const { output } = customModelRules(manifest, facts);
      return { classes: 'classes' in output ? output.classes : undefined, suggestion: undefined };
    }),
};
