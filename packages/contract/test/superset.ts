/** A part of an OpenAPI document, as parsed. */
type Node = Readonly<Record<string, unknown>>;

/** Who reads a schema: what a client may send must not shrink, what it is sent must not change. */
type Reader = 'request' | 'response';

/** Limits that must stay as they are where the owner set them. */
const KEPT = [
  'type',
  'format',
  'default',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
];
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/**
 * What `ours` lacks, or says otherwise, of what `seed` says about the paths that both have. Additions are no fault:
 * paths, responses, content types, optional fields, limits where the seed has none.
 * @param seed an OpenAPI 3.0 document
 * @param ours an OpenAPI 3.1 document
 * @returns one line a fault, with its place
 */
export function contradictions(seed: Node, ours: Node): string[] {
  const faults: string[] = [];
  const paths = node(seed.paths);
  for (const [path, theirs] of Object.entries(paths)) {
    const own = node(ours.paths)[path];
    if (own === undefined) continue;
    for (const method of METHODS.filter(name => name in node(theirs))) {
      const place = `${method} ${path}`;
      const operation = node(own)[method];
      if (operation === undefined) faults.push(`${place}: is missing`);
      else compareOperations(node(node(theirs)[method]), node(operation), place);
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
    const body = resolve(seed, theirs.requestBody);
    const ownBody = resolve(ours, own.requestBody);
    if (body.required !== undefined && body.required !== ownBody.required) {
      faults.push(`${place} body: required is ${text(ownBody.required)}`);
    }
    compareContents(body, ownBody, `${place} body`, 'request');
    for (const [status, response] of Object.entries(node(theirs.responses))) {
      const ownResponse = node(own.responses)[status];
      if (ownResponse === undefined) faults.push(`${place} ${status}: is missing`);
      else
        compareContents(
          resolve(seed, response),
          resolve(ours, ownResponse),
          `${place} ${status}`,
          'response',
        );
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
    const schema = resolve(seed, theirs);
    const ownSchema = resolve(ours, own);
    for (const word of KEPT) {
      if (schema[word] !== undefined && !same(schema[word], ownSchema[word])) {
        faults.push(`${place}: ${word} is ${text(ownSchema[word])}, not ${text(schema[word])}`);
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

/** Follows a `$ref` into the document's components. */
function resolve(document: Node, value: unknown): Node {
  const { $ref } = node(value);
  if (typeof $ref !== 'string') return node(value);
  let found: unknown = document;
  for (const key of $ref.replace('#/', '').split('/')) found = node(found)[key];
  return node(found);
}

function node(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function same(a: unknown, b: unknown): boolean {
  return text(a) === text(b);
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'absent';
}
