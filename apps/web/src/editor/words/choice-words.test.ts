import { describe, expect, it } from 'vitest';
import type { ModelInfo } from '../../engine/chosen-model.ts';
import { CATALOG } from '../../engine/model-catalog.ts';
import {
  levelWords,
  modelLine,
  modelWords,
  placeWords,
  roughly,
  timeWords,
  ultraWords,
} from './choice-words.ts';
import { nothingWords, otherLook } from './result-words.ts';
import { serverCommands } from './server-words.ts';

const isnet: ModelInfo = { id: 'isnet', displayName: 'ISNet', totalBytes: 44_300_000, place: 'device' };

describe('a network', () => {
  it('of the catalogue has a meaning in plain words, each of them', () => {
    for (const { id, displayName } of CATALOG) {
      expect(modelWords(id, displayName).meaning, id).not.toBe('');
    }
    expect(modelWords('new', 'Newer')).toEqual({ name: 'Newer', meaning: '' });
  });

  it('says where it is', () => {
    expect(modelLine('ISNet', isnet)).toBe('ISNet, 44 MB, ready on this device');
    expect(modelLine('ISNet', { ...isnet, place: 'elsewhere' })).toBe('ISNet, 44 MB, downloads on first use');
    expect(
      (['device', 'elsewhere', 'server', 'missing', 'unreachable'] as const).map(place =>
        placeWords({ totalBytes: 2_400_000, place }),
      ),
    ).toEqual([
      '2 MB, on this device',
      '2 MB to download',
      '2 MB to download',
      'Not on this server',
      'Server out of reach',
    ]);
  });
});

describe('time', () => {
  it('is rounded as people say it', () => {
    expect([0.4, 1, 4.4, 9.6, 12, 44, 58, 130].map(roughly)).toEqual([
      'under 1 s',
      '1 s',
      '4 s',
      '10 s',
      '10 s',
      '45 s',
      '1 min',
      '2 min',
    ]);
  });

  it('tells a guess from what was learned', () => {
    expect(timeWords({ seconds: 4, learned: true })).toBe('about 4 s');
    expect(timeWords({ seconds: 4, learned: false })).toBe('maybe 4 s');
    expect(timeWords({ seconds: 0.4, learned: false })).toBe('under 1 s');
    expect(levelWords('low', { seconds: 4, learned: true })).toMatch(/\. About 4 s here\.$/);
    expect(ultraWords({ seconds: 75, learned: false })).toBe(
      'Ultra takes maybe 1 min 15 s on this processor.',
    );
  });
});

describe('after a result', () => {
  it('the next thing to try is ISNet, then Ultra, then nothing', () => {
    const deeplab = { kind: 'catalog', id: 'deeplabv3' } as const;
    const model = { kind: 'catalog', id: 'isnet' } as const;
    expect(otherLook({ model: deeplab, quality: 'ultra' })?.choice).toEqual({ model });
    expect(otherLook({ model, quality: 'high' })?.choice).toEqual({ quality: 'ultra' });
    expect(otherLook({ model, quality: 'ultra' })).toBeNull();
    expect(nothingWords(deeplab, 'DeepLab').text).toContain('twenty kinds');
  });
});

describe('the commands for a server', () => {
  const request = {
    origin: 'http://localhost:8000',
    fileName: 'mug.jpg',
    model: 'isnet',
    quality: 'ultra',
  } as const;

  it('name what the API calls the network', () => {
    expect(serverCommands(request).cutout).toBe(
      `curl -fsS http://localhost:8000/v1/process/remove-background -H "Authorization: Bearer $TOKEN" ` +
        `-H 'Accept: image/png' -F file=@mug.jpg -F model=rembg -F quality=ultra -o cutout.png`,
    );
    expect(serverCommands({ ...request, model: 'deeplabv3' }).cutout).toContain('-F model=deeplab ');
    expect(serverCommands({ ...request, model: null }).cutout).not.toContain('model=');
  });

  it('keep any file name in one piece', () => {
    const { cutout } = serverCommands({ ...request, fileName: "Ann's cat; rm -rf $HOME.jpg" });
    expect(cutout).toContain(`-F 'file=@Ann'\\''s cat; rm -rf $HOME.jpg' -F`);
  });
});
