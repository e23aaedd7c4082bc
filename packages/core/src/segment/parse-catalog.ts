import { address, count, field, list, oneOf, optional, type Place, text, wrong } from './json-place.ts';
import type { ModelCatalog, ModelEntry, ModelFile, ModelSource, ModelVariant } from './model-catalog.ts';
import { parseInputRule, parseOutputRule } from './parse-rules.ts';

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
  for (const [i, { lighter }] of models.entries()) {
    const known = lighter === undefined || models.some(m => m.id === lighter && m.lighter === undefined);
    const place = { at: `catalogue.models[${i}].lighter`, value: lighter };
    if (!known) throw wrong(place, 'the id of a model that has no lighter one itself');
  }
  return { version: 1, models };
}

function parseModel(place: Place): ModelEntry {
  const id = text(field(place, 'id'));
  const licence = field(place, 'licence');
  const kind = field(place, 'kind');
  const output = parseOutputRule(field(place, 'output'));
  const suits = oneOf(kind, ['saliency', 'classes']) === ('classes' in output ? 'classes' : 'saliency');
  if (!suits) throw wrong(kind, `"classes" for an output of classes, else "saliency"`);
  return {
    id,
    aliases: list(field(place, 'aliases'), text),
    displayName: text(field(place, 'displayName')),
    kind: oneOf(kind, ['saliency', 'classes']),
    licence: {
      spdx: text(field(licence, 'spdx')),
      url: address(field(licence, 'url')),
      origin: text(field(licence, 'origin')),
      note: text(field(licence, 'note')),
    },
    ...optional(place, 'onDemand', onDemand => oneOf(onDemand, [true])),
    ...optional(place, 'lighter', text),
    sources: list(field(place, 'sources'), parseSource),
    input: parseInputRule(field(place, 'input')),
    output,
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

function parseVariant(place: Place): ModelVariant {
  const graph = parseFile(field(place, 'graph'));
  const weights = list(field(place, 'weights'), parseFile);
  const published = (sources: Place) => {
    if (weights.length > 0)
      throw wrong(sources, 'absent: a graph with weights beside it is made by the foundry');
    return list(sources, source => {
      const parsed = parseSource(source);
      const same = parsed.file.sha256 === graph.sha256 && parsed.file.name === graph.name;
      if (!same) throw wrong(field(source, 'file'), `the graph itself, ${graph.name}`);
      return parsed;
    });
  };
  return {
    id: oneOf(field(place, 'id'), ['int8', 'fp16', 'fp32']),
    device: oneOf(field(place, 'device'), ['cpu', 'gpu', 'any']),
    ...optional(place, 'needs', needs => oneOf(needs, ['shader-f16'])),
    graph,
    weights,
    ...optional(place, 'sources', published),
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
