import type { Arguments } from './arguments.ts';
import type { Contender } from './contender.ts';
import { engineContender } from './engine-contender.ts';
import { GraphStore } from './graph-store.ts';
import { imglyContender } from './peer-contender.ts';
import { plainContender } from './plain-contender.ts';
import { storedContender } from './stored-contender.ts';

/** What was asked for, and how to let go of it. */
export interface Contenders {
  readonly list: readonly Contender[];
  close(): Promise<void>;
}

/** Everything that was asked for, the plain networks first and others' at the end. */
export function makeContenders(args: Arguments): Contenders {
  const { models, qualities, refinements, second, plain, predictions, keep } = args;
  const graphs = new GraphStore();
  const peer = args.peer && keep !== undefined ? imglyContender(keep) : undefined;
  return {
    list: [
      ...models.flatMap(model => plain.map(variant => plainContender(graphs, model, variant))),
      ...models.flatMap(model =>
        qualities.flatMap(quality =>
          refinements.map(refinement => engineContender(graphs, { model, second, quality, refinement })),
        ),
      ),
      ...(predictions === undefined ? [] : [storedContender(predictions, 'predictions')]),
      ...(peer ? [peer] : []),
    ],
    async close() {
      await peer?.close();
      await graphs.close();
    },
  };
}
