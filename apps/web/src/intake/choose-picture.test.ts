import { describe, expect, it } from 'vitest';
import { type Candidate, choosePicture } from './choose-picture.ts';

const file = (name: string, type: string): Candidate => ({
  file: new File(['x'], name, { type }),
  isFolder: false,
});
const text: Candidate = { file: null, isFolder: false };
const folder: Candidate = { file: new File([], 'holiday'), isFolder: true };

describe('choosePicture', () => {
  it('takes a single picture without a word', () => {
    const choice = choosePicture([file('mug.jpg', 'image/jpeg')]);
    expect(choice.file?.name).toBe('mug.jpg');
    expect(choice.notice).toBeNull();
  });

  it('takes the first picture of several and says so', () => {
    const choice = choosePicture([
      file('notes.txt', 'text/plain'),
      file('a.png', 'image/png'),
      file('b.png', 'image/png'),
    ]);
    expect(choice.file?.name).toBe('a.png');
    expect(choice.notice).toEqual({ kind: 'took_first', count: 3, fileName: 'a.png' });
  });

  it('hands on a file of unknown type, for the engine to judge', () => {
    expect(choosePicture([file('scan', '')]).file?.name).toBe('scan');
  });

  it('tells a folder from something that is no file', () => {
    expect(choosePicture([folder])).toEqual({ file: null, notice: { kind: 'no_picture', found: 'folder' } });
    expect(choosePicture([text])).toEqual({ file: null, notice: { kind: 'no_picture', found: 'no_file' } });
    expect(choosePicture([])).toEqual({ file: null, notice: { kind: 'no_picture', found: 'no_file' } });
  });

  it('takes the picture beside a folder', () => {
    expect(choosePicture([folder, file('a.png', 'image/png')]).file?.name).toBe('a.png');
  });
});
