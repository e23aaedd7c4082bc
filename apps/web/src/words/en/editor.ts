import type { CommandSubject } from '../../state/document/commands.ts';
import type { Tool, View } from '../../state/workspace-state.ts';
import { formats } from './formats.ts';

const { list, plural } = formats;

const tools: Readonly<Record<Tool, string>> = {
  move: 'Move',
  restore: 'Restore',
  erase: 'Erase',
  refine: 'Refine hair',
  lasso: 'Lasso',
  region: 'Regions',
  canvas: 'Canvas',
};

/** Below an icon of a phone; each is part of the whole name. */
const toolsShort: Readonly<Record<Tool, string>> = { ...tools, refine: 'Hair' };

const views: Readonly<Record<View, string>> = {
  result: 'Result',
  original: 'Original',
  matte: 'Matte',
  black: 'On black',
  white: 'On white',
  colour: 'On a colour',
  overlay: 'Red overlay',
  unsure: 'Unsure',
};

/** What a step of the history was about. */
const subjects: Readonly<Record<CommandSubject, string>> = {
  cutout: 'model and quality',
  edges: 'edges',
  restore: 'restore stroke',
  erase: 'erase stroke',
  refine: 'refine stroke',
  lasso: 'lasso',
  region: 'region',
  mask: 'mask',
  edits: 'clearing all strokes',
  background: 'background',
  blend: 'blending',
  subject: 'placement',
  shadow: 'shadow',
  canvas: 'canvas',
  output: 'output',
  reset: 'reset',
};

/** The editor's frame: bar, tools, filmstrip, and what is said about the picture that is open. */
export const editorWords = {
  home: 'All projects',
  projectName: 'Project name',
  untitled: 'Untitled',
  undo: 'Undo',
  redo: 'Redo',
  save: 'Save',
  undone: (what: string) => `Undone: ${what}`,
  redone: (what: string) => `Done again: ${what}`,
  subjects,
  view: 'View',
  views,
  more: 'More',
  moreViews: 'More views',
  compare: 'Compare',
  export: 'Export',
  exportComing: 'Export, as soon as the picture is drawn',
  local: 'Stays on this device',
  sent: 'Sent to the server',
  toolbar: 'Tools',
  tools,
  toolsShort,
  stage: 'Picture',
  inspector: 'Settings of the picture',
  sections: { cutout: 'Cut-out', background: 'Background', shadow: 'Shadow', canvas: 'Canvas' },
  sheet: (section: string) => `${section}, settings`,
  nothing: { title: 'Nothing to edit', text: 'There is no picture in this file.' },
  filmstrip: 'Pictures of this project',
  add: 'Add photos',
  done: (count: number, of: number) => `${count} of ${of} done`,
  states: {
    waiting: 'waiting',
    working: 'being cut out',
    ready: 'ready',
    failed: 'failed',
    cancelled: 'not cut out',
  },
  picture: (name: string, state: string) => `${name}, ${state}`,
  remove: (name: string) => `Remove ${name}`,
  removed: (name: string) => `${name} was removed`,
  removePicture: 'Remove this picture',
  next: 'Next picture',
  previous: 'Previous picture',
  cancel: 'Cancel',
  waiting: 'Waits for its turn',
  cancelled: { title: 'Not cut out yet', text: 'It was cancelled. Nothing is lost.', again: 'Cut it out' },
  served: {
    text: 'The server drew these edges. To change them, cut the photo out on this device.',
    here: 'Cut it out here',
  },
  saving: {
    saved: 'Saved on this device',
    saving: 'Saving',
    failed: 'Not saved',
    why: 'What you see is safe while this tab is open. Export it to be sure.',
  },
  notices: {
    folder: { title: 'That was a folder', text: 'Open it and drop the pictures from it.' },
    no_file: { title: 'That was not a file', text: 'Save the picture first, then drop the file.' },
    empty_clipboard: {
      title: 'No picture on the clipboard',
      text: 'Copy a picture, not its address, and paste again.',
    },
    foreign_address: {
      title: 'That picture belongs to another site',
      text: 'Nothing is fetched from elsewhere. Save it or copy it there, then drop or paste it here.',
    },
    left_out: {
      title: (count: number) =>
        plural(count, { one: 'One file was left out', other: `${count} files were left out` }),
      text: (names: readonly string[]) =>
        plural(names.length, {
          one: `${list(names)} is not a picture.`,
          other: `Not pictures: ${list(names)}.`,
        }),
      more: (count: number) => plural(count, { one: 'one more', other: `${count} more` }),
      beyond: (count: number, most: number) =>
        plural(count, {
          one: `${most} pictures are taken at once; one came after them.`,
          other: `${most} pictures are taken at once; ${count} came after them.`,
        }),
    },
    converted: {
      'display-p3': {
        title: 'Colours were converted',
        text: (file: string) => `${file} uses Display P3. It is worked on in sRGB.`,
      },
      'other-profile': {
        title: 'Colours were converted',
        text: (file: string) => `${file} uses a colour profile of its own. It is worked on in sRGB.`,
      },
      several: {
        title: 'Colours were converted',
        text: (file: string, others: number) =>
          `${file} and ${plural(others, { one: 'one more', other: `${others} more` })} are not in sRGB, or are HEIC. All are worked on in sRGB.`,
      },
      heic: {
        title: 'HEIC was converted',
        text: (file: string) => `${file} was read and is worked on as any other photo.`,
      },
    },
    made_smaller: {
      title: 'Cut out at the lowest quality',
      text: (file: string) => `${file} is large for this device. Choose another quality to try again.`,
    },
    storage_full: {
      title: 'The storage is full',
      text: 'What you see is safe while this tab is open. Export it, or delete projects you do not need.',
    },
    saved_already: {
      title: 'Saved already',
      text: 'Every step is kept on this device as you make it.',
    },
  },
};
