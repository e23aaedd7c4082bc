/**
 * `npm run bench:webgpu`: the shipped float networks on WebGPU beside the same network on the processor, in Chromium, on
 * whatever adapter there is. The software adapter takes seconds for 64 x 64 pixels: enough to see that the network loads,
 * runs, and answers the same. Option: `--side 64`.
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { chromiumLaunchOptions } from '../../scripts/lib/chromium.mjs';
import { servePage } from '../served-page.ts';
import type { NetworkRun } from './browser/page.ts';

const { values } = parseArgs({ options: { side: { type: 'string', default: '64' } } });
const side = Number(values.side);
const served = await servePage(new URL('./browser', import.meta.url));
const browser = await chromium.launch(chromiumLaunchOptions());
const page = await browser.newPage();
await page.goto(served.url);

const run = (provider: 'wasm' | 'webgpu', variant: 'fp32' | 'fp16'): Promise<NetworkRun> =>
  page.evaluate(args => globalThis.runNetwork(...args), [provider, variant, side] as const);

const reference = await run('wasm', 'fp32');
console.log(`processor, fp32: load ${reference.loadMs.toFixed(0)} ms, run ${reference.runMs.toFixed(0)} ms`);
const half = await page.evaluate(async () => {
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<{ features: Set<string> } | null> } };
  return (await gpu?.requestAdapter())?.features.has('shader-f16') === true;
});
for (const variant of half ? (['fp32', 'fp16'] as const) : (['fp32'] as const)) {
  const { alpha, loadMs, runMs } = await run('webgpu', variant);
  const differences = alpha.map((v, i) => Math.abs(v - (reference.alpha[i] ?? Number.NaN)));
  const mean = differences.reduce((a, b) => a + b, 0) / differences.length;
  console.log(
    `WebGPU, ${variant}: load ${loadMs.toFixed(0)} ms, run ${runMs.toFixed(0)} ms, alpha differs by at most ` +
      `${Math.max(...differences).toExponential(1)}, mean ${mean.toExponential(1)}`,
  );
}
if (!half) console.log('WebGPU, fp16: not run, this adapter has no shader-f16');
await browser.close();
served.close();
