import { beforeEach, expect, it } from 'vitest';
import { DEFAULT_MODEL } from '../engine/chosen-model.ts';
import { ServerProblem } from './problem.ts';
import { foundOf, otherMaker, SMALL, servedOf, settle, setUp } from './testing/workspace-setup.ts';

let t: ReturnType<typeof setUp>;
let server: ReturnType<typeof otherMaker>;
beforeEach(async () => {
  t = setUp();
  server = otherMaker();
  await t.add('mug.jpg');
});

const work = () => t.picture('mug.jpg').work;

async function letDo() {
  t.state().letDo(server.maker);
  await settle();
  return server.calls.at(-1)!;
}

it('goes there as it is, with the level of its document, and comes back as a picture', async () => {
  await t.calls[0]!.finish(foundOf());
  const call = await letDo();
  expect(call).toMatchObject({ quality: 'high', model: DEFAULT_MODEL });
  expect(await call.file.text()).toBe('mug.jpg');
  call.report({ stage: 'send', fraction: 0.2, loadedBytes: 1, totalBytes: 2 });
  expect(work()).toMatchObject({ name: 'working', progress: { stage: 'send', fraction: 0.2 } });
  await call.finish(servedOf());
  const served = work();
  if (served.name !== 'ready') throw new Error(served.name);
  expect(await served.served?.text()).toBe('png');
  expect(served.source).toBeUndefined();
  expect(t.state().request()).toBeNull();
  expect(t.calls).toHaveLength(1);
});

it('takes over from this device in the middle of its work', async () => {
  await letDo();
  expect(t.calls[0]!.signal.aborted).toBe(true);
  expect(work().name).toBe('working');
});

it('leaves the cut-out that was there when it is cancelled', async () => {
  await t.calls[0]!.finish(foundOf());
  const before = work();
  const call = await letDo();
  t.state().cancel(t.picture('mug.jpg').id);
  expect(call.signal.aborted).toBe(true);
  expect(work()).toEqual(before);
});

it('is kept when the server fails, and the same server tries again', async () => {
  await (await letDo()).fail(new ServerProblem('server_unreachable', 'Gone'));
  expect(work()).toMatchObject({
    name: 'failed',
    problem: { code: 'server_unreachable', fileName: 'mug.jpg' },
  });
  t.state().retry(t.picture('mug.jpg').id);
  await settle();
  expect(server.calls).toHaveLength(2);
  await server.calls[1]!.finish(servedOf());
  expect(work().name).toBe('ready');
});

it('is cut out on this device instead, when somebody says so', async () => {
  await (await letDo()).fail(new ServerProblem('server_limit', 'No more', { reset: 'later' }));
  expect(work()).toMatchObject({ problem: { details: { reset: 'later' } } });
  t.state().cutOutHere(t.picture('mug.jpg').id);
  await settle();
  expect([t.calls.length, server.calls.length]).toEqual([2, 1]);
  await t.calls[1]!.fail(new Error('broken'));
  t.state().retry(t.picture('mug.jpg').id);
  await settle();
  expect([t.calls.length, server.calls.length]).toEqual([3, 1]);
});

it('is sent again by no other click: another network, or a new picture, is for this device', async () => {
  await (await letDo()).finish(servedOf());
  t.state().choose({ model: SMALL });
  await settle();
  await t.add('car.jpg');
  await t.calls[1]!.finish(foundOf());
  expect([t.calls.length, server.calls.length]).toEqual([3, 1]);
});

it('is sent again by no undoing of its removal', async () => {
  const call = await letDo();
  await t.add('car.jpg');
  await call.fail(new ServerProblem('server_unreachable', 'Away', {}));
  const bringBack = t.state().remove(t.picture('mug.jpg').id);
  await settle();
  bringBack();
  await t.calls.at(-1)!.finish(foundOf());
  await settle();
  expect(t.picture('mug.jpg').work.name).toBe('working');
  expect(server.calls).toHaveLength(1);
});

it('does nothing at the start', async () => {
  t.state().leaveProject();
  t.state().letDo(server.maker);
  await settle();
  expect(server.calls).toHaveLength(0);
});
