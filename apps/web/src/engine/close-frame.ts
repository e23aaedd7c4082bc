import type { StageFrame } from './studio.api.ts';

/** Lets the memory of a frame's bitmaps go. */
export function closeFrame({ subject, matte, behind, composed }: StageFrame): void {
  for (const bitmap of [subject, matte, behind, composed]) bitmap?.close();
}
