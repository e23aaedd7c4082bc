import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { chromiumLaunchOptions } from '../../scripts/lib/chromium.mjs';
import { startApiServer } from '../api-photo/api-server.ts';

/** Gives the built editor, served as it is shipped, to `use`; ends server and browser after it. */
export async function withEditor<T>(
  use: (editor: {
    readonly page: Page;
    readonly context: BrowserContext;
    readonly url: string;
  }) => Promise<T>,
  viewport = { width: 1440, height: 900 },
): Promise<T> {
  const server = await startApiServer();
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    return await use({ page, context, url: server.url });
  } finally {
    await browser.close();
    await server.stop();
  }
}
