import { fileURLToPath } from 'node:url';
import { findModel } from '@backgroundfx/core';
import { expect, test } from 'vitest';
import { describeModels, modelsToAdd } from './model-list.ts';
import { readCatalog } from './store/catalog-file.ts';

const catalog = await readCatalog(fileURLToPath(new URL('../../../models', import.meta.url)));
const find = (id: string) => findModel(catalog, id);

test('lists names, sizes, what is installed, licences and origins in columns', () => {
  const text = describeModels([
    { model: find('isnet'), installed: ['int8', 'fp32'] },
    { model: find('u2net'), installed: [] },
  ]);
  const [head, isnet, u2net] = text.split('\n');
  expect(isnet).toBe(
    'isnet, rembg  ISNet   int8 44.5 MB, fp16 44.3 MB, fp32 44.2 MB  int8, fp32  Apache-2.0  https://github.com/xuebinqin/DIS',
  );
  expect(u2net).toMatch(
    /^u2net +U²-Net +fp32 176\.0 MB +no +Apache-2\.0 +https:\/\/github\.com\/xuebinqin\/U-2-Net$/,
  );
  expect(head?.indexOf('licence')).toBe(isnet?.indexOf('Apache'));
});

test('adds with a model the lighter one that stands in for it, once', () => {
  const added = modelsToAdd(catalog, [find('u2net'), find('rembg'), find('u2netp')]);
  expect(added.map(m => m.id)).toEqual(['u2netp', 'u2net', 'isnet']);
});
