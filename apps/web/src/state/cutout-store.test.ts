import { EngineError } from '@backgroundfx/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_MODEL } from '../engine/chosen-model.ts';
import { cutoutOf, ISNET, OWN, SMALL, settle, setUp } from './testing/store-setup.ts';

let t: ReturnType<typeof setUp>;
beforeEach(() => {
  t = setUp();
});

describe('one picture', () => {
  it('goes from start over working to result, at the quality that is set', async () => {
    t.store.getState().choose({ quality: 'medium' });
    const call = await t.open('mug.jpg');
    expect(t.phase()).toMatchObject({ name: 'working', picture: { name: 'mug.jpg' }, previous: null });
    expect(call.quality).toBe('medium');
    expect(await call.file.text()).toBe('mug.jpg');
    const result = cutoutOf();
    await call.finish(result);
    expect(t.phase()).toMatchObject({
      name: 'result',
      finished: { cutout: result, quality: 'medium', picture: { name: 'mug.jpg' } },
    });
  });

  it('never lets the bar fall back, whatever the engine says', async () => {
    const call = await t.open('mug.jpg');
    call.report({ stage: 'download', fraction: 0.5, loadedBytes: 1, totalBytes: 2 });
    call.report({ stage: 'load', fraction: 0.3 });
    expect(t.phase()).toMatchObject({ progress: { stage: 'load', fraction: 0.5 } });
    call.report({ stage: 'infer', fraction: 0.7 });
    expect(t.phase()).toMatchObject({ progress: { stage: 'infer', fraction: 0.7 } });
  });

  it('fetches a sample before it is cut out, and shows it at once', async () => {
    t.store.getState().openSample({ name: 'mug.jpg', url: '/samples/02-mug.jpg' });
    expect(t.phase()).toMatchObject({ name: 'working', picture: { url: '/samples/02-mug.jpg' } });
    await settle();
    expect(await t.calls[0]!.file.text()).toBe('jpeg');
  });

  it('says so when a sample cannot be fetched', async () => {
    t.store.getState().openSample({ name: 'mug.jpg', url: '/missing.jpg' });
    await settle();
    expect(t.calls).toHaveLength(0);
    expect(t.phase().name).toBe('start');
    expect(t.store.getState().notice).toMatchObject({
      kind: 'problem',
      problem: { code: 'sample_unavailable' },
    });
  });
});

describe('cancel', () => {
  it('fires the signal and goes to the start; what the old job says later is ignored', async () => {
    const call = await t.open('mug.jpg');
    t.store.getState().cancel();
    expect(call.signal.aborted).toBe(true);
    expect(t.phase()).toEqual({ name: 'start', previous: null });
    call.report({ stage: 'infer', fraction: 0.9 });
    await settle();
    expect(t.phase()).toEqual({ name: 'start', previous: null });
    expect(t.store.getState().notice).toBeNull();
  });

  it('comes back to the last cut-out and its quality', async () => {
    await (await t.open('mug.jpg')).finish(cutoutOf());
    t.store.getState().choose({ quality: 'ultra' });
    await settle();
    expect(t.calls.at(-1)!.quality).toBe('ultra');
    t.store.getState().cancel();
    expect(t.phase()).toMatchObject({ name: 'result', finished: { quality: 'high' } });
    expect(t.store.getState().quality).toBe('high');
  });

  it('is done for a running job when another picture comes', async () => {
    const first = await t.open('mug.jpg');
    const second = await t.open('plant.jpg');
    expect(first.signal.aborted).toBe(true);
    expect(second.signal.aborted).toBe(false);
    await second.finish(cutoutOf());
    expect(t.phase()).toMatchObject({ name: 'result', finished: { picture: { name: 'plant.jpg' } } });
  });

  it('means the start as well when the engine cancels by itself', async () => {
    await (await t.open('mug.jpg')).fail(new EngineError('cancelled', 'Cancelled'));
    expect(t.phase()).toEqual({ name: 'start', previous: null });
  });
});

describe('failure', () => {
  it('keeps the picture when the engine is at fault, and tries again', async () => {
    await (await t.open('mug.jpg')).fail(new EngineError('worker_died', 'The worker died'));
    expect(t.phase()).toMatchObject({ name: 'failed', problem: { code: 'worker_died' } });
    expect(t.live.size).toBe(1);
    t.store.getState().retry();
    await settle();
    await t.calls[1]!.finish(cutoutOf());
    expect(t.phase()).toMatchObject({ name: 'result', finished: { picture: { name: 'mug.jpg' } } });
  });

  it('goes to the start with the facts when the file is at fault', async () => {
    const details = { pixels: 400_000_000, limitPixels: 100_000_000 };
    await (await t.open('wall.png')).fail(new EngineError('image_too_large', 'Too large', { details }));
    expect(t.phase()).toEqual({ name: 'start', previous: null });
    expect(t.store.getState().notice).toEqual({
      kind: 'problem',
      problem: { code: 'image_too_large', fileName: 'wall.png', details },
    });
    expect(t.live.size).toBe(0);
  });

  it('keeps the last cut-out when the next file is at fault', async () => {
    await (await t.open('mug.jpg')).finish(cutoutOf());
    await (await t.open('notes.txt')).fail(new EngineError('unsupported_image', 'Not a picture'));
    expect(t.phase()).toMatchObject({ name: 'result', finished: { picture: { name: 'mug.jpg' } } });
    expect(t.store.getState().notice).toMatchObject({ problem: { fileName: 'notes.txt' } });
    t.store.getState().dismissNotice();
    expect(t.store.getState().notice).toBeNull();
  });

  it('runs a failed picture again when another quality is chosen', async () => {
    await (await t.open('mug.jpg')).fail(new EngineError('out_of_memory', 'Out of memory'));
    t.store.getState().choose({ quality: 'low' });
    await settle();
    expect(t.calls.at(-1)!.quality).toBe('low');
  });

  it('shows an error that nobody foresaw', async () => {
    await (await t.open('mug.jpg')).fail(new TypeError('x is not a function'));
    expect(t.phase()).toMatchObject({ name: 'failed', problem: { code: 'internal' } });
    t.store.getState().goBack();
    expect(t.phase()).toEqual({ name: 'start', previous: null });
  });
});

describe('addresses', () => {
  it('are given back when the picture is replaced', async () => {
    await (await t.open('mug.jpg')).finish(cutoutOf());
    expect([...t.live]).toEqual(['blob:1', 'blob:2']);
    await (await t.open('plant.jpg')).finish(cutoutOf());
    expect([...t.live]).toEqual(['blob:3', 'blob:4']);
  });

  it('stay for a picture that is cut out again', async () => {
    await (await t.open('mug.jpg')).finish(cutoutOf());
    t.store.getState().choose({ quality: 'low' });
    await settle();
    await t.calls[1]!.finish(cutoutOf());
    expect([...t.live]).toEqual(['blob:1', 'blob:3']);
  });

  it('stay while the start offers the way back, and go on dispose', async () => {
    await (await t.open('mug.jpg')).finish(cutoutOf());
    t.store.getState().startOver();
    expect(t.live.size).toBe(2);
    t.store.getState().goBack();
    expect(t.phase()).toMatchObject({ name: 'result' });
    t.store.getState().dispose();
    expect(t.live.size).toBe(0);
    expect(t.disposed()).toBe(1);
  });

  it('do not pile up over ten cancels', async () => {
    for (let i = 0; i < 10; i++) {
      await t.open('mug.jpg');
      t.store.getState().cancel();
    }
    expect(t.live.size).toBe(0);
  });
});

describe('the networks', () => {
  it('are looked for again after a job', async () => {
    await t.store.getState().refreshModels(false);
    expect(t.store.getState().models[0]?.place).toBe('elsewhere');
    t.setModels(async () => [{ ...ISNET, place: 'device' }]);
    await (await t.open('mug.jpg')).finish(cutoutOf());
    expect(t.store.getState().models[0]?.place).toBe('device');
  });

  it('stay as they were told when they cannot be looked for', async () => {
    await t.store.getState().refreshModels(false);
    t.setModels(() => Promise.reject(new EngineError('model_unavailable', 'No network')));
    await t.store.getState().refreshModels(true);
    expect(t.store.getState().models).toEqual([ISNET]);
  });
});

describe('the chosen network', () => {
  it('cuts out, again when another one is chosen, and not when the same one is', async () => {
    await (await t.open('mug.jpg')).finish(cutoutOf());
    expect(t.calls[0]!.model).toEqual(DEFAULT_MODEL);
    t.store.getState().choose({ model: { ...DEFAULT_MODEL } });
    await settle();
    expect(t.calls).toHaveLength(1);
    t.store.getState().choose({ model: SMALL });
    await settle();
    expect(t.calls[1]).toMatchObject({ model: SMALL, quality: 'high' });
    await t.calls[1]!.finish(cutoutOf());
    expect(t.phase()).toMatchObject({ name: 'result', finished: { model: SMALL } });
  });

  it('is for the next picture when it is chosen at the start', async () => {
    t.store.getState().choose({ model: SMALL, quality: 'low' });
    expect(t.phase().name).toBe('start');
    expect(await t.open('mug.jpg')).toMatchObject({ model: SMALL, quality: 'low' });
  });

  it("is the last cut-out's again when its job is cancelled, or fails and is left", async () => {
    await (await t.open('mug.jpg')).finish(cutoutOf());
    t.store.getState().choose({ model: SMALL });
    await settle();
    t.store.getState().cancel();
    expect(t.store.getState().model).toEqual(DEFAULT_MODEL);
    t.store.getState().choose({ model: SMALL });
    await settle();
    await t.calls
      .at(-1)!
      .fail(new EngineError('model_unavailable', 'Not there', { details: { status: 404 } }));
    expect(t.phase()).toMatchObject({ name: 'failed', problem: { details: { status: 404 } } });
    t.store.getState().goBack();
    expect(t.phase()).toMatchObject({ name: 'result' });
    expect(t.store.getState().model).toEqual(DEFAULT_MODEL);
  });
});

describe("a network of the user's own", () => {
  const never = new AbortController().signal;

  it('is chosen once it was tried, and stays within reach', async () => {
    await t.store.getState().takeOwn(OWN, never);
    expect(t.store.getState()).toMatchObject({ own: OWN, model: OWN });
    t.store.getState().choose({ model: DEFAULT_MODEL });
    expect(t.store.getState().own).toBe(OWN);
    t.store.getState().choose({ model: OWN });
    expect((await t.open('mug.jpg')).model).toBe(OWN);
  });

  it('changes nothing when it is refused', async () => {
    await (await t.open('mug.jpg')).finish(cutoutOf());
    const before = t.store.getState();
    t.setTrial(() =>
      Promise.reject(new EngineError('invalid_model', 'No', { details: { reason: 'timeout' } })),
    );
    await expect(t.store.getState().takeOwn(OWN, never)).rejects.toMatchObject({ code: 'invalid_model' });
    expect(t.store.getState()).toEqual(before);
    expect(t.calls).toHaveLength(1);
  });

  it('changes nothing when its trial is not waited for', async () => {
    await t.store.getState().takeOwn(OWN, AbortSignal.abort());
    expect(t.store.getState()).toMatchObject({ own: null, model: DEFAULT_MODEL });
  });
});
