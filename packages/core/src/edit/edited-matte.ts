import type { Job } from '../pipeline/job.ts';
import type { Matte } from '../raster/planes.ts';
import { type ByteArea, swapArea } from './area.ts';
import { editArea } from './edit-area.ts';
import type { EditTools } from './edit-tools.ts';
import type { MatteEdit } from './matte-edit.ts';

/** A matte with edits on it, kept for the next time that it is asked for. */
export interface EditedMatte {
  /**
   * What a list of edits makes of a matte. Edits that were done the last time, with the same matte, are not done again, and those
   * that are no more are taken back. Borrows `base`; the result is lent until the next call, and is `base` itself where there are
   * no edits. One call at a time.
   * @throws EngineError as `editArea` does; the next call goes on from what was done
   */
  draw(base: Matte, edits: MatteEdits, job?: Job): Promise<Matte>;
}

/** What was done to a matte by hand. */
export interface MatteEdits {
  /** In order. */
  readonly edits: readonly MatteEdit[];
  /** Mattes that mask edits refer to, by the ids of their assets. */
  readonly masks?: ReadonlyMap<string, Matte> | undefined;
}

/** Bytes of what edits replaced that are kept for taking them back. Beyond them one starts again from the first edit. */
const MOST_KEPT = 48_000_000;

/** An edit that was done, and what it replaced: undefined where it changed nothing, null where that is kept no more. */
interface Done {
  readonly edit: MatteEdit;
  replaced: ByteArea | undefined | null;
}

/** Nothing edited yet; borrows its tools for as long as it is used. */
export function createEditedMatte(tools: Omit<EditTools, 'masks'>): EditedMatte {
  let under: Matte | undefined;
  let edited: Matte | undefined;
  let done: Done[] = [];

  function startFrom(base: Matte): void {
    under = base;
    edited = undefined;
    done = [];
  }

  /** Takes back edits until so many are left; false when that is not known any more. */
  function takeBack(left: number): boolean {
    while (done.length > left) {
      const last = done.at(-1)!;
      if (last.replaced === null) return false;
      if (last.replaced && edited) swapArea(edited, last.replaced);
      done.pop();
    }
    return true;
  }

  function keepWithin(bytes: number): void {
    let kept = 0;
    for (let k = done.length - 1; k >= 0; k--) {
      const step = done[k]!;
      kept += step.replaced?.data.length ?? 0;
      if (kept > bytes && k < done.length - 1) step.replaced = null;
    }
  }

  return {
    async draw(base, { edits, masks }, job = {}) {
      if (under !== base) startFrom(base);
      let same = 0;
      while (same < done.length && same < edits.length && isSameEdit(done[same]!.edit, edits[same]!)) same++;
      if (!takeBack(same)) startFrom(base);
      if (edits.length === 0) {
        edited = undefined;
        return base;
      }
      edited ??= { ...base, data: base.data.slice() };
      for (let k = done.length; k < edits.length; k++) {
        const edit = edits[k]!;
        const area = await editArea(edited, edit, { ...tools, masks }, job);
        if (area) swapArea(edited, area);
        done.push({ edit, replaced: area });
        keepWithin(MOST_KEPT);
      }
      return edited;
    },
  };
}

/** Whether two edits are the same, field by field: those that came by message are never the same objects. */
export function isSameEdit(a: MatteEdit, b: MatteEdit): boolean {
  if (a === b) return true;
  const fields = Object.keys(a) as (keyof MatteEdit)[];
  if (fields.length !== Object.keys(b).length) return false;
  return fields.every(field => {
    const [mine, theirs]: unknown[] = [a[field], b[field]];
    if (!Array.isArray(mine) || !Array.isArray(theirs)) return mine === theirs;
    return mine.length === theirs.length && mine.every((value, k) => value === theirs[k]);
  });
}
