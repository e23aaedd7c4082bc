import type { Recipe } from '@backgroundfx/core';
import type { StoredMatte } from '../../storage/workspace-storage.ts';
import { type CutoutFields, choiceOf } from '../document/cutout-choice.ts';
import { changePicture, type Desk, pictureOf } from '../workspace-desk.ts';
import type { PictureWork } from '../workspace-state.ts';

export type ReadyWork = Extract<PictureWork, { name: 'ready' }>;

/** What was found in pictures, by network and level. */
export interface FoundMattes {
  /** Names a matte for the studio; one that was found anew has another name. */
  sourceKey(pictureId: string, key: string): string;
  /** What a picture is with a matte that was found in it; null for one that is not here any more. */
  readyOf(pictureId: string, fields: CutoutFields, matte: StoredMatte): ReadyWork | null;
  /** What was found before; null where nothing was, or where it cannot be read. */
  read(pictureId: string, key: string): Promise<StoredMatte | null>;
  /** Takes what was just found, and has it kept; once it is, its picture shows the kept one. */
  keep(pictureId: string, matte: StoredMatte): void;
}

/** @param fieldsOf the recipe of a picture as it is now; null without a document */
export function createFoundMattes(desk: Desk, fieldsOf: (pictureId: string) => Recipe | null): FoundMattes {
  const { storage, outbox, get, models } = desk;
  /** How often something was found anew with a network and a level: each time it is another source. */
  const made = new Map<string, number>();
  /** What was found and is not kept yet. */
  const unkept = new Map<string, StoredMatte>();

  const nameOf = (pictureId: string, key: string) => `${pictureId}/${key}`;

  function sourceKey(pictureId: string, key: string): string {
    const name = nameOf(pictureId, key);
    return `${name}#${made.get(name) ?? 0}`;
  }

  function readyOf(pictureId: string, fields: CutoutFields, matte: StoredMatte): ReadyWork | null {
    const picture = pictureOf(desk, pictureId);
    if (!picture) return null;
    const { facts, coarse, served, key, quality } = matte;
    const choice = choiceOf(fields, get().own, models);
    return {
      name: 'ready',
      key,
      facts,
      ...(choice && { choice: { ...choice, quality } }),
      ...(coarse && { source: { key: sourceKey(pictureId, key), file: picture.file, coarse, quality } }),
      ...(served && { served }),
    };
  }

  /** From now on its bytes lie on the disk. */
  function showKept(pictureId: string, matte: StoredMatte, kept: StoredMatte): void {
    const work = pictureOf(desk, pictureId)?.work;
    const fields = fieldsOf(pictureId);
    const isShown = work?.name === 'ready' && work.key === matte.key && work.facts === matte.facts;
    const ready = isShown && fields ? readyOf(pictureId, fields, kept) : null;
    if (ready) changePicture(desk, pictureId, { work: { ...ready, facts: matte.facts } });
  }

  return {
    sourceKey,
    readyOf,
    async read(pictureId, key) {
      return unkept.get(nameOf(pictureId, key)) ?? storage.readMatte(pictureId, key).catch(() => null);
    },
    keep(pictureId, matte) {
      const name = nameOf(pictureId, matte.key);
      made.set(name, (made.get(name) ?? 0) + 1);
      unkept.set(name, matte);
      void outbox
        .post(() => storage.keepMatte(pictureId, matte))
        .then(kept => {
          if (unkept.get(name) === matte) unkept.delete(name);
          showKept(pictureId, matte, kept);
        });
    },
  };
}
