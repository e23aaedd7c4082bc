import type {
  CanvasSize,
  NewPicture,
  StoredEntry,
  StoredMatte,
  StoredPicture,
  WorkspaceStorage,
} from './workspace-storage.ts';

interface Picture extends NewPicture {
  isRemoved: boolean;
  thumbnail: Blob | null;
  canvas: CanvasSize | null;
  readonly log: StoredEntry[];
  readonly mattes: Map<string, StoredMatte>;
}

interface Project {
  readonly id: string;
  name: string;
  changedAt: number;
  isDeleted: boolean;
}

/** Keeps projects for as long as the page is open: for browsers that keep nothing for anybody. */
export function createMemoryStorage(newId: () => string, now: () => number): WorkspaceStorage {
  const projects = new Map<string, Project>();
  const pictures = new Map<string, Picture>();
  const assets = new Map<string, Blob>();
  const watchers = new Set<() => void>();

  const assetKey = (projectId: string, id: string) => `${projectId}/${id}`;
  const picturesOf = (projectId: string) =>
    [...pictures.values()].filter(picture => picture.projectId === projectId && !picture.isRemoved);
  const stored = ({ id, name, file, thumbnail, canvas }: Picture): StoredPicture => ({
    id,
    name,
    file,
    thumbnail,
    canvas,
  });

  function touch(projectId: string | undefined): void {
    const project = projectId === undefined ? undefined : projects.get(projectId);
    if (project) project.changedAt = now();
    for (const watcher of watchers) watcher();
  }

  function change(pictureId: string, work: (picture: Picture) => void): void {
    const picture = pictures.get(pictureId);
    if (!picture) return;
    work(picture);
    touch(picture.projectId);
  }

  function put(id: string, name: string, isDeleted = false): void {
    projects.set(id, { id, name, changedAt: now(), isDeleted });
    touch(id);
  }

  function erase(projectId: string): void {
    projects.delete(projectId);
    for (const { id, projectId: of } of pictures.values()) if (of === projectId) pictures.delete(id);
    for (const key of assets.keys()) if (key.startsWith(assetKey(projectId, ''))) assets.delete(key);
    touch(undefined);
  }

  return {
    isLasting: async () => false,

    async projects() {
      return [...projects.values()]
        .filter(({ isDeleted }) => !isDeleted)
        .sort((a, b) => b.changedAt - a.changedAt)
        .map(({ id, name, changedAt }) => {
          const inIt = picturesOf(id);
          const thumbnail = inIt.find(picture => picture.thumbnail)?.thumbnail ?? null;
          return { id, name, changedAt, pictures: inIt.length, thumbnail };
        });
    },
    watchProjects(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    createProject: async (id, name) => put(id, name),
    async renameProject(id, name) {
      const project = projects.get(id);
      if (project) project.name = name;
      touch(id);
    },
    async duplicateProject(id, name) {
      const copy = newId();
      put(copy, name);
      for (const picture of picturesOf(id)) {
        const pictureId = newId();
        pictures.set(pictureId, {
          ...picture,
          id: pictureId,
          projectId: copy,
          log: [...picture.log],
          mattes: new Map(picture.mattes),
        });
      }
      for (const [key, file] of assets) {
        if (key.startsWith(assetKey(id, '')))
          assets.set(assetKey(copy, key.slice(assetKey(id, '').length)), file);
      }
      touch(copy);
      return copy;
    },
    async deleteProject(id) {
      const project = projects.get(id);
      if (project) project.isDeleted = true;
      touch(undefined);
    },
    async restoreProject(id) {
      const project = projects.get(id);
      if (project) project.isDeleted = false;
      touch(undefined);
    },
    eraseProject: async id => erase(id),
    async readProject(id) {
      const project = projects.get(id);
      if (!project || project.isDeleted) return null;
      return { id, name: project.name, pictures: picturesOf(id).map(stored) };
    },

    async addPicture(picture) {
      if (!pictures.has(picture.id)) {
        pictures.set(picture.id, {
          ...picture,
          isRemoved: false,
          thumbnail: null,
          canvas: null,
          log: [],
          mattes: new Map(),
        });
        touch(picture.projectId);
      }
      return picture.file;
    },
    // One page alone sees this memory.
    watchPictures: () => () => undefined,
    removePicture: async id => change(id, picture => Object.assign(picture, { isRemoved: true })),
    restorePicture: async id => change(id, picture => Object.assign(picture, { isRemoved: false })),
    keepThumbnail: async (id, thumbnail, canvas) =>
      change(id, picture => Object.assign(picture, { thumbnail, canvas })),

    async readLog(pictureId) {
      const picture = pictures.get(pictureId);
      return picture ? { start: picture.start, entries: [...picture.log] } : null;
    },
    async append(pictureId, key, entry) {
      const log = pictures.get(pictureId)?.log ?? [];
      const there = log.find(kept => kept.key === key);
      if (there) return there.seq;
      const seq = log.length + 1;
      log.push({ seq, key, entry });
      return seq;
    },
    // One page alone sees this memory.
    followLog: () => () => undefined,

    async keepMatte(pictureId, matte) {
      pictures.get(pictureId)?.mattes.set(matte.key, matte);
      return matte;
    },
    readMatte: async (pictureId, key) => pictures.get(pictureId)?.mattes.get(key) ?? null,

    async keepAsset(projectId, id, file) {
      assets.set(assetKey(projectId, id), file);
    },
    readAsset: async (projectId, id) => assets.get(assetKey(projectId, id)) ?? null,

    use: async () => null,
    persist: async () => false,
    async sweep() {
      for (const { id, isDeleted } of projects.values()) if (isDeleted) erase(id);
    },
    close: () => watchers.clear(),
  };
}
