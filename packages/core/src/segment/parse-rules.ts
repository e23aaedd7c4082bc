import { count, field, list, oneOf, optional, type Place, text, triple, wrong } from './json-place.ts';
import type { InputRule, OutputRule } from './model-catalog.ts';

const LAYOUT = (place: Place) => oneOf(place, ['nchw', 'nhwc']);

/**
 * Reads how a picture goes into a network.
 * @throws EngineError `invalid_argument`, telling which field should be what
 */
export function parseInputRule(place: Place): InputRule {
  const multipleOf = count(field(place, 'multipleOf'));
  const bestSize = field(place, 'bestSize');
  if (count(bestSize) % multipleOf !== 0) throw wrong(bestSize, `a multiple of ${multipleOf}`);
  return {
    name: text(field(place, 'name')),
    ...optional(place, 'layout', LAYOUT),
    ...optional(place, 'channels', channels => oneOf(channels, ['rgb', 'bgr'])),
    ...optional(place, 'range', range => oneOf(range, ['full', 'peak'])),
    mean: triple(field(place, 'mean')),
    scale: triple(field(place, 'scale')),
    ...optional(place, 'sizes', sizes => oneOf(sizes, ['multiples', 'fixed'])),
    multipleOf,
    bestSize: count(bestSize),
    fit: oneOf(field(place, 'fit'), ['stretch']),
  };
}

/**
 * Reads how a matte comes out of a network.
 * @throws EngineError `invalid_argument`, telling which field should be what
 */
export function parseOutputRule(place: Place): OutputRule {
  const rule = { name: text(field(place, 'name')), ...optional(place, 'layout', LAYOUT) };
  const values = oneOf(field(place, 'values'), ['unit', 'sigmoid', 'min-max', 'softmax', 'shares']);
  if (values !== 'softmax' && values !== 'shares') return { ...rule, values };
  const classes = field(place, 'classes');
  const names = list(classes, text);
  if (names.length < 2 || new Set(names).size !== names.length) {
    throw wrong(classes, 'two or more different names, the background first');
  }
  return { ...rule, values, classes: names };
}
