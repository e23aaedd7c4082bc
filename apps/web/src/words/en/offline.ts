import { formats } from './formats.ts';

const { bytes, plural } = formats;

/** What works without a network, and newer versions. */
export const offlineWords = {
  title: 'Offline',
  promise: 'The editor works without a connection, with everything that is on this device.',
  total: (kept: number, of: number) => `${bytes(kept)} of ${bytes(of)} on this device`,
  restOnUse: 'The rest is downloaded the first time it is needed.',
  complete: 'Everything works offline.',
  parts: {
    shell: { name: 'Editor', detail: 'Cutting out, editing, all backgrounds, PNG, JPEG and PSD' },
    graphics: { name: 'Graphics card support', detail: 'Faster cut-outs on supported graphics cards' },
    formats: { name: 'More file formats', detail: 'Opens HEIC, saves WebP and AVIF' },
    samples: { name: 'Sample photos', detail: 'To try the editor with' },
  },
  model: { name: (name: string) => `Model ${name}`, detail: 'Finds the subject in a photo' },
  ownModel: 'Your own model is available while this page is open.',
  ready: 'Ready',
  missing: 'Not downloaded',
  some: (kept: number, of: number) => `${bytes(kept)} of ${bytes(of)}`,
  size: (size: number) => bytes(size),
  fetchRest: (size: number) => `Download the rest, ${bytes(size)}`,
  fetching: 'Downloading…',
  check: 'Check files',
  checking: 'Checking files…',
  allHere: 'Everything is downloaded and checked.',
  failed: 'Not everything could be downloaded. Check the connection and the free disk space, then try again.',
  noWorker:
    'This browser cannot keep the editor here. It needs a secure address and permission to store site data.',
  starting: 'The editor is being stored on this device. Open this again in a moment.',
  sentNothing: 'Nothing was sent. Photos leave this device only if you send one to a server yourself.',
  sent: (count: number) =>
    `You sent ${plural(count, { one: 'one photo', other: `${count} photos` })} to the server.`,
  install: 'Install as app',
  installHint: 'Opens in a window of its own, from the list of apps.',
  updateReady: 'A new version is ready.',
  update: 'Update now',
  updateKept: 'Your work is kept.',
};
