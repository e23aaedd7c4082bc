const MAX_CHARACTERS = 100;
const FALLBACK = 'picture';

/**
 * What to call a picture, from the file name that its owner sent: without folders, without the ending, without characters
 * that a disk or a header could trip over.
 */
export function pictureName(fileName: string | undefined): string {
  const base = fileName?.split(/[/\\]/).at(-1) ?? '';
  const stem = base
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replaceAll(/[\p{C}<>:"|?*]/gu, '')
    .trim();
  return [...stem].slice(0, MAX_CHARACTERS).join('').replace(/^\.+/, '') || FALLBACK;
}

/** What to call a cut-out of a picture that is called `name`. */
export function cutoutName(name: string, format: 'png' | 'webp' | 'jpg' | 'zip'): string {
  return `${name}-cutout.${format}`;
}
