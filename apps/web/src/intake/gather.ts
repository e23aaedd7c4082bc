/** What was brought to the page, sorted. */
export interface Gathered {
  readonly files: readonly File[];
  /** Pictures of this site, dragged from one of its other tabs. */
  readonly addresses: readonly { readonly name: string; readonly url: string }[];
  /** Names of files that are no pictures. */
  readonly leftOut: readonly string[];
  /** Pictures that came after as many as are taken at once. */
  readonly beyond?: { readonly count: number; readonly most: number };
  /** Why there is nothing; null where there is something. */
  readonly found: 'folder' | 'no_file' | 'foreign_address' | null;
}

/** More than anybody works off in one go. */
const MOST_FILES = 300;
/** A whole disk that was dropped by mistake ends here. */
const MOST_SEEN = 10_000;
const MOST_DEPTH = 12;
const PICTURE_NAMES = /\.(jpe?g|jfif|png|webp|avif|hei[cf]|gif|bmp)$/i;
/** What systems put beside pictures. */
const HIDDEN_NAMES = /^(\.|Thumbs\.db$|desktop\.ini$)/i;

/** Files that were chosen, pasted, shared or opened with the page. A single one is for the engine to judge, whatever it is. */
export function gatherFiles(files: readonly File[]): Gathered {
  if (files.length === 0) return nothing('no_file');
  if (files.length === 1) return { files, addresses: [], leftOut: [], found: null };
  return sorted(files);
}

/**
 * What was dropped: files, the pictures in folders, else a picture of another tab. To be called within the event; what it
 * gives back comes later, because folders are read.
 */
export function gatherDropped(transfer: DataTransfer): Promise<Gathered> {
  const items = [...transfer.items].filter(item => item.kind === 'file');
  const entries = items.map(item => item.webkitGetAsEntry());
  const files = items.flatMap((item, i) => (entries[i]?.isDirectory ? [] : (item.getAsFile() ?? [])));
  const folders = entries.filter(entry => entry?.isDirectory === true) as FileSystemDirectoryEntry[];
  if (items.length > 0) return gatherWithFolders(files, folders);
  const from = [
    ...transfer.getData('text/uri-list').split(/\r?\n/),
    pictureOf(transfer.getData('text/html')) ?? '',
  ];
  return Promise.resolve(gatherAddress(from));
}

async function gatherWithFolders(
  files: readonly File[],
  folders: readonly FileSystemDirectoryEntry[],
): Promise<Gathered> {
  if (folders.length === 0) return gatherFiles(files);
  const pictures: File[] = [];
  for (const folder of folders) await readFolder(folder, pictures, 0);
  return files.length + pictures.length === 0 ? nothing('folder') : sorted([...files, ...pictures]);
}

function sorted(files: readonly File[]): Gathered {
  const pictures = files.filter(isPicture);
  const leftOut = files.filter(file => !isPicture(file));
  const count = pictures.length - MOST_FILES;
  return {
    files: pictures.slice(0, MOST_FILES),
    addresses: [],
    leftOut: leftOut.map(({ name }) => name),
    ...(count > 0 && { beyond: { count, most: MOST_FILES } }),
    found: pictures.length > 0 ? null : 'no_file',
  };
}

/** Types lie, and few systems know that of HEIC. */
function isPicture({ name, type }: File): boolean {
  return PICTURE_NAMES.test(name) || (type.startsWith('image/') && !/svg|tiff/.test(type));
}

/** Pictures alone: nobody chose what else lies in a folder, and it is not worth a word. */
async function readFolder(folder: FileSystemDirectoryEntry, into: File[], depth: number): Promise<void> {
  if (depth > MOST_DEPTH) return;
  const reader = folder.createReader();
  // A reader hands over a hundred at a time, and none when it is through.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>(resolve =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (entries.length === 0) return;
    for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))) {
      if (into.length >= MOST_SEEN || HIDDEN_NAMES.test(entry.name)) continue;
      if (entry.isDirectory) await readFolder(entry as FileSystemDirectoryEntry, into, depth + 1);
      else into.push(...(await fileOf(entry as FileSystemFileEntry)).filter(isPicture));
    }
  }
}

/** The file, or none where it went away or may not be read. */
function fileOf(entry: FileSystemFileEntry): Promise<readonly File[]> {
  return new Promise(resolve =>
    entry.file(
      file => resolve([file]),
      () => resolve([]),
    ),
  );
}

/** The address of the first picture in what another page says about what was dragged. */
function pictureOf(html: string): string | null {
  if (html === '') return null;
  const page = new DOMParser().parseFromString(html, 'text/html');
  return page.querySelector('img')?.getAttribute('src') ?? null;
}

/** @param from addresses, the likeliest first; lines of comments among them */
export function gatherAddress(from: readonly string[], origin = location.origin): Gathered {
  const addresses = from.map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'));
  for (const address of addresses) {
    const file = fromData(address);
    if (file) return gatherFiles([file]);
  }
  const urls = addresses.flatMap(address => (URL.canParse(address) ? [new URL(address)] : []));
  const own = urls.find(url => url.origin === origin && PICTURE_NAMES.test(url.pathname));
  if (own) {
    const name = decodeURIComponent(own.pathname.split('/').at(-1) ?? '');
    return { files: [], addresses: [{ name, url: own.href }], leftOut: [], found: null };
  }
  const isForeign = urls.some(url => /^https?:$/.test(url.protocol) && url.origin !== origin);
  return nothing(isForeign ? 'foreign_address' : 'no_file');
}

/** The picture that an address holds in itself. */
function fromData(address: string): File | null {
  const [, type, data] = /^data:(image\/[\w.+-]+);base64,([\s\S]*)$/.exec(address) ?? [];
  if (type === undefined || data === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(data), character => character.charCodeAt(0));
    return new File([bytes], `picture.${type.replace(/^image\//, '').replace(/\W.*/, '')}`, { type });
  } catch {
    return null;
  }
}

function nothing(found: NonNullable<Gathered['found']>): Gathered {
  return { files: [], addresses: [], leftOut: [], found };
}
