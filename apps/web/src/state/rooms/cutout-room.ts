import type { Recipe } from '@backgroundfx/core';
import type { CoarseMatte, CutoutMaker, CutoutProgress } from '../../engine/cutout.api.ts';
import type { StoredMatte } from '../../storage/workspace-storage.ts';
import { choiceKey, choiceOf, fieldsOfKey } from '../document/cutout-choice.ts';
import { isAboutFile, type Problem, toProblem } from '../problem.ts';
import { withSent } from '../sent-pictures.ts';
import { changePicture, type Desk, pictureOf } from '../workspace-desk.ts';
import type { PictureWork } from '../workspace-state.ts';
import { createFoundMattes, type ReadyWork } from './found-mattes.ts';
import type { LogRoom } from './log-room.ts';
import { findHere, haveMade } from './make-cutout.ts';

/** Cuts the open project's pictures out, one after another, the active one first. */
export interface CutoutRoom {
  /** Takes a picture up whose log is there: shows what was found in it before, else has it cut out. */
  take(pictureId: string): Promise<void>;
  /** Takes a picture up if something was found in it before; else it goes on waiting. */
  takeKept(pictureId: string): Promise<void>;
  /** After a change of its document: another network or level that it asks for now is looked up, or cut out. */
  review(pictureId: string): void;
  cancel(pictureId: string): void;
  /** Tries again: by who tried, where a try failed, else here. */
  retry(pictureId: string): void;
  cutOutHere(pictureId: string): void;
  letDo(pictureId: string, maker: CutoutMaker): void;
  /** A picture that left the project. */
  drop(pictureId: string): void;
  stop(): void;
}

/** How keys of quick mattes end. */
const DRAFT = ':draft';

/** Whether a source is a quick matte, which a sharp one will follow. */
export function isDraftKey(key: string): boolean {
  return key.endsWith(DRAFT);
}

interface Job {
  readonly pictureId: string;
  readonly stopping: AbortController;
}

const FIRST_PROGRESS: CutoutProgress = { stage: 'decode', fraction: 0 };
const SEND_PROGRESS: CutoutProgress = { stage: 'send', fraction: 0 };

/** @param setAside is told of a picture whose file is at fault */
export function createCutoutRoom(
  desk: Desk,
  logs: LogRoom,
  setAside: (pictureId: string, problem: Problem) => void,
): CutoutRoom {
  const { client, get, set, models } = desk;
  let job: Job | null = null;
  /** Pictures that may be cut out: their files and logs are here. */
  const taken = new Set<string>();
  /** Those of them of which it is not known yet whether something was found before. */
  const lookedUp = new Set<string>();
  /** What was there before a try that is running, waiting or failed. */
  const before = new Map<string, ReadyWork>();
  /** Who tried last, where it was not this device. */
  const others = new Map<string, CutoutMaker>();
  /** The network and level that each picture shows, is tried with, or was tried with last. */
  const asked = new Map<string, string>();
  const nameOfPicture = (pictureId: string) => pictureOf(desk, pictureId)?.name ?? '';

  const found = createFoundMattes(desk, fieldsOf);

  function fieldsOf(pictureId: string): Recipe | null {
    return logs.history(pictureId)?.document.recipe ?? null;
  }

  function show(pictureId: string, work: PictureWork): void {
    changePicture(desk, pictureId, { work });
  }

  /** Has a picture wait for its turn; what it showed stays within reach. */
  function enqueue(pictureId: string, other?: CutoutMaker): void {
    const picture = pictureOf(desk, pictureId);
    // Without a document, which could not be read, there is nothing to go by.
    if (!picture || !fieldsOf(pictureId)) return;
    if (picture.work.name === 'ready') before.set(pictureId, picture.work);
    if (other) others.set(pictureId, other);
    else others.delete(pictureId);
    if (job?.pictureId === pictureId) endJob();
    taken.add(pictureId);
    show(pictureId, { name: 'waiting' });
    pump();
  }

  function endJob(): void {
    job?.stopping.abort();
    job = null;
  }

  /** Starts the next job, unless one runs. */
  function pump(): void {
    if (job) return;
    const { pictures, activeId } = get();
    const waiting = pictures.filter(({ id, work }) => work.name === 'waiting' && isDue(id));
    const next = waiting.find(({ id }) => id === activeId) ?? waiting[0];
    if (next) void run(next.id);
  }

  const isDue = (pictureId: string) => taken.has(pictureId) && !lookedUp.has(pictureId);

  async function run(pictureId: string): Promise<void> {
    const picture = pictureOf(desk, pictureId);
    const fields = fieldsOf(pictureId);
    if (!picture || !fields) return;
    const mine: Job = { pictureId, stopping: new AbortController() };
    job = mine;
    const source = before.get(pictureId)?.source;
    const maker = others.get(pictureId);
    asked.set(pictureId, choiceKey(fields));
    show(pictureId, {
      name: 'working',
      progress: maker ? SEND_PROGRESS : FIRST_PROGRESS,
      ...(source && { source }),
    });
    try {
      const matte = await make(mine, picture.file, fields, maker);
      if (job !== mine) return;
      found.keep(pictureId, matte);
      before.delete(pictureId);
      others.delete(pictureId);
      const ready = found.readyOf(pictureId, fields, matte);
      if (ready) show(pictureId, ready);
    } catch (error) {
      if (job !== mine) return;
      fail(pictureId, error);
    }
    job = null;
    pump();
    await get().refreshModels(false);
  }

  function make(mine: Job, file: Blob, recipe: Recipe, maker: CutoutMaker | undefined): Promise<StoredMatte> {
    const { pictureId } = mine;
    const choice = choiceOf(recipe, get().own, models);
    const ifMine = (work: () => void) => {
      if (job === mine) work();
    };
    const listener = {
      signal: mine.stopping.signal,
      onProgress: (progress: CutoutProgress) =>
        ifMine(() => {
          if (maker) noteSent(pictureId, progress);
          advance(pictureId, progress);
        }),
    };
    if (maker) return haveMade(maker, file, recipe, choice ?? get(), listener);
    return findHere(client, file, recipe, choice, {
      ...listener,
      onDraft: coarse => ifMine(() => showDraft(pictureId, file, recipe, coarse)),
      onSmaller: () =>
        ifMine(() => set({ notice: { kind: 'made_smaller', fileName: nameOfPicture(pictureId) } })),
    });
  }

  /** From the first byte on it is not on this device alone. */
  function noteSent(pictureId: string, { stage, fraction }: CutoutProgress): void {
    const { sent } = get();
    if ((stage !== 'send' || fraction > 0) && !sent.has(pictureId)) set({ sent: withSent(sent, pictureId) });
  }

  function advance(pictureId: string, progress: CutoutProgress): void {
    const work = pictureOf(desk, pictureId)?.work;
    if (work?.name !== 'working') return;
    const fraction = Math.max(work.progress.fraction, progress.fraction);
    show(pictureId, { ...work, progress: { ...progress, fraction } });
  }

  /** What was there before is the better one to look at. */
  function showDraft(pictureId: string, file: Blob, recipe: Recipe, coarse: CoarseMatte): void {
    const work = pictureOf(desk, pictureId)?.work;
    if (work?.name !== 'working' || work.source) return;
    const key = found.sourceKey(pictureId, choiceKey(recipe)) + DRAFT;
    show(pictureId, { ...work, source: { key, file, coarse, quality: recipe.quality } });
  }

  function fail(pictureId: string, error: unknown): void {
    const problem = toProblem(error, nameOfPicture(pictureId));
    if (!problem) goBack(pictureId);
    else if (isAboutFile(problem) && !before.has(pictureId)) setAside(pictureId, problem);
    else show(pictureId, { name: 'failed', problem });
  }

  /** To what was there before a try, with the network and the level of that. */
  function goBack(pictureId: string): void {
    const ready = before.get(pictureId);
    before.delete(pictureId);
    others.delete(pictureId);
    show(pictureId, ready ?? { name: 'cancelled' });
    if (!ready) return;
    const fields = fieldsOf(pictureId);
    const last = logs.history(pictureId)?.done.at(-1);
    const { command } = last ?? {};
    const isAsked = command?.name === 'change-recipe' && command.about === 'cutout';
    asked.set(pictureId, ready.key);
    if (fields && choiceKey(fields) !== ready.key) {
      // What was done after it was asked for stays, and so do others that were asked for before it.
      if (isAsked && last && choiceKey(last.before.recipe) === ready.key) logs.undo(pictureId);
      else {
        const changes = fieldsOfKey(ready.key);
        logs.perform(pictureId, { name: 'change-recipe', about: 'cutout', changes });
      }
    }
    const now = fieldsOf(pictureId);
    if (now) asked.set(pictureId, choiceKey(now));
  }

  function review(pictureId: string): void {
    const fields = fieldsOf(pictureId);
    if (!fields || !taken.has(pictureId)) return;
    const key = choiceKey(fields);
    if (asked.get(pictureId) === key) return;
    asked.set(pictureId, key);
    if (job?.pictureId === pictureId) endJob();
    void lookUp(pictureId, key);
  }

  /** Shows what was found with a network and a level, or has it found. */
  async function lookUp(pictureId: string, key: string): Promise<void> {
    const matte = await found.read(pictureId, key);
    const fields = fieldsOf(pictureId);
    if (!fields || choiceKey(fields) !== key || job?.pictureId === pictureId) return;
    const ready = matte && found.readyOf(pictureId, fields, matte);
    if (!ready) return enqueue(pictureId);
    before.delete(pictureId);
    others.delete(pictureId);
    show(pictureId, ready);
    pump();
  }

  async function take(pictureId: string): Promise<void> {
    const fields = fieldsOf(pictureId);
    if (!fields || taken.has(pictureId)) return;
    taken.add(pictureId);
    asked.set(pictureId, choiceKey(fields));
    lookedUp.add(pictureId);
    const matte = await found.read(pictureId, choiceKey(fields));
    lookedUp.delete(pictureId);
    const work = pictureOf(desk, pictureId)?.work;
    if (work?.name !== 'waiting') return;
    const ready = matte && found.readyOf(pictureId, fields, matte);
    if (ready) show(pictureId, ready);
    pump();
  }

  return {
    async takeKept(pictureId) {
      const fields = fieldsOf(pictureId);
      if (fields && (await found.read(pictureId, choiceKey(fields)))) await take(pictureId);
    },
    take,
    review,
    cancel(pictureId) {
      if (job?.pictureId === pictureId) endJob();
      const work = pictureOf(desk, pictureId)?.work;
      if (work && work.name !== 'ready') goBack(pictureId);
      pump();
    },
    retry: pictureId => {
      const isFailed = pictureOf(desk, pictureId)?.work.name === 'failed';
      enqueue(pictureId, isFailed ? others.get(pictureId) : undefined);
    },
    cutOutHere: pictureId => enqueue(pictureId),
    letDo: (pictureId, maker) => enqueue(pictureId, maker),
    drop(pictureId) {
      if (job?.pictureId === pictureId) endJob();
      taken.delete(pictureId);
      asked.delete(pictureId);
      // Who brings it back asked nobody to send it anywhere.
      before.delete(pictureId);
      others.delete(pictureId);
      pump();
    },
    stop() {
      endJob();
      taken.clear();
      asked.clear();
      before.clear();
      others.clear();
    },
  };
}
