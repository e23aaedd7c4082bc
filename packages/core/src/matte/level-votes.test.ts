import { describe, expect, it } from 'vitest';
import { UNDECIDED } from './cells.ts';
import { ANSWER } from './colour-alpha.ts';
import { levelVotes, type Votes } from './level-votes.ts';

const SIDE = 8;

/** A band of which the network calls the left half solid and the right half middling; colours say a fifth less of both. */
function votes(softness: number, of: Partial<Votes> = {}): Votes {
  const left = (cell: number) => cell % SIDE < SIDE / 2;
  const colours = Float32Array.from({ length: SIDE * SIDE }, (_, cell) => (left(cell) ? 0.8 : 0.4));
  const width = 2 * SIDE;
  const index = Int32Array.from({ length: width * width }, (_, p) => p);
  const answers = new Float32Array(ANSWER * index.length).fill(7);
  for (let p = 0; p < index.length; p++) {
    answers[ANSWER * p] = colours[Math.floor(p / width / 2) * SIDE + Math.floor((p % width) / 2)]!;
  }
  return {
    cells: { left: 0, top: 0, width: SIDE, height: SIDE },
    trimap: {
      verdict: new Uint8Array(SIDE * SIDE).fill(UNDECIDED),
      softness: new Float32Array(16).fill(softness),
    },
    matte: { width, height: width },
    judge: { answers, index },
    network: Float32Array.from(colours, (_, cell) => (left(cell) ? 1 : 0.5)),
    colours,
    deaf: new Uint8Array(SIDE * SIDE),
    ...of,
  };
}

describe('levelVotes', () => {
  it('raises all around by what colours miss of what is solid, of cells and of pixels', () => {
    const all = votes(0);
    const missed = levelVotes(all);
    for (let cell = 0; cell < SIDE * SIDE; cell++) {
      expect(all.colours[cell]).toBeCloseTo(cell % SIDE < SIDE / 2 ? 1 : 0.5, 5);
    }
    for (let p = 0; p < 256; p++) {
      expect(all.judge.answers[ANSWER * p]).toBeCloseTo(p % 16 < 8 ? 1 : 0.5, 5);
      expect(all.judge.answers[ANSWER * p + 1]).toBe(7);
    }
    expect(missed.length).toBe(16);
    missed.forEach(share => {
      expect(share).toBeGreaterThan(0.18);
      expect(share).toBeLessThan(0.2);
    });
  });

  it('raises nothing where colours contradict the edge, but tells what they miss', () => {
    const all = votes(1);
    const before = [all.colours.slice(), all.judge.answers.slice()];
    expect(levelVotes(all)[0]).toBeGreaterThan(0.18);
    expect([all.colours, all.judge.answers]).toEqual(before);
  });

  it('leaves alone what is known, what sees colours of one kind, and all where nothing is solid', () => {
    const known = votes(0, { trimap: { verdict: new Uint8Array(64), softness: new Float32Array(16) } });
    const deaf = votes(0, { deaf: new Uint8Array(64).fill(1) });
    const mixed = votes(0, { network: new Float32Array(64).fill(0.9) });
    for (const all of [known, deaf, mixed]) {
      const before = [all.colours.slice(), all.judge.answers.slice()];
      expect(levelVotes(all)).toEqual(new Float32Array(16));
      expect([all.colours, all.judge.answers]).toEqual(before);
    }
  });
});
