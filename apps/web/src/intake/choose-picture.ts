import type { Notice } from '../state/cutout-state.ts';

/** One thing that was dropped, pasted or chosen. */
export interface Candidate {
  /** `null` for text, links and whatever else is no file. */
  readonly file: File | null;
  readonly isFolder: boolean;
}

export type Choice =
  | { readonly file: File; readonly notice: Notice | null }
  | { readonly file: null; readonly notice: Notice };

/**
 * Which of several things to cut out: the first that calls itself a picture, else the first file (the engine looks at
 * the bytes and says what is wrong with it).
 */
export function choosePicture(candidates: readonly Candidate[]): Choice {
  const files = candidates.flatMap(c => (c.file && !c.isFolder ? [c.file] : []));
  const file = files.find(f => f.type.startsWith('image/')) ?? files[0];
  if (!file) {
    const found = candidates.some(c => c.isFolder) ? 'folder' : 'no_file';
    return { file: null, notice: { kind: 'no_picture', found } };
  }
  const count = candidates.length;
  return { file, notice: count > 1 ? { kind: 'took_first', count, fileName: file.name } : null };
}
