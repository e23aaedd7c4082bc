import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openApiDocument } from '../src/document.ts';
import { mutationsOf } from './mutations.ts';
import { type Node, withoutReferences } from './plain-document.ts';
import { EXCEPTIONS, NOT_SERVED_YET } from './seed-exceptions.ts';
import { contradictions } from './superset.ts';

/** The owner's own description of the API lies beside the project; a checkout alone does not hold it. */
const SEED = join(import.meta.dirname, '../../../../shared/contract/seed.openapi.yaml');

const seedDocument = existsSync(SEED) ? withoutReferences(parse(readFileSync(SEED, 'utf8'))) : undefined;
const served = () => withoutReferences(JSON.parse(JSON.stringify(openApiDocument())));

/** What is wrong beside what is allowed to be. */
const faults = (seed: Node, ours: Node) =>
  contradictions(seed, ours).filter(fault => !Object.hasOwn(EXCEPTIONS, fault));

/** The description with fewer operations, and without the headings and schemas that only they need. */
function withoutOperations(document: Node, operations: readonly string[]): Node {
  const left = JSON.parse(JSON.stringify(document));
  for (const operation of operations) {
    const [method = '', path = ''] = operation.split(' ');
    delete left.paths[path][method];
  }
  const said = JSON.stringify(left.paths);
  left.tags = left.tags.filter(({ name }: { name: string }) => said.includes(`["${name}"]`));
  for (const [name, schema] of Object.entries(left.components.schemas)) {
    if (!said.includes(JSON.stringify(schema))) delete left.components.schemas[name];
  }
  for (const [path, methods] of Object.entries(left.paths)) {
    if (Object.keys(methods as Node).length === 0) delete left.paths[path];
  }
  return left;
}

describe.skipIf(!seedDocument)("the owner's description (skipped where it is not)", () => {
  const whole = seedDocument as Node;
  const seed = withoutOperations(whole, NOT_SERVED_YET);

  it('is served as it is, and more', () => {
    expect(faults(seed, served())).toEqual([]);
  });

  it('is departed from only where that is written down', () => {
    const all = contradictions(seed, served());
    expect(Object.keys(EXCEPTIONS).filter(line => !all.includes(line))).toEqual([]);
    for (const reason of Object.values(EXCEPTIONS)) expect(reason).toMatch(/\w{3,} \w+/);
  });

  it('is served but for what is named, and nothing is named that is served', () => {
    const missing = contradictions(whole, served()).filter(fault => /^\w+ \/\S+: is missing$/.test(fault));
    expect(missing).toEqual(NOT_SERVED_YET.map(operation => `${operation}: is missing`));
  });

  it('is missed wherever anything of it is taken away or changed', () => {
    const ours = JSON.stringify(served());
    const unseen: string[] = [];
    const mutations = mutationsOf(seed);
    for (const { what, apply } of mutations) {
      const spoilt = JSON.parse(ours);
      apply(spoilt);
      if (faults(seed, spoilt).length === 0) unseen.push(what);
    }
    expect(unseen).toEqual([]);
    expect(mutations.length).toBeGreaterThan(300);
  });
});
