import { EngineError } from '../errors.ts';
import type {
  InputRule,
  ModelCatalog,
  ModelEntry,
  ModelFile,
  ModelSource,
  ModelVariant,
  OutputRule,
} from './model-catalog.ts';

/** A value of the JSON with the way to it, such as `models[0].input.mean`. */
interface Place {
  readonly at: string;
  readonly value: unknown;
}

/**
 * Reads a catalogue from parsed JSON; fields it does not know are left out.
 * @throws EngineError `invalid_argument`, telling which field should be what
 */
export function parseCatalog(json: unknown): ModelCatalog {
  const root = { at: 'catalogue', value: json };
  oneOf(field(root, 'version'), [1]);
  const models = list(field(root, 'models'), parseModel);
  const names = models.flatMap(model => [model.id, ...model.aliases]);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw wrong({ at: 'catalogue', value: twice }, 'free of repeated ids and aliases');
  return { version: 1, models };
}

function parseModel(place: Place): ModelEntry {
  const licence = field(place, 'licence');
  return {
    id: text(field(place, 'id')),
    aliases: list(field(place, 'aliases'), text),
    displayName: text(field(place, 'displayName')),
    kind: oneOf(field(place, 'kind'), ['saliency']),
    licence: {
      spdx: text(field(licence, 'spdx')),
      url: address(field(licence, 'url')),
      origin: text(field(licence, 'origin')),
      note: text(field(licence, 'note')),
    },
    sources: list(field(place, 'sources'), parseSource),
    input: parseInput(field(place, 'input')),
    output: parseOutput(field(place, 'output')),
    variants: list(field(place, 'variants'), parseVariant),
  };
}

function parseSource(place: Place): ModelSource {
  const file = parseFile(field(place, 'file'));
  const type = oneOf(field(place, 'type'), ['npm', 'url']);
  if (type === 'url') return { type, url: address(field(place, 'url')), file };
  return {
    type,
    package: text(field(place, 'package')),
    version: text(field(place, 'version')),
    resource: text(field(place, 'resource')),
    tarballBytes: count(field(place, 'tarballBytes')),
    file,
  };
}

function parseInput(place: Place): InputRule {
  return {
    name: text(field(place, 'name')),
    mean: triple(field(place, 'mean')),
    scale: triple(field(place, 'scale')),
    multipleOf: count(field(place, 'multipleOf')),
    bestSize: count(field(place, 'bestSize')),
    fit: oneOf(field(place, 'fit'), ['stretch']),
  };
}

function parseOutput(place: Place): OutputRule {
  return { name: text(field(place, 'name')), values: oneOf(field(place, 'values'), ['unit']) };
}

function parseVariant(place: Place): ModelVariant {
  const needs = field(place, 'needs');
  return {
    id: oneOf(field(place, 'id'), ['int8', 'fp16', 'fp32']),
    device: oneOf(field(place, 'device'), ['cpu', 'gpu']),
    ...(needs.value === undefined ? {} : { needs: oneOf(needs, ['shader-f16']) }),
    graph: parseFile(field(place, 'graph')),
    weights: list(field(place, 'weights'), parseFile),
  };
}

function parseFile(place: Place): ModelFile {
  const name = field(place, 'name');
  const hash = field(place, 'sha256');
  // Names become paths and addresses, so nothing that could lead out of a folder.
  if (!/^[a-z0-9][\w.-]*$/i.test(text(name))) throw wrong(name, 'a plain file name');
  if (!/^[0-9a-f]{64}$/.test(text(hash))) throw wrong(hash, 'a SHA-256 in lower-case hex');
  return { name: text(name), bytes: count(field(place, 'bytes')), sha256: text(hash) };
}

function wrong({ at, value }: Place, expected: string): EngineError {
  const found = JSON.stringify(value) ?? 'nothing';
  return new EngineError('invalid_argument', `${at} should be ${expected}, found ${found.slice(0, 80)}`);
}

function field(place: Place, key: string): Place {
  const { at, value } = place;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'an object');
  return { at: `${at}.${key}`, value: (value as Record<string, unknown>)[key] };
}

function list<T>(place: Place, parse: (item: Place) => T): T[] {
  if (!Array.isArray(place.value)) throw wrong(place, 'a list');
  return place.value.map((value: unknown, i) => parse({ at: `${place.at}[${i}]`, value }));
}

function text(place: Place): string {
  if (typeof place.value !== 'string' || place.value === '') throw wrong(place, 'a text');
  return place.value;
}

function address(place: Place): string {
  if (!/^https?:\/\/\S+$/.test(text(place))) throw wrong(place, 'an http(s) address');
  return text(place);
}

function count(place: Place): number {
  const { value } = place;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) {
    throw wrong(place, 'a positive whole number');
  }
  return value;
}

function triple(place: Place): [number, number, number] {
  const { value } = place;
  const [r, g, b]: unknown[] = Array.isArray(value) && value.length === 3 ? value : [];
  if (typeof r !== 'number' || typeof g !== 'number' || typeof b !== 'number') {
    throw wrong(place, 'three numbers, for red, green and blue');
  }
  return [r, g, b];
}

function oneOf<const T extends string | number>(place: Place, allowed: readonly T[]): T {
  const found = allowed.find(value => value === place.value);
  if (found === undefined) throw wrong(place, allowed.map(value => JSON.stringify(value)).join(' or '));
  return found;
}
