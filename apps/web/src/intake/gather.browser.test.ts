import { describe, expect, it } from 'vitest';
import { gatherAddress, gatherDropped, gatherFiles } from './gather.ts';

const file = (name: string, type = '') => new File(['x'], name, { type });
const names = (files: readonly File[]) => files.map(({ name }) => name);

function dropped(...parts: (File | readonly [type: string, text: string])[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const part of parts) {
    if (part instanceof File) transfer.items.add(part);
    else transfer.setData(...part);
  }
  return transfer;
}

/** As much of a dropped folder as is read; its reader hands over two at a time. */
function folder(name: string, ...inside: (File | FileSystemDirectoryEntry)[]): FileSystemDirectoryEntry {
  const entries = inside.map(part =>
    part instanceof File
      ? { name: part.name, isDirectory: false, file: (give: (file: File) => void) => give(part) }
      : part,
  );
  const createReader = () => {
    let at = 0;
    return {
      readEntries(give: (entries: unknown[]) => void) {
        give(entries.slice(at, at + 2));
        at += 2;
      },
    };
  };
  return { name, isDirectory: true, createReader } as unknown as FileSystemDirectoryEntry;
}

/** A transfer of files and folders; a script cannot make a real one of folders. */
function droppedEntries(...parts: (File | FileSystemDirectoryEntry)[]): DataTransfer {
  const items = parts.map(part => ({
    kind: 'file',
    getAsFile: () => (part instanceof File ? part : file('folder')),
    webkitGetAsEntry: () => (part instanceof File ? { isDirectory: false } : part),
  }));
  return { items, getData: () => '' } as unknown as DataTransfer;
}

describe('gatherFiles', () => {
  it('takes many pictures and names what is none', () => {
    const gathered = gatherFiles([
      file('a.JPG'),
      file('notes.txt', 'text/plain'),
      file('b', 'image/png'),
      file('c.heic'),
    ]);
    expect(names(gathered.files)).toEqual(['a.JPG', 'b', 'c.heic']);
    expect(gathered).toMatchObject({ leftOut: ['notes.txt'], found: null });
  });

  it('leaves a single file of any kind to the engine', () => {
    expect(names(gatherFiles([file('scan.pdf', 'application/pdf')]).files)).toEqual(['scan.pdf']);
  });

  it('finds nothing in nothing, and in several files that are no pictures', () => {
    expect(gatherFiles([])).toMatchObject({ files: [], found: 'no_file' });
    expect(gatherFiles([file('a.txt'), file('b.svg', 'image/svg+xml')])).toMatchObject({
      files: [],
      found: 'no_file',
    });
  });

  it('names those beyond three hundred', () => {
    const { files, leftOut, beyond } = gatherFiles(Array.from({ length: 302 }, (_, i) => file(`${i}.png`)));
    expect([files.length, leftOut, beyond]).toEqual([300, [], { count: 2, most: 300 }]);
  });
});

describe('gatherDropped', () => {
  it('takes the files of a drop', async () => {
    expect(names((await gatherDropped(dropped(file('a.png'), file('b.png')))).files)).toEqual([
      'a.png',
      'b.png',
    ]);
  });

  it('takes the pictures of folders in their order, those beside them too, and says nothing of the rest', async () => {
    const drop = droppedEntries(
      file('beside.png'),
      folder(
        'holiday',
        file('10.jpg'),
        file('2.jpg'),
        file('.DS_Store'),
        file('list.txt'),
        folder('deep', file('z.webp')),
      ),
    );
    const { files, leftOut, found } = await gatherDropped(drop);
    expect([names(files), leftOut, found]).toEqual([['beside.png', '2.jpg', '10.jpg', 'z.webp'], [], null]);
  });

  it('says when a folder has no pictures', async () => {
    expect(await gatherDropped(droppedEntries(folder('empty')))).toMatchObject({
      files: [],
      found: 'folder',
    });
  });

  it('takes a picture of this site from another tab', async () => {
    const url = `${location.origin}/samples/02%20mug.jpg`;
    const { addresses } = await gatherDropped(dropped(['text/uri-list', `# a comment\r\n${url}`]));
    expect(addresses).toEqual([{ name: '02 mug.jpg', url }]);
  });

  it('takes a picture that its address holds', async () => {
    const html = '<p>Look: <img src="data:image/png;base64,aGVsbG8="></p>';
    const { files } = await gatherDropped(dropped(['text/html', html]));
    expect([names(files), await files[0]?.text()]).toEqual([['picture.png'], 'hello']);
  });

  it('fetches nothing from other sites', async () => {
    const drop = dropped(
      ['text/uri-list', 'https://example.com/cat.jpg'],
      ['text/html', '<img src="https://example.com/cat.jpg">'],
    );
    expect(await gatherDropped(drop)).toMatchObject({ files: [], addresses: [], found: 'foreign_address' });
  });

  it('knows text from a picture', async () => {
    expect(await gatherDropped(dropped(['text/plain', 'hello']))).toMatchObject({ found: 'no_file' });
    expect(gatherAddress([`${location.origin}/about`])).toMatchObject({ found: 'no_file' });
    expect(gatherAddress(['data:image/png;base64,%%%'])).toMatchObject({ found: 'no_file' });
  });
});
