import type { Section } from '../measure-sections.ts';
import { jpegOf, PICTURES } from '../speed/pictures.ts';
import { percentile } from '../statistics.ts';
import { withEditor } from './served-editor.ts';

const [, PHOTO] = PICTURES;
const MOVES = 240;

/** A long stroke over a photograph of 12 megapixels: what each event of the pointer takes of the main thread. */
export function measurePaint(): Promise<Section> {
  return withEditor(async ({ page, url }) => {
    await page.goto(url);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose photos' }).first().click();
    await (await chooser).setFiles({
      name: 'photo.jpg',
      mimeType: 'image/jpeg',
      buffer: await jpegOf(PHOTO),
    });
    await page.waitForFunction(() => performance.getEntriesByName('picture-sharp').length > 0, null, {
      timeout: 120_000,
    });
    await page.getByRole('button', { name: 'Erase' }).first().click();
    const stage = await page.locator('canvas').first().boundingBox();
    if (!stage) throw new Error('There is no stage to paint on');
    const at = (i: number) => ({
      x: stage.x + stage.width * (0.25 + 0.5 * (i / MOVES)),
      y: stage.y + stage.height * (0.5 + 0.2 * Math.sin(i / 12)),
    });
    await page.mouse.move(at(0).x, at(0).y);
    await page.mouse.down();
    for (let i = 1; i <= MOVES; i++) await page.mouse.move(at(i).x, at(i).y);
    await page.mouse.up();
    const events = await page.evaluate(() =>
      performance.getEntriesByName('paint').map(({ duration }) => duration),
    );
    const figure = { name: 'brush at 12 MP, an event of the pointer, p95', value: percentile(events, 0.95) };
    return {
      figures: [{ ...figure, unit: ' ms', digits: 1, aim: { atMost: 8 } }],
      details: { events: events.length, p50: percentile(events, 0.5), worst: Math.max(...events) },
    };
  });
}
