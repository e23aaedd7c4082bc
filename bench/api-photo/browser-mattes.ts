import { copyFile, mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumLaunchOptions } from '../../scripts/lib/chromium.mjs';
import { servePage } from '../served-page.ts';
import type {} from './browser/page.ts';

/** The mattes that the editor's engine makes of pictures in Chromium, on wasm, in the order given; 0..255. */
export async function browserMattes(pictures: readonly string[]): Promise<Uint8Array[]> {
  const served = await servePage(new URL('./browser', import.meta.url));
  await mkdir(`${served.folder}/pictures`, { recursive: true });
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    const page = await browser.newPage();
    await page.goto(served.url);
    const mattes: Uint8Array[] = [];
    for (const picture of pictures) {
      const address = `/pictures/${basename(picture)}`;
      await copyFile(picture, `${served.folder}${address}`);
      const matte = await page.evaluate(at => globalThis.matteOf(at), address);
      mattes.push(new Uint8Array(Buffer.from(matte, 'base64')));
    }
    return mattes;
  } finally {
    await browser.close();
    served.close();
  }
}
