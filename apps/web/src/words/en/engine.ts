import type { Quality } from '@backgroundfx/core';
import type { CutoutProgress } from '../../engine/cutout.api.ts';
import { formats } from './formats.ts';

const { bytes, duration, list, number, plural } = formats;

interface ChoiceWords {
  readonly name: string;
  readonly meaning: string;
}

const models: Readonly<Record<string, ChoiceWords>> = {
  isnet: { name: 'ISNet', meaning: 'Best all-round: fine edges, hair' },
  u2netp: { name: 'U²-Net small', meaning: 'Quickest: plain shapes' },
  u2net: { name: 'U²-Net', meaning: 'The classic, a large download' },
  deeplabv3: { name: 'DeepLab', meaning: 'Finds people, animals, cars' },
};

const levels: Readonly<Record<Quality, ChoiceWords>> = {
  low: { name: 'Low', meaning: 'One quick look. Fine hair may go missing.' },
  medium: { name: 'Medium', meaning: 'Enough for plain shapes.' },
  high: { name: 'High', meaning: 'Looks closer where it is needed.' },
  ultra: { name: 'Ultra', meaning: 'Spends what it takes on every edge.' },
};

const stages: Readonly<Record<CutoutProgress['stage'], string>> = {
  decode: 'Reading the picture',
  download: 'Getting the model',
  load: 'Starting the engine',
  infer: 'Finding the subject',
  send: 'Sending the photo to the server',
  queue: 'Waiting for the server',
  remote: 'The server is working',
  fetch: 'Fetching the cut-out',
};

/** Names that the data set writes as one word, or in words of its own. */
const things: Readonly<Record<string, string>> = {
  diningtable: 'dining table',
  pottedplant: 'potted plant',
  tvmonitor: 'screen',
};

/** What is said of networks, levels, and the work that they do. */
export const engineWords = {
  menu: 'Model and quality',
  model: 'Model',
  quality: 'Quality',
  models,
  levels,
  ownMeaning: 'Your own, until this tab is closed',
  openOwn: 'Open your own model',
  openServer: 'Use a server',
  /** How large a network is, and where. */
  onDevice: (size: number) => `${bytes(size)}, on this device`,
  toDownload: (size: number) => `${bytes(size)} to download`,
  notOnServer: 'Not on this server',
  outOfReach: 'Server out of reach',
  /** Which network there is, and whether it can be used without a connection. */
  lineReady: (name: string, size: number) => `${name}, ${bytes(size)}, ready on this device`,
  lineDownloads: (name: string, size: number) => `${name}, ${bytes(size)}, downloads on first use`,
  lineOwn: (name: string, size: number) => `${name}, ${bytes(size)}, your own`,
  /** Seconds to come. */
  underOneSecond: 'under 1 s',
  roughly: (seconds: number) => duration(seconds),
  about: (time: string) => `about ${time}`,
  maybe: (time: string) => `maybe ${time}`,
  /** `time` is one of the three above. */
  timeHere: (time: string) => `${time.charAt(0).toUpperCase()}${time.slice(1)} here.`,
  stages,
  received: (stage: string, loaded: number, total: number) =>
    `${stage}, ${number(Math.floor(loaded / 1e6))} of ${bytes(total)}`,
  left: (stage: string, seconds: number) => `${stage}, about ${duration(seconds)} left`,
  late: (stage: string) => `${stage}, taking longer than thought`,
  things,
  found: (names: readonly string[]) => `Found: ${names.join(', ')}`,
  looks: (count: number) => plural(count, { one: `${count} pass`, other: `${count} passes` }),
  size: (size: number) => bytes(size),
  graphics: 'your graphics card',
  processor: (threads: number) =>
    `your processor, ${plural(threads, { one: `${threads} thread`, other: `${threads} threads` })}`,
  madeByServer: 'Made by the server',
  deletedThere: (moment: string) => `deleted there ${moment}`,
  took: (seconds: number) => (seconds < 10 ? `${number(seconds, 1)} s` : duration(seconds)),
  ready: (name: string) => `${name} is ready`,
  ultra: (time: string) => `Ultra takes ${time} on this processor.`,
  ultraElse: 'The server behind this page can do it instead.',
  missing: {
    title: (name: string) => `${name} is not on this server yet`,
    text: (size: number) => `Whoever runs the server can get it, ${bytes(size)}, with one command:`,
    command: 'Command for the server',
    check: 'Check again',
    checking: 'Looking',
    there: (name: string) => `${name} is there now`,
    thereText: 'The server has it. It is downloaded once, when it is first used.',
    use: (name: string) => `Use ${name}`,
  },
  nothing: {
    title: 'No subject found',
    text: 'Nothing stands out from the rest, so the picture was left as it was. One clear subject in front works best.',
    classes: (name: string) =>
      `${name} knows twenty kinds of things, such as ${list(['people', 'animals', 'cars'])}, and sees none of them here. The picture was left as it was.`,
  },
  unsure: {
    title: 'Not sure about this one',
    text: 'Check the edges, and that nothing is missing.',
    show: 'Show where',
    hide: 'Hide',
  },
  lookAgainWith: (name: string) => `Look again with ${name}`,
};
