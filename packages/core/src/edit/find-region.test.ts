import { describe, expect, it } from 'vitest';
import { type Matte, matte } from '../raster/planes.ts';
import { findRegion } from './find-region.ts';

/** A matte drawn with a character a pixel: `#` 255, `+` 128, `-` 20, `.` 0. */
function drawn(...rows: readonly string[]): Matte {
  const levels: Readonly<Record<string, number>> = { '#': 255, '+': 128, '-': 20, '.': 0 };
  const data = Uint8Array.from(rows.join(''), sign => levels[sign]!);
  return matte(rows[0]!.length, rows.length, data);
}

/** What was found, a row a line. */
function found(source: Matte, x: number, y: number, holes = false): readonly string[] {
  const area = findRegion(source, x, y, holes);
  return Array.from({ length: source.height }, (_, v) =>
    Array.from({ length: source.width }, (_, u) => {
      if (!area || u < area.left || v < area.top) return ' ';
      if (u >= area.left + area.width || v >= area.top + area.height) return ' ';
      return area.data[(v - area.top) * area.width + u - area.left] === 255 ? 'x' : ' ';
    }).join(''),
  );
}

const SCENE = drawn('..........', '.-###...+.', '.-#.#..-#-', '..###....-', '..........');

describe('findRegion', () => {
  it('finds what hangs together, with its fringe, and no more', () => {
    expect(found(SCENE, 2.5, 1.5)).toEqual([
      '          ',
      ' xxxx     ',
      ' xx x     ',
      '  xxx     ',
      '          ',
    ]);
    expect(found(SCENE, 8.9, 1.1)).toEqual([
      '          ',
      '        x ',
      '       xxx',
      '         x',
      '          ',
    ]);
  });

  it('finds holes', () => {
    expect(found(SCENE, 3.5, 2.5, true)).toEqual([
      '          ',
      '          ',
      '   x      ',
      '          ',
      '          ',
    ]);
  });

  it('finds nothing where there is none, and beside the picture', () => {
    expect(findRegion(SCENE, 3.5, 2.5)).toBeUndefined();
    expect(findRegion(SCENE, 2.5, 1.5, true)).toBeUndefined();
    expect(findRegion(SCENE, -1, 2)).toBeUndefined();
    expect(findRegion(SCENE, 3, 5)).toBeUndefined();
  });

  it('follows a path that winds, and a whole picture', () => {
    const maze = drawn('#######', '......#', '#####.#', '#...#.#', '#.###.#', '#.....#', '#######');
    const area = findRegion(maze, 0, 0)!;
    expect(area.data.filter(value => value === 255)).toHaveLength(
      maze.data.filter(value => value === 255).length,
    );
    const full = matte(300, 200, new Uint8Array(60_000).fill(255));
    expect(findRegion(full, 150, 100)!.data.every(value => value === 255)).toBe(true);
  });
});
