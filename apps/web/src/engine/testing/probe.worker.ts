import { EngineError, packed } from '@backgroundfx/core';
import { expose } from 'comlink';
import type { DevicePlan } from '../device-plan.ts';
import { holdLivenessLock } from '../liveness-lock.ts';
import type { ProbeApi } from './probe.api.ts';

/** A worker that the tests of the host can drive into every kind of trouble. */
const alive = holdLivenessLock(self.name);
let calls = 0;
let told: DevicePlan | undefined;

const api: ProbeApi = {
  hello: (_, plan) => {
    told = plan;
    return alive;
  },
  told: async () => told,
  count: async () => ++calls,
  fail: async () => {
    throw new Error('on purpose');
  },
  lackPart: () =>
    packed(async () => {
      throw new EngineError('internal', 'on purpose', { details: { part: 'codec' } });
    }),
  closeItself: () => {
    self.close();
    return new Promise(() => undefined);
  },
  throwOutside: () => {
    setTimeout(() => {
      throw new Error('uncaught on purpose');
    });
    return new Promise(() => undefined);
  },
  dieLater: async how => {
    setTimeout(() => {
      if (how === 'close') self.close();
      else throw new Error('late on purpose');
    }, 20);
  },
  spin: milliseconds => {
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
    return Promise.resolve();
  },
  sum: async bytes => bytes.reduce((a, b) => a + b, 0),
};

expose(api);
