import type { Arguments } from './arguments.ts';
import type { Contender } from './contender.ts';
import { engineContender } from './engine-contender.ts';
import type { GraphStore } from './graph-store.ts';
import { plainContender } from './plain-contender.ts';
import { storedContender } from './stored-contender.ts';

/** Everything that was asked for, the plain networks first. */
export function makeContenders(args: Arguments, graphs: GraphStore): Contender[] {
  const { models, qualities, refinements, second, plain, predictions } = args;
  return [
    ...models.flatMap(model => plain.map(variant => plainContender(graphs, model, variant))),
    ...models.flatMap(model =>
      qualities.flatMap(quality =>
        refinements.map(refinement => engineContender(graphs, { model, second, quality, refinement })),
      ),
    ),
    ...(predictions === undefined ? [] : [storedContender(predictions, 'predictions')]),
  ];
}
