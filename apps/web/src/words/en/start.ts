/** The start screen and what lies over the whole window. */
export const startWords = {
  title: 'Drop a picture',
  /** On a phone, where nothing is dropped. */
  titleForFingers: 'Cut out a photo',
  promise: 'The background goes, the edges stay. Your picture never leaves this device.',
  choose: 'Choose photos',
  /** The keys follow. */
  orDrop: 'or drop them anywhere, or paste with',
  pasteKeys: 'Ctrl V',
  tryOne: 'Try one',
  sample: (label: string) => `Sample: ${label}`,
  samples: {
    mug: 'Mug',
    plant: 'Plant',
    fur: 'Fur',
    car: 'Toy car',
    wheel: 'Wheel',
    bottle: 'Bottle',
    bust: 'Bust',
    chair: 'Chair',
  },
  offline: 'Use offline…',
  dropHere: 'Drop to cut it out',
  addHere: 'Drop to add it',
  opening: 'Opening the editor',
  openingFailed: {
    title: 'The editor could not be loaded',
    text: 'Check the connection and try again. Nothing is lost.',
    retry: 'Try again',
  },
  /** Behind what `problems` says of a part that could not be downloaded. */
  partMissing: 'Check the connection and try again; if that does not help, reload the page.',
  broke: {
    title: 'This page stopped working',
    text: 'Reload it to go on. What you did is kept.',
    reload: 'Reload',
  },
};
