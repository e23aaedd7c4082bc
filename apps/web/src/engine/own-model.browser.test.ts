import { customModelRules, type EngineError, parseManifest } from '@backgroundfx/core';
import { afterAll, expect, it } from 'vitest';
import type { OwnModel } from './chosen-model.ts';
import type { CoarseMatte } from './cutout.api.ts';
import { createCutoutClient } from './cutout.client.ts';

const files = import.meta.glob<string>('../../test/models/*', {
  query: '?url',
  import: 'default',
  eager: true,
});
const client = createCutoutClient();
afterAll(() => client.dispose());

async function file(name: string): Promise<Blob> {
  const url = files[`../../test/models/${name}`];
  if (!url) throw new Error(`There is no ${name}`);
  return (await fetch(url)).blob();
}

async function opened(name: string): Promise<OwnModel> {
  const copy = await file(name);
  const { facts, sha256 } = await client.inspectModel(copy);
  const manifest = parseManifest(JSON.parse(await (await file('red.json')).text()));
  const entry = {
    id: 'custom',
    displayName: name,
    kind: 'saliency',
    ...customModelRules(manifest, facts),
  } as const;
  return { kind: 'own', key: sha256, file: copy, entry };
}

/** Why a file is refused, at whatever step. */
async function refusal(name: string): Promise<unknown> {
  try {
    await client.tryModel(await opened(name));
    return 'taken';
  } catch (error) {
    return (error as EngineError).details.reason;
  }
}

/** A red square on white, one quarter of the picture. */
async function redSquare(): Promise<Blob> {
  const canvas = new OffscreenCanvas(128, 128);
  const context = canvas.getContext('2d')!;
  context.fillStyle = 'white';
  context.fillRect(0, 0, 128, 128);
  context.fillStyle = 'rgb(255 0 0)';
  context.fillRect(32, 32, 64, 64);
  return canvas.convertToBlob();
}

it('a subject is found: first what one look saw, then what all came to, with nothing drawn', async () => {
  const model = await opened('red.onnx');
  const drafts: CoarseMatte[] = [];
  const found = await client.find(await redSquare(), {
    model,
    quality: 'high',
    onDraft: draft => drafts.push(draft),
  });
  expect(found).toMatchObject({ hasForeground: true, width: 128, height: 128 });
  expect('png' in found).toBe(false);
  expect(found.coverage).toBeGreaterThan(0.2);
  expect(found.coverage).toBeLessThan(0.35);
  expect(drafts).toHaveLength(1);
  for (const { width, height, alpha } of [drafts[0]!, found.coarse!]) {
    const values = new Float32Array(await alpha.arrayBuffer());
    expect(values).toHaveLength(width * height);
    expect(values[0]).toBeLessThan(0.1);
    expect(values[(height / 2) * width + width / 2]).toBeGreaterThan(0.9);
  }
});

it("a network of the user's own is tried and finds", async () => {
  const model = await opened('red.onnx');
  await client.tryModel(model);
  const found = await client.find(await redSquare(), { model, quality: 'low' });
  expect(found.coverage).toBeGreaterThan(0.2);
  expect(found.coverage).toBeLessThan(0.35);
  expect(found).toMatchObject({ hasForeground: true, found: [], width: 128, height: 128 });
  expect(found.report.models).toEqual([{ id: 'custom', displayName: 'red.onnx' }]);
  expect(found.report).not.toHaveProperty('variant');
  expect(client.expect(model, 'low').learned).toBe(true);
});

it.each([
  ['huge-dims.onnx', 'tensor_too_large'],
  ['loop.onnx', 'control_flow'],
  ['outside.onnx', 'external_data'],
  ['circle.onnx', 'cycle'],
  ['claims-2gb.onnx', 'weights_size'],
  ['nan.onnx', 'nan_weights'],
  ['half.onnx', 'cut_off'],
  ['five-channels.onnx', 'channels'],
  ['open-axes.onnx', 'dynamic_size'],
  ['not-onnx.onnx', 'not_onnx'],
])('%s is refused: %s', async (name, reason) => {
  expect(await refusal(name)).toBe(reason);
});

it('one that asks for too much memory while it runs costs no more than its trial', async () => {
  expect(await refusal('blows-up.onnx')).toMatch(/^(memory|run_failed|crashed)$/);
  expect(await refusal('red.onnx')).toBe('taken');
});
