import { describe, expect, it } from 'vitest';
import type { CutoutResult } from '../../engine/cutout.api.ts';
import type { Problem } from '../../state/problem.ts';
import { noticeWords } from './notice-words.ts';
import { problemWords } from './problem-words.ts';
import { progressWords } from './progress-words.ts';
import { foundWords, reportWords } from './report-words.ts';
import { duration, megabytes, megapixels, wholeDuration } from './sizes.ts';

const result: CutoutResult = {
  width: 1280,
  height: 960,
  png: new Blob(),
  coverage: 0.3,
  hasForeground: true,
  confidence: 0.9,
  found: [],
  seconds: 1.43,
  stageSeconds: {},
  report: {
    models: [{ id: 'isnet', displayName: 'ISNet' }],
    variant: 'int8',
    provider: 'wasm',
    threads: 2,
    looks: 1,
    why: '',
    modelBytes: 44_300_000,
  },
};

const problem = (code: Problem['code'], details: Problem['details'] = {}): Problem => ({
  code,
  fileName: 'wall.png',
  details,
});

describe('progress', () => {
  it('counts the megabytes of the download', () => {
    const progress = { stage: 'download', fraction: 0.2, loadedBytes: 12_900_000, totalBytes: 44_300_000 };
    expect(progressWords({ ...progress, stage: 'download' })).toBe('Getting the model, 12 of 44 MB');
  });

  it('guesses the time left only while the subject is being found', () => {
    expect(progressWords({ stage: 'infer', fraction: 0.5, secondsLeft: 3.2 })).toBe(
      'Finding the subject, about 4 s left',
    );
    expect(progressWords({ stage: 'infer', fraction: 0.5, secondsLeft: 0.4 })).toBe('Finding the subject');
    expect(progressWords({ stage: 'infer', fraction: 0.5 })).toBe('Finding the subject');
    expect(progressWords({ stage: 'refine', fraction: 0.9, secondsLeft: 3 })).toBe('Drawing the edges');
  });
});

describe('report', () => {
  it('tells model, size, processor, picture and time', () => {
    expect(reportWords(result).join(' · ')).toBe(
      'ISNet int8 · 44 MB · your processor, 2 threads · 1280 × 960 · 1.4 s',
    );
  });

  it('knows one thread and the graphics card', () => {
    expect(reportWords({ ...result, report: { ...result.report, threads: 1 } })[2]).toBe(
      'your processor, 1 thread',
    );
    expect(reportWords({ ...result, report: { ...result.report, provider: 'webgpu' } })[2]).toBe(
      'your graphics card',
    );
  });

  it('tells which networks looked, and how often', () => {
    const small = { id: 'u2netp', displayName: 'U²-Net-P' };
    const report = { ...result.report, models: [...result.report.models, small], looks: 3 };
    expect(reportWords({ ...result, report }).slice(0, 2)).toEqual(['ISNet + U²-Net small int8', '3 looks']);
  });

  it("says nothing of the numbers of a network of the user's own", () => {
    const { variant: _, ...report } = result.report;
    expect(
      reportWords({ ...result, report: { ...report, models: [{ id: 'custom', displayName: 'Mine' }] } })[0],
    ).toBe('Mine');
  });

  it('names what was found', () => {
    expect(foundWords({ found: ['person', 'pottedplant'] })).toBe('Found: person, potted plant');
    expect(foundWords({ found: [] })).toBe('');
  });
});

describe('problems', () => {
  it('tell the size of a picture and the limit', () => {
    const pixels = { pixels: 412_000_000, limitPixels: 100_000_000 };
    expect(problemWords(problem('image_too_large', pixels)).text).toBe(
      'wall.png has 412 megapixels; up to 100 fit. Make it smaller and try again.',
    );
    const bytes = { bytes: 212_000_000, limitBytes: 100_000_000 };
    expect(problemWords(problem('image_too_large', bytes)).text).toBe(
      'wall.png has 212 MB; up to 100 MB fit. Make it smaller and try again.',
    );
    expect(problemWords(problem('image_too_large')).text).toBe('Make wall.png smaller and try again.');
  });

  it('name the kinds that can be read', () => {
    expect(problemWords(problem('unsupported_image')).text).toBe(
      'JPEG, PNG and WebP can. Save wall.png as one of them and try again.',
    );
  });
});

describe('a model that is not there', () => {
  it('is told apart from one that did not arrive', () => {
    const missing = problemWords(problem('model_unavailable', { status: 404, model: 'u2net' }));
    expect(missing.title).toBe('This server does not have the model yet');
    expect(missing.text).toContain('npm run models -- add u2net');
    expect(problemWords(problem('model_unavailable', { model: 'u2net' })).title).toBe(
      'The model did not arrive',
    );
  });
});

describe('notices', () => {
  it('say which of several was taken', () => {
    const notice = { kind: 'took_first', fileName: 'mug.jpg' } as const;
    expect(noticeWords({ ...notice, count: 5 }).text).toBe('mug.jpg was taken, the other 4 were left out.');
    expect(noticeWords({ ...notice, count: 2 }).text).toBe('mug.jpg was taken, the other was left out.');
  });
});

describe('sizes', () => {
  it('are rounded for people', () => {
    expect([megabytes(10), megabytes(44_600_000)]).toEqual([1, 45]);
    expect([megapixels(10), megapixels(786_432), megapixels(24_000_000)]).toEqual(['0.1', '0.8', '24']);
    expect([duration(0.44), duration(9.96), duration(11.6), duration(125)]).toEqual([
      '0.4 s',
      '10.0 s',
      '12 s',
      '2 min 5 s',
    ]);
    expect(wholeDuration(59.2)).toBe('1 min 0 s');
  });
});
