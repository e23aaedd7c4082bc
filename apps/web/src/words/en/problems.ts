import { formats } from './formats.ts';

const { bytes, number } = formats;

/** Whole from ten on: "0.8", "12". */
const megapixels = (pixels: number) => number(Math.max(0.1, pixels / 1e6), pixels < 10e6 ? 1 : 0);

/** What happened and what to do about it. */
export const problemWords = {
  empty_file: {
    title: 'This file is empty',
    text: (file: string) => `There is nothing in ${file}. Choose another picture.`,
  },
  unsupported_image: {
    title: 'This kind of file cannot be read',
    text: (file: string) => `Save ${file} as JPEG, PNG, WebP, AVIF, HEIC, GIF or BMP and try again.`,
    misnamedTitle: 'This file cannot be read',
    misnamed: (file: string, kind: string) =>
      `${file} is damaged, or not really a ${kind}. Try another copy of it.`,
  },
  unreadable_image: {
    title: 'This picture is damaged',
    text: (file: string) => `${file} cannot be read to its end. Try another copy of it.`,
  },
  image_too_large: {
    title: 'This picture is too large',
    pixels: (file: string, has: number, most: number) =>
      `${file} has ${megapixels(has)} megapixels; up to ${megapixels(most)} fit. Make it smaller and try again.`,
    bytes: (file: string, has: number, most: number) =>
      `${file} has ${bytes(has)}; up to ${bytes(most)} fit. Make it smaller and try again.`,
    text: (file: string) => `Make ${file} smaller and try again.`,
  },
  sample_unavailable: {
    title: 'The sample could not be loaded',
    text: 'Check the connection and try again, or choose a photo of your own.',
  },
  model_unavailable: {
    title: 'The model could not be downloaded',
    text: 'It is downloaded once, before the first picture. Check the connection and try again.',
  },
  model_missing: {
    title: 'This server does not have the model yet',
    text: (command: string) =>
      `Whoever runs the server can get it: ${command}. Until then, choose another model.`,
  },
  model_corrupt: {
    title: 'The downloaded model is damaged',
    text: 'It was deleted. Try again to download it once more.',
  },
  out_of_memory: {
    title: 'Not enough memory',
    text: 'Close other tabs, choose a lower quality or take a smaller picture, then try again.',
  },
  disk_full: { title: 'The disk is full', text: 'Free some of it, then try again.' },
  worker_died: {
    title: 'The engine was stopped',
    text: 'It may have run out of memory. Try again; if that does not help, reload the page.',
  },
  inference_failed: {
    title: 'The engine failed on this picture',
    text: 'Try again, or choose another quality.',
  },
  document_newer: {
    title: 'A newer version of the editor worked on this picture',
    text: 'Nothing was changed. Reload the page to get that version, then open it again.',
  },
  document_damaged: {
    title: 'What was kept of this picture cannot be read',
    text: 'Nothing was changed. The other pictures of the project can be opened.',
  },
  asset_missing: {
    title: 'A background or mask of this picture is gone',
    text: 'This browser did not keep its file. Choose another one, or undo until it is not needed.',
  },
  part_unavailable: {
    title: 'A part of the editor could not be downloaded',
    text: 'It is downloaded once, when it is first needed. Check the connection and try again; if that does not help, reload the page.',
  },
  prompt_rejected: {
    title: 'There is nothing to draw in that',
    text: 'Say in three letters or more what the background should show.',
  },
  internal: { title: 'Something went wrong', text: 'Try again. If it stays, reload the page.' },

  server_unreachable: {
    title: 'The server does not answer',
    text: (file: string) => `${file} is still here. Try again, or cut it out on this device.`,
  },
  server_signed_out: {
    title: 'You are signed out',
    text: 'Sign in again to go on, or cut it out on this device.',
  },
  server_limit: {
    title: 'No pictures left for now',
    text: 'The server takes only so many in an hour.',
    until: (minutes: string, clock: string) =>
      `The server takes only so many in an hour. There are more in ${minutes}, at ${clock}.`,
  },
  server_busy: {
    title: 'The server is busy',
    text: 'Try again in a moment, or cut it out on this device.',
  },
  server_no_subject: {
    title: 'The server found no subject',
    text: 'Nothing stands out from the rest. One clear subject in front works best.',
  },
  server_refused: {
    title: 'The server does not take this picture',
    bytes: (file: string, most: number) => `It takes up to ${bytes(most)}, and ${file} is larger.`,
    pixels: (file: string, most: number) =>
      `It takes up to ${megapixels(most)} megapixels, and ${file} has more.`,
    unreadable: (file: string) => `It cannot read ${file}.`,
    text: 'This device may: cut it out here.',
  },
  server_failed: {
    title: 'The server failed on this picture',
    text: 'Try again, or cut it out on this device.',
  },

  actions: {
    retry: 'Try again',
    here: 'Cut it out here',
    signIn: 'Sign in',
    remove: 'Remove',
    use: (name: string) => `Use ${name}`,
  },
};
