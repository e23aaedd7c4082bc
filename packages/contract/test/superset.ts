import { list, METHODS, type Node, node, parametersOf, same, text } from './plain-document.ts';

/** Who reads a schema: what a client may send must not shrink, what it is sent must not change. */
type Reader = 'request' | 'response';

/** Words of a schema that must stay as they are where the owner wrote them. */
export const KEPT_WORDS = [
  'type',
  'format',
  'default',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
] as const;

/** Words that make a schema take less. */
const TIGHTENING = [
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
  'multipleOf',
] as const;

/**
 * What `ours` lacks, or says otherwise, of what `seed` says. Additions are no fault: paths, responses, content types,
 * optional fields; but of a request a limit is, where the seed has none: those that are wanted are named in a list.
 * @param seed an OpenAPI 3.0 document without references
 * @param ours an OpenAPI 3.1 document without references
 * @returns one line a fault, with its place
 */
export function contradictions(seed: Node, ours: Node): string[] {
  const faults: string[] = [];
  for (const { name } of list(seed.tags).map(node)) {
    if (!list(ours.tags).some(tag => node(tag).name === name)) faults.push(`tag ${text(name)} is missing`);
  }
  const [schemas, ownSchemas] = [node(seed.components), node(ours.components)].map(part =>
    node(part.schemas),
  );
  for (const [name, schema] of Object.entries(schemas ?? {})) {
    const own = ownSchemas?.[name];
    if (own === undefined) faults.push(`schema ${name}: is missing`);
    else compareSchemas(schema, own, `schema ${name}`, 'response');
  }
  for (const [path, theirs] of Object.entries(node(seed.paths))) {
    const own = node(node(ours.paths)[path]);
    for (const method of METHODS.filter(name => name in node(theirs))) {
      const place = `${method} ${path}`;
      const operation = node(theirs)[method];
      if (own[method] === undefined) faults.push(`${place}: is missing`);
      else {
        compareOperations(node(operation), node(own[method]), place);
        compareParameters(
          parametersOf(node(theirs), node(operation)),
          parametersOf(own, node(own[method])),
          place,
        );
      }
    }
  }
  return faults;

  function compareOperations(theirs: Node, own: Node, place: string): void {
    const rights = [theirs.security ?? seed.security, own.security ?? ours.security];
    if (!sameRights(list(rights[0]), list(rights[1])))
      faults.push(`${place}: security is ${text(rights[1])}`);
    for (const tag of list(theirs.tags)) {
      if (!list(own.tags).includes(tag)) faults.push(`${place}: tag ${text(tag)} is missing`);
    }
    const [body, ownBody] = [node(theirs.requestBody), node(own.requestBody)];
    if (body.required !== undefined && body.required !== ownBody.required) {
      faults.push(`${place} body: required is ${text(ownBody.required)}`);
    }
    compareContents(body, ownBody, `${place} body`, 'request');
    for (const [status, response] of Object.entries(node(theirs.responses))) {
      const ownResponse = node(own.responses)[status];
      if (ownResponse === undefined) faults.push(`${place} ${status}: is missing`);
      else compareContents(node(response), node(ownResponse), `${place} ${status}`, 'response');
    }
  }

  function compareParameters(
    theirs: ReadonlyMap<string, Node>,
    own: ReadonlyMap<string, Node>,
    place: string,
  ): void {
    for (const [name, parameter] of theirs) {
      const ownParameter = own.get(name);
      if (!ownParameter) faults.push(`${place} ${name}: is missing`);
      else compareSchemas(parameter.schema, ownParameter.schema, `${place} ${name}`, 'request');
    }
    for (const [name, { required = false }] of own) {
      const wanted = theirs.get(name)?.required ?? false;
      if (required !== wanted) faults.push(`${place} ${name}: required is ${text(required)}`);
    }
  }

  function compareContents(theirs: Node, own: Node, place: string, reader: Reader): void {
    for (const [type, media] of Object.entries(node(theirs.content))) {
      const ownMedia = node(own.content)[type];
      if (ownMedia === undefined) faults.push(`${place}: ${type} is missing`);
      else compareSchemas(node(media).schema, node(ownMedia).schema, `${place} ${type}`, reader);
    }
  }

  function compareSchemas(theirs: unknown, own: unknown, place: string, reader: Reader): void {
    const [schema, ownSchema] = [node(theirs), node(own)];
    for (const word of KEPT_WORDS) {
      if (schema[word] !== undefined && !same(schema[word], ownSchema[word])) {
        faults.push(`${place}: ${word} is ${text(ownSchema[word])}, not ${text(schema[word])}`);
      }
    }
    if (reader === 'request') {
      for (const word of TIGHTENING) {
        if (schema[word] === undefined && ownSchema[word] !== undefined) {
          faults.push(`${place}: adds ${word} ${text(ownSchema[word])}`);
        }
      }
    }
    compareWords(schema, ownSchema, place, reader);
    const ownProperties = node(ownSchema.properties);
    for (const [name, property] of Object.entries(node(schema.properties))) {
      if (ownProperties[name] === undefined) faults.push(`${place}.${name}: is missing`);
      else compareSchemas(property, ownProperties[name], `${place}.${name}`, reader);
    }
    if (schema.items !== undefined) compareSchemas(schema.items, ownSchema.items, `${place}[]`, reader);
  }

  function compareWords(schema: Node, ownSchema: Node, place: string, reader: Reader): void {
    const words = list(schema.enum);
    const lost = words.filter(word => !list(ownSchema.enum).includes(word));
    const added = list(ownSchema.enum).filter(word => !words.includes(word));
    if (lost.length > 0) faults.push(`${place}: enum lacks ${text(lost)}`);
    if (reader === 'response' && added.length > 0 && schema.enum) {
      faults.push(`${place}: enum adds ${text(added)}`);
    }
    if (reader === 'request' && added.length > 0 && !schema.enum) {
      faults.push(`${place}: adds enum ${text(added)}`);
    }
    const [required, ownRequired] = [list(schema.required), list(ownSchema.required)];
    const optional = required.filter(name => !ownRequired.includes(name));
    if (optional.length > 0) faults.push(`${place}: ${text(optional)} must be required`);
    const demanded = ownRequired.filter(name => !required.includes(name));
    if (reader === 'request' && demanded.length > 0) {
      faults.push(`${place}: ${text(demanded)} must stay optional`);
    }
  }
}

/** Whether who may call still may, and who may not still may not: other ways to say who calls are no fault. */
function sameRights(theirs: readonly unknown[], own: readonly unknown[]): boolean {
  if (theirs.length === 0 || own.length === 0) return theirs.length === own.length;
  return theirs.every(way => own.some(other => same(way, other)));
}
