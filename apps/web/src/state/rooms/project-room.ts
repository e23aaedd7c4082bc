import type { StoredPicture } from '../../storage/workspace-storage.ts';
import { type Problem, toProblem } from '../problem.ts';
import { changePicture, type Desk, pictureOf } from '../workspace-desk.ts';
import type { PictureItem, ProjectInfo, WorkspaceState } from '../workspace-state.ts';
import type { AssetRoom } from './asset-room.ts';
import { createBeginPictures } from './begin-pictures.ts';
import type { CutoutRoom } from './cutout-room.ts';
import { createGuestRoom } from './guest-room.ts';
import type { LogRoom } from './log-room.ts';
import { createPictureAddresses } from './picture-addresses.ts';
import type { ThumbnailRoom } from './thumbnail-room.ts';

type ProjectActions = Pick<
  WorkspaceState,
  'add' | 'activate' | 'remove' | 'openProject' | 'renameProject' | 'leaveProject'
>;

export interface ProjectRoom extends ProjectActions {
  /**
   * A picture whose file cannot be used stays among the others with what is wrong, and one of those is looked at; the only
   * picture of a project that has just begun goes with it.
   */
  setAside(pictureId: string, problem: Problem): void;
  /** Opens what this tab had open before it was loaded again. */
  resume(): Promise<void>;
  /** Everything that was left behind is kept by now. */
  settled(): void;
}

export interface ProjectRooms {
  readonly logs: LogRoom;
  readonly cutouts: () => CutoutRoom;
  readonly thumbnails: ThumbnailRoom;
  readonly assets: AssetRoom;
}

/** The project that is open, and the pictures in it. */
export function createProjectRoom(
  desk: Desk,
  { logs, cutouts, thumbnails, assets }: ProjectRooms,
): ProjectRoom {
  const { storage, outbox, tab, newId, get, set } = desk;
  const addresses = createPictureAddresses(desk);
  /** Pictures that were added since the project was opened: nothing was done to them that could be lost. */
  const added = new Set<string>();
  const guests = createGuestRoom(desk, { logs, cutouts, shown });
  const beginnings = createBeginPictures(desk, { logs, cutouts, thumbnails, activate, takeOut });
  /** Projects that were left before everything of them was kept. */
  const parked = new Map<string, { project: ProjectInfo; pictures: readonly PictureItem[] }>();
  /** Goes up when another project is opened: what was begun for the one before is for nothing. */
  let round = 0;

  function remember(): void {
    const { project, activeId } = get();
    tab.write(project && { projectId: project.id, pictureId: activeId });
  }

  function shown({ thumbnail, ...picture }: StoredPicture): PictureItem {
    return {
      ...picture,
      thumbnail: thumbnail && desk.urls.createObjectURL(thumbnail),
      work: { name: 'waiting' },
    };
  }

  function activate(pictureId: string | null): void {
    const history = pictureId === null ? null : logs.history(pictureId);
    set({ activeId: pictureId, history, draft: null });
    logs.follow(pictureId);
    remember();
  }

  function ensureProject(fileName: string): ProjectInfo {
    const open = get().project;
    if (open) return open;
    const project = { id: newId(), name: nameOf(fileName) };
    round++;
    set({ project });
    void outbox.post(() => storage.createProject(project.id, project.name));
    guests.watch(project.id);
    return project;
  }

  /** A picture less; its neighbour is shown where it was the active one. */
  function takeOut(pictureId: string): void {
    const { pictures, activeId } = get();
    const at = pictures.findIndex(({ id }) => id === pictureId);
    if (at < 0) return;
    const left = pictures.filter(({ id }) => id !== pictureId);
    guests.refuse(pictureId);
    set({ pictures: left });
    beginnings.drop(pictureId);
    cutouts().drop(pictureId);
    if (activeId === pictureId) activate((left[at] ?? left.at(-1))?.id ?? null);
    if (left.length > 0) return;
    const { project } = get();
    leave();
    // A project that never had a picture is none.
    if (project) void outbox.post(() => storage.deleteProject(project.id));
  }

  function putBack(picture: PictureItem, at: number): void {
    guests.admit(picture.id);
    const back: PictureItem = { ...picture, work: { name: 'waiting' } };
    set({ pictures: get().pictures.toSpliced(at, 0, back) });
    activate(picture.id);
  }

  function leave(): void {
    const { project, pictures } = get();
    round++;
    added.clear();
    guests.end();
    thumbnails.paintFound(true);
    cutouts().stop();
    logs.follow(null);
    const begun = pictures.filter(({ id }) => beginnings.fetchedFrom(id) === undefined);
    for (const { id } of pictures) beginnings.drop(id);
    const isBehind = !outbox.isEmpty() && project !== null && begun.length > 0;
    if (isBehind) parked.set(project.id, { project, pictures: begun });
    else forget(pictures);
    set({
      project: null,
      isOpening: false,
      pictures: [],
      activeId: null,
      history: null,
      draft: null,
      isComparing: false,
    });
    tab.write(null);
    // One of samples that never came.
    const isNothing = begun.length === 0 && pictures.length > 0;
    if (project && isNothing) void outbox.post(() => storage.deleteProject(project.id));
  }

  function forget(pictures: readonly PictureItem[]): void {
    if (parked.size === 0) {
      logs.forgetAll();
      assets.forgetAll();
    }
    addresses.letGo(pictures);
    addresses.forgetRemoved();
  }

  /** Reads the logs of pictures, the active one's first, and has them shown or cut out. */
  async function takeUp(mine: number): Promise<void> {
    const { pictures, activeId } = get();
    const order = [...pictures].sort((a, b) => Number(b.id === activeId) - Number(a.id === activeId));
    for (const picture of order) {
      if (mine !== round) return;
      await takeUpOne(picture, mine);
    }
  }

  async function takeUpOne({ id, name }: PictureItem, mine: number): Promise<void> {
    const wasHere = logs.history(id) !== null;
    try {
      await logs.load(id);
    } catch (error) {
      if (mine === round) refuse(id, name, error);
      return;
    }
    if (mine !== round) return;
    // One that was opened meanwhile may be in somebody's hand already, and is followed.
    if (get().activeId === id && !(wasHere && get().history)) activate(id);
    await cutouts().take(id);
    void thumbnails.paintOriginal(id);
  }

  function refuse(pictureId: string, fileName: string, error: unknown): void {
    const problem = toProblem(error, fileName);
    if (problem) changePicture(desk, pictureId, { work: { name: 'failed', problem } });
  }

  async function open(projectId: string, pictureId: string | null): Promise<void> {
    leave();
    const mine = round;
    const left = parked.get(projectId);
    set({ isOpening: true, notice: null });
    const read = left ? { ...left.project, pictures: left.pictures } : await readStored(projectId);
    if (mine !== round) {
      if (!left) addresses.letGo(read?.pictures ?? []);
      return;
    }
    set({ isOpening: false });
    if (!read) return;
    parked.delete(projectId);
    const pictures = read.pictures.map((picture): PictureItem => ({ ...picture, work: { name: 'waiting' } }));
    guests.watch(projectId);
    const first = pictures.find(({ id }) => id === pictureId) ?? pictures[0];
    set({ project: { id: projectId, name: read.name }, pictures, activeId: first?.id ?? null });
    remember();
    await takeUp(mine);
  }

  async function readStored(projectId: string) {
    try {
      const stored = await storage.readProject(projectId);
      if (!stored) return null;
      return { name: stored.name, pictures: stored.pictures.map(shown) };
    } catch (error) {
      const problem = toProblem(error, '');
      if (problem) set({ notice: { kind: 'problem', problem } });
      return null;
    }
  }

  function add(files: Parameters<ProjectActions['add']>[0]): void {
    const [first] = files;
    if (!first) return;
    const { id: projectId } = ensureProject(first.name);
    const items = files.map(file => ({ id: newId(), given: file }));
    const pictures = items.map(
      ({ id, given }): PictureItem => ({
        id,
        name: given.name,
        file: given instanceof Blob ? given : new Blob(),
        thumbnail: given instanceof Blob ? null : given.url,
        work: { name: 'waiting' },
      }),
    );
    set({ pictures: [...get().pictures, ...pictures], notice: null });
    activate(items[0]?.id ?? null);
    for (const { id, given } of items) {
      added.add(id);
      performance.mark('picture-added', { detail: id });
      if (given instanceof Blob) beginnings.begin(projectId, id, given.name, given);
      else void beginnings.beginSample(projectId, id, given.name, given.url);
    }
  }

  return {
    add,

    activate(pictureId) {
      const picture = pictureOf(desk, pictureId);
      if (!picture || get().activeId === pictureId) return;
      activate(pictureId);
      // One that another tab began is cut out here, too, once somebody looks at it here; what cannot be read of it is told then.
      if (logs.history(pictureId)) void cutouts().take(pictureId);
      else if (beginnings.fetchedFrom(pictureId) === undefined) void takeUpOne(picture, round);
    },

    remove(pictureId) {
      const { pictures, project } = get();
      const at = pictures.findIndex(({ id }) => id === pictureId);
      const picture = pictures[at];
      if (!picture || !project) return () => undefined;
      const url = beginnings.fetchedFrom(pictureId);
      if (url !== undefined) {
        takeOut(pictureId);
        return () => {
          const open = get().project?.id;
          if (open === undefined && pictures.length === 1) add([{ name: picture.name, url }]);
          if (open !== project.id || pictureOf(desk, pictureId)) return;
          putBack(picture, at);
          void beginnings.beginSample(project.id, pictureId, picture.name, url);
        };
      }
      addresses.hold(picture);
      void outbox.post(() => storage.removePicture(pictureId));
      takeOut(pictureId);
      return () => {
        void outbox.post(() => storage.restorePicture(pictureId));
        if (pictures.length === 1) {
          void outbox.post(() => storage.restoreProject(project.id)).then(() => open(project.id, pictureId));
          return;
        }
        if (get().project?.id !== project.id || pictureOf(desk, pictureId)) return;
        addresses.release(picture);
        putBack(picture, at);
        void cutouts().take(pictureId);
      };
    },

    openProject: projectId => open(projectId, null),

    renameProject(name) {
      const { project } = get();
      const trimmed = name.trim();
      if (!project || trimmed === '') return;
      set({ project: { ...project, name: trimmed } });
      void outbox.post(() => storage.renameProject(project.id, trimmed));
    },

    leaveProject: leave,

    setAside(pictureId, problem) {
      const { pictures, activeId } = get();
      if (pictures.length > 1 || !added.has(pictureId)) {
        changePicture(desk, pictureId, { work: { name: 'failed', problem } });
        const at = pictures.findIndex(({ id }) => id === pictureId);
        const others = [...pictures.slice(at + 1), ...pictures.slice(0, at).reverse()];
        const next = others.find(({ work }) => work.name !== 'failed');
        if (activeId === pictureId && next) activate(next.id);
        return;
      }
      set({ notice: { kind: 'problem', problem } });
      addresses.letGo(pictures);
      void outbox.post(() => storage.removePicture(pictureId));
      takeOut(pictureId);
    },

    async resume() {
      const place = tab.read();
      if (place && !get().project) await open(place.projectId, place.pictureId);
    },

    settled() {
      if (parked.size === 0) return;
      const left = [...parked.values()].flatMap(({ pictures }) => pictures);
      parked.clear();
      if (!get().project) return forget(left);
      addresses.letGo(left);
    },
  };
}

/** A project is called as its first picture. */
function nameOf(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '') || fileName;
}
