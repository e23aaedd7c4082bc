import { list, METHODS, type Node, node, parametersOf } from './plain-document.ts';
import { KEPT_WORDS } from './superset.ts';

/** One thing of the seed's taken away from, or spoilt in, another document. */
export interface Mutation {
  readonly what: string;
  /** Changes a copy of a document without references, in place. */
  apply(document: Node): void;
}

type Path = readonly string[];
type Loose = Record<string, unknown>;

/** Every thing that the seed says and that a document could lose, as a change of such a document. */
export function mutationsOf(seed: Node): Mutation[] {
  const mutations: Mutation[] = [];
  for (const name of Object.keys(node(node(seed.components).schemas))) {
    remove(['components', 'schemas', name]);
  }
  list(seed.tags).forEach(tag => {
    const { name } = node(tag);
    add(`tag ${name} is gone`, document => {
      (document as Loose).tags = list(document.tags).filter(own => node(own).name !== name);
    });
  });
  for (const [path, item] of Object.entries(node(seed.paths))) {
    remove(['paths', path]);
    for (const method of METHODS.filter(name => name in node(item))) {
      const operation = node(node(item)[method]);
      const place = ['paths', path, method];
      remove(place);
      remove([...place, 'tags']);
      set(
        [...place, 'security'],
        list(operation.security ?? seed.security).length === 0 ? [{ Other: [] }] : [],
      );
      for (const name of parametersOf(node(item), operation).keys()) parameter(place, name, item, operation);
      if (operation.requestBody) {
        remove([...place, 'requestBody']);
        set([...place, 'requestBody', 'required'], false);
        contents([...place, 'requestBody'], node(operation.requestBody));
      }
      for (const [status, response] of Object.entries(node(operation.responses))) {
        remove([...place, 'responses', status]);
        contents([...place, 'responses', status], node(response));
      }
    }
  }
  return mutations;

  function add(what: string, apply: Mutation['apply']): void {
    mutations.push({ what, apply });
  }

  function remove(path: Path): void {
    const last = path.at(-1) ?? '';
    add(`${path.join(' ')} is gone`, document => {
      delete at(document, path.slice(0, -1))[last];
    });
  }

  function set(path: Path, value: unknown): void {
    add(`${path.join(' ')} is ${JSON.stringify(value)}`, document => {
      at(document, path.slice(0, -1))[path.at(-1) ?? ''] = value;
    });
  }

  function parameter(place: Path, name: string, item: unknown, operation: Node): void {
    const theirs = node(parametersOf(node(item), operation).get(name));
    const own = (document: Node) => {
      const holder = at(document, place);
      return list(holder.parameters)
        .map(node)
        .find(other => `${other.in} ${other.name}` === name) as Loose;
    };
    add(`${place.join(' ')} ${name} is gone`, document => {
      const holder = at(document, place);
      holder.parameters = list(holder.parameters).filter(other => other !== own(document));
    });
    add(`${place.join(' ')} ${name} is required the other way`, document => {
      own(document).required = !(theirs.required ?? false);
    });
    for (const { what, apply } of schemaMutations(node(theirs.schema), [])) {
      add(`${place.join(' ')} ${name} ${what}`, document => apply(node(own(document).schema)));
    }
  }

  function contents(place: Path, holder: Node): void {
    for (const [type, media] of Object.entries(node(holder.content))) {
      const path = [...place, 'content', type];
      remove(path);
      for (const { what, apply } of schemaMutations(node(node(media).schema), [])) {
        add(`${path.join(' ')} ${what}`, document => apply(at(document, [...path, 'schema'])));
      }
    }
  }
}

/** The same of a schema, and of all that it holds. */
function schemaMutations(schema: Node, path: Path): Mutation[] {
  const here = path.join('.') || 'itself';
  const mutations: Mutation[] = [];
  for (const word of KEPT_WORDS.filter(name => schema[name] !== undefined)) {
    mutations.push({
      what: `${here}: ${word} is gone`,
      apply: document => {
        delete at(document, path)[word];
      },
    });
    mutations.push({
      what: `${here}: ${word} is another`,
      apply: document => {
        at(document, path)[word] = typeof schema[word] === 'number' ? Number(schema[word]) + 1 : 'other';
      },
    });
  }
  for (const word of ['enum', 'required'] as const) {
    for (const entry of list(schema[word])) {
      mutations.push({
        what: `${here}: ${word} lacks ${entry}`,
        apply: document => {
          const holder = at(document, path);
          holder[word] = list(holder[word]).filter(own => own !== entry);
        },
      });
    }
  }
  for (const [name, property] of Object.entries(node(schema.properties))) {
    mutations.push({
      what: `${here}: ${name} is gone`,
      apply: document => {
        delete at(document, [...path, 'properties'])[name];
      },
    });
    mutations.push(...schemaMutations(node(property), [...path, 'properties', name]));
  }
  if (schema.items) mutations.push(...schemaMutations(node(schema.items), [...path, 'items']));
  return mutations;
}

/** A place in a document that is there; a mutation that has nothing to change would prove nothing. */
function at(document: Node, path: Path): Loose {
  return path.reduce<Loose>((part, key) => {
    const next = part[key];
    if (typeof next !== 'object' || next === null) throw new Error(`There is no ${path.join(' ')} to change`);
    return next as Loose;
  }, document as Loose);
}
