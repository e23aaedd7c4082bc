import type { InvalidModelReason } from '@backgroundfx/core';
import { formats } from './formats.ts';

const { bytes, number, plural } = formats;

const exportAgain = 'Export the network again as one .onnx file and try that.';
const other = 'Choose another file, or export the network again.';
const settings = 'Compare the settings below with the page the model comes from.';

interface Told {
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly text: string;
}

/** Every way in which a model of the user's own is refused. */
const refusals: Readonly<Record<InvalidModelReason, Told>> = {
  not_onnx: { title: 'This is not an ONNX file', text: 'Choose a network that was saved as .onnx.' },
  cut_off: { title: 'The file ends too early', text: 'It may not have been copied whole. Get it again.' },
  damaged: { title: 'The file is damaged', text: 'It contradicts itself. Get it again.' },
  file_too_large: { title: 'The file is too large', text: 'Choose a smaller network.' },
  too_complex: {
    title: 'This network is too complicated',
    text: 'It has more parts than any network for pictures needs. Choose a smaller one.',
  },
  version: { title: 'This version of ONNX is not known here', text: 'Export it with opset 7 to 26.' },
  control_flow: {
    title: 'This network has loops or branches in it',
    text: `They could run without end, so they are not run at all. ${exportAgain}`,
  },
  local_functions: {
    title: 'This network brings functions of its own',
    text: 'They could unfold without end. Export it with its functions inlined.',
  },
  custom_operator: {
    title: 'This network needs code that is not here',
    text: 'It uses operations outside the ONNX standard. Export it with standard ones.',
  },
  operator: {
    title: 'This network does what no picture needs',
    text: 'One of its operations is not run here. Choose a network that takes a picture and gives a matte.',
  },
  string_tensor: { title: 'This network works on text', text: 'Choose one that takes a picture.' },
  sparse_weights: { title: 'Its weights are stored sparsely', text: 'Export it with plain weights.' },
  external_data: {
    title: 'Its weights are in another file',
    text: 'Nothing outside the file is opened. Export the network with its weights inside.',
  },
  weights_size: { title: 'Its weights are not all there', text: other },
  nan_weights: {
    title: 'Some of its weights are not numbers',
    text: `It could not compute anything. ${other}`,
  },
  tensor_too_large: {
    title: 'It asks for more memory than there is',
    text: 'One of its shapes is far larger than any picture. Choose another file.',
  },
  cycle: {
    title: 'Its operations go in a circle',
    text: 'None of them could ever begin. Choose another file.',
  },
  wiring: { title: 'Its parts do not fit together', text: other },
  inputs: {
    title: 'It wants more than a picture',
    text: 'Only networks with one input, the picture, can be used.',
  },
  output_missing: { title: 'It has no such output', text: 'Choose another output below.' },
  element_type: {
    title: 'It does not take ordinary numbers',
    text: 'Export it with float32 inputs and outputs; inside it may compute as it likes.',
  },
  shape: {
    title: 'It does not take one picture at a time',
    text: 'Its input and output need four sides: one picture, its channels, its height and its width.',
  },
  channels: {
    title: 'The colours do not fit',
    text: 'Its input needs three channels, red, green and blue, and its output one, or one for each class.',
  },
  size: {
    title: 'It takes another size',
    text: 'Set the size below to the one that the network was exported with.',
  },
  dynamic_size: {
    title: 'Its size is left open, and stays unclear',
    text: 'Give a size and what it must be a multiple of, and name its classes if it tells some apart.',
  },
  runtime_refused: {
    title: 'The engine cannot open it',
    text: `Some operation in it is not known. ${exportAgain}`,
  },
  run_failed: { title: 'It failed on a test picture', text: settings },
  timeout: {
    title: 'It takes too long',
    text: 'It was stopped. Choose a smaller network, or a smaller size.',
  },
  memory: { title: 'It takes too much memory', text: 'Choose a smaller network, or a smaller size.' },
  crashed: { title: 'It brought the engine down', text: 'The engine is back. Choose another network.' },
  answer_shape: { title: 'Its answer is not a matte', text: `Choose another output. ${settings}` },
  answer_not_finite: { title: 'Its answer is not made of numbers', text: settings },
  answer_range: {
    title: 'Its answer is not what the settings say',
    text: 'Choose another meaning of the output below, such as "Any number, sigmoid to come".',
  },
};

const fields: Readonly<Record<string, string>> = {
  name: 'The name',
  'input.size': 'The size',
  'input.size.best': 'The size',
  'input.size.multipleOf': '"Multiple of"',
  'input.mean': 'The mean',
  'input.std': 'The deviation',
  'output.classes': 'The list of classes',
};

/** The dialog for a network of the user's own. */
export const ownModelWords = {
  title: 'Open your own model',
  text: 'An ONNX network that takes a picture and gives a matte. It stays on this device, and is forgotten when you close the tab.',
  region: 'Model file',
  files: 'Model and manifest',
  checking: 'Checking the file',
  waiting: 'The manifest is here: now its .onnx file',
  choose: 'Choose files, or drop them here',
  kinds: 'An .onnx file, and its manifest .json if there is one',
  change: 'Change',
  cancel: 'Cancel',
  take: 'Try it and use it',
  trying: 'Trying it out',
  facts: (size: number, operations: number, opset: number) =>
    `${bytes(size)}, ${number(operations)} ${plural(operations, { one: 'operation', other: 'operations' })}, opset ${opset}`,
  guess: 'Guessed. Check the model’s notes.',
  name: 'Name',
  goesIn: 'The picture goes in',
  size: 'Size, pixels a side',
  multipleOf: 'Or any multiple of',
  onlyThisSize: 'Empty: this size only.',
  layout: 'Layout',
  layouts: { nchw: 'Channels first', nhwc: 'Channels last' },
  colours: 'Colours',
  orders: { rgb: 'Red, green, blue', bgr: 'Blue, green, red' },
  values: 'Values',
  normalise: {
    imagenet: 'ImageNet mean and deviation',
    unit: '0 to 1',
    centred: '−1 to 1',
    shifted: '−0.5 to 0.5',
    other: 'Other numbers',
  },
  brightness: 'Brightness',
  ranges: { full: 'As it is', peak: 'Brightest becomes 1' },
  mean: 'Mean, of 0 to 1',
  deviation: 'Deviation',
  comesOut: 'The matte comes out',
  output: 'Output',
  meaning: 'Its values are',
  meanings: {
    unit: 'Alpha already, 0 to 1',
    sigmoid: 'Any number, sigmoid to come',
    'min-max': 'Stretched from its lowest to its highest',
    softmax: 'Classes, softmax to come',
    shares: 'Classes, as likelihoods',
  },
  outputLayout: 'Its layout',
  asPicture: 'As the picture',
  classes: 'Names of its classes',
  classesHint: 'With commas, the background first. Empty: all but the first are subject.',
  refusals,
  refused: { title: 'This model cannot be used', text: other },
  tooLarge: (has: number, most: number) => `It has ${bytes(has)}; up to ${bytes(most)} are opened.`,
  unreadable: {
    title: 'The file cannot be read',
    text: 'It may have been moved or changed. Choose it again.',
  },
  stopped: { title: 'The engine was stopped', text: 'Try again; if that does not help, reload the page.' },
  notJson: {
    title: 'The manifest is not JSON',
    text: 'Mend it, or choose the .onnx file alone and fill in the settings here.',
  },
  mistakeTitle: 'One setting is not right',
  /** `path` names a field of the manifest, empty for all of it; `expected` is what the parser says, in English. */
  mistake: (path: string, expected: string) =>
    `${fields[path] ?? (path === '' ? 'The manifest' : `"${path}"`)} should be ${expected}.`,
};
