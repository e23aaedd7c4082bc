/** A part of an OpenAPI document, as parsed. */
export type Node = Readonly<Record<string, unknown>>;

/** The document with what it refers to in the place of every `$ref`; for documents whose schemas do not hold themselves. */
export function withoutReferences(document: Node): Node {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref } = value as Node;
    if (typeof $ref === 'string') return plain(found(document, $ref));
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
  };
  return node(plain(document));
}

function found(document: Node, reference: string): unknown {
  return reference
    .replace('#/', '')
    .split('/')
    .reduce<unknown>((part, key) => node(part)[key], document);
}

export function node(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return JSON.stringify(value) ?? 'absent';
}

export function same(a: unknown, b: unknown): boolean {
  return text(a) === text(b);
}

/** A path's parameters, those of the path itself included, by where they stand and what they are called. */
export function parametersOf(path: Node, operation: Node): ReadonlyMap<string, Node> {
  const all = [...list(path.parameters), ...list(operation.parameters)].map(node);
  return new Map(all.map(parameter => [`${parameter.in} ${parameter.name}`, parameter]));
}

export const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
