import { expect, type Locator, type Page, test } from '@playwright/test';
import { sample } from '../support/cutout-page.ts';
import { decode, exactAlpha, type Pixels } from '../support/pixels.ts';
import { ProjectPage } from '../support/project-page.ts';

/** 1280 x 960 pixels; the mug is in the middle. */
const PICTURE = sample('02-mug');
type Point = readonly [x: number, y: number];

let project: ProjectPage;
let stage: Locator;
let photo: Pixels;
let alpha: Buffer;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  photo = await decode(PICTURE.buffer);
  alpha = await exactAlpha('02-mug');
  project = new ProjectPage(await browser.newPage());
  stage = project.stage;
  await project.begin(PICTURE);
});

test.beforeEach(async () => {
  await page().setViewportSize({ width: 1440, height: 900 });
  await page().mouse.move(2, 2);
  await page().keyboard.press('v');
  await page().keyboard.press('0');
  await chooseView('Result');
});

test.afterAll(async () => project.page.close());

const page = (): Page => project.page;

async function chooseView(name: string): Promise<void> {
  const one = page().getByRole('radio', { name, exact: true });
  if (await one.isVisible()) {
    await one.click();
    return;
  }
  await page().getByRole('button', { name: 'More views' }).click();
  await page().getByRole('menuitemradio', { name }).click();
}

async function zoom(): Promise<number> {
  const words = await page()
    .getByRole('button', { name: /^Zoom: / })
    .textContent();
  return Number.parseInt((words ?? '').replaceAll(',', ''), 10);
}

/** What is on the screen where the stage is. */
async function look(): Promise<(at: Point) => readonly number[]> {
  // Two frames: one that draws, one that shows.
  await page().evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  const { width, data } = await decode(await stage.screenshot());
  return ([x, y]) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
}

function pixelOf({ width, data }: Pixels, x: number, y: number): readonly number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
}

function difference(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, c) => Math.abs(value - b[c]!)));
}

/** The stage's own pixel that shows a pixel of the picture at 1:1, the picture being centred. */
async function atActualSize(): Promise<(x: number, y: number) => Point> {
  await page().keyboard.press('1');
  await expect.poll(zoom).toBe(100);
  const box = (await stage.boundingBox())!;
  const left = Math.round(box.width / 2 - photo.width / 2);
  const top = Math.round(box.height / 2 - photo.height / 2);
  return (x, y) => [x + left, y + top];
}

/** A pixel of the picture that is surely subject, or surely none, with as much of the same around it. */
function sureSpot(isSubject: boolean, around = 12): Point {
  const wanted = isSubject ? 255 : 0;
  const isSure = (x: number, y: number) => alpha[y * photo.width + x] === wanted;
  for (let y = 340; y < 640; y += 4) {
    for (let x = 400; x < 880; x += 4) {
      const spots = [-around, 0, around].flatMap(dy =>
        [-around, 0, around].map(dx => [x + dx, y + dy] as const),
      );
      if (spots.every(([u, v]) => isSure(u, v))) return [x, y];
    }
  }
  throw new Error('The sample has no such spot');
}

test('at 1:1 a pixel of the screen is a pixel of the picture', async () => {
  await chooseView('Original');
  const on = await atActualSize();
  const seen = await look();
  for (const [x, y] of [
    [500, 400],
    [640, 480],
    [777, 555],
  ] as const) {
    // Decoders round differently by a level or two.
    expect(difference(seen(on(x, y)), pixelOf(photo, x, y))).toBeLessThanOrEqual(4);
  }
});

for (const width of [1440, 1024]) {
  test(`no tool covers the picture or moves it, ${width} pixels wide`, async () => {
    await page().setViewportSize({ width, height: 900 });
    const place = await stage.boundingBox();
    const fitted = await zoom();
    for (const tool of ['v', 'r', 'e', 'h', 'l', 'g', 'c']) {
      await page().keyboard.press(tool);
      const strip = page().getByRole('region', { name: /^Options of the tool: / });
      const { y, height } = (await strip.boundingBox())!;
      expect(y + height, tool).toBeLessThanOrEqual(place!.y);
      expect(await stage.boundingBox(), tool).toEqual(place);
      expect(await zoom(), tool).toBe(fitted);
    }
  });
}

test('the wheel zooms to the pointer, and 0 fits again', async () => {
  await chooseView('Original');
  const fitted = await zoom();
  const on = await atActualSize();
  const box = (await stage.boundingBox())!;
  const [x, y] = [560, 420];
  const [sx, sy] = on(x, y);
  await page().mouse.move(box.x + sx + 0.5, box.y + sy + 0.5);
  for (let k = 0; k < 7; k++) await page().mouse.wheel(0, -100);
  await expect.poll(zoom).toBeGreaterThan(400);
  const seen = await look();
  expect(difference(seen([sx, sy]), pixelOf(photo, x, y))).toBeLessThanOrEqual(4);
  await page().keyboard.press('0');
  await expect.poll(zoom).toBe(fitted);
  await page().keyboard.press('z');
  await expect.poll(zoom).toBe(100);
});

test('space and the middle button pan by as much as the hand moves', async () => {
  await chooseView('Original');
  const on = await atActualSize();
  const box = (await stage.boundingBox())!;
  const start = [box.x + 300, box.y + 300] as const;
  await page().mouse.move(...start);
  await page().keyboard.down('Space');
  await page().mouse.down();
  await page().mouse.move(start[0] + 60, start[1] - 20, { steps: 4 });
  await page().mouse.up();
  await page().keyboard.up('Space');
  const [x, y] = on(640, 480);
  expect(difference((await look())([x + 60, y - 20]), pixelOf(photo, 640, 480))).toBeLessThanOrEqual(4);
  await page().mouse.down({ button: 'middle' });
  await page().mouse.move(start[0], start[1], { steps: 4 });
  await page().mouse.up({ button: 'middle' });
  expect(difference((await look())([x, y]), pixelOf(photo, 640, 480))).toBeLessThanOrEqual(4);
});

test('every view shows what it says', async () => {
  const [subject, ground] = [sureSpot(true), sureSpot(false)];
  const on = await atActualSize();
  const [inside, outside] = [on(...subject), on(...ground)];
  const colour = pixelOf(photo, ...subject);
  const behind = pixelOf(photo, ...ground);
  const views: Record<string, (seen: (at: Point) => readonly number[]) => void> = {
    Matte(seen) {
      expect(Math.min(...seen(inside))).toBeGreaterThan(247);
      expect(Math.max(...seen(outside))).toBeLessThan(8);
    },
    'On black'(seen) {
      expect(Math.max(...seen(outside))).toBeLessThan(8);
      expect(difference(seen(inside), colour)).toBeLessThan(10);
    },
    'On white'(seen) {
      expect(Math.min(...seen(outside))).toBeGreaterThan(247);
      expect(difference(seen(inside), colour)).toBeLessThan(10);
    },
    'On a colour'(seen) {
      expect(difference(seen(outside), [0xe6, 0, 0x7e])).toBeLessThan(8);
    },
    'Red overlay'(seen) {
      expect(seen(outside)[0]! - behind[0]!).toBeGreaterThan(20);
      expect(behind[1]! - seen(outside)[1]!).toBeGreaterThan(20);
      expect(difference(seen(inside), colour)).toBeLessThan(10);
    },
    Unsure(seen) {
      // Grey and dim: the only colours are those of the doubt.
      expect(Math.max(...seen(inside)) - Math.min(...seen(inside))).toBeLessThan(8);
      expect(Math.max(...seen(inside))).toBeLessThan(150);
    },
    Original(seen) {
      expect(difference(seen(outside), behind)).toBeLessThan(5);
    },
  };
  for (const [name, check] of Object.entries(views)) {
    await test.step(name, async () => {
      await chooseView(name);
      check(await look());
    });
  }
  await chooseView('Unsure');
  await expect(page().getByText('How unsure the edge is')).toBeVisible();
});

test('before and after are compared by keyboard alone', async () => {
  const ground = sureSpot(false);
  const on = await atActualSize();
  const outside = on(...ground);
  const without = (await look())(outside);
  await page().keyboard.press('\\');
  await expect(page().getByRole('button', { name: 'Compare', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  const slider = page().getByRole('slider', { name: 'Compare' });
  await expect(slider).toBeFocused();
  await page().keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', /^100\s?% original, 0\s?% result$/);
  expect(difference((await look())(outside), pixelOf(photo, ...ground))).toBeLessThanOrEqual(4);
  await page().keyboard.press('Home');
  await page().keyboard.press('Shift+ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuenow', '10');
  await page().keyboard.press('Home');
  expect(difference((await look())(outside), without)).toBeLessThanOrEqual(2);
  await page().keyboard.press('\\');
  await expect(slider).toHaveCount(0);
});

test('the eraser paints in the next frame, and its stroke stays when the engine has made it', async () => {
  const subject = sureSpot(true, 24);
  await page().keyboard.press('e');
  await chooseView('Matte');
  const on = await atActualSize();
  const box = (await stage.boundingBox())!;
  const at = on(...subject);
  await page().mouse.move(box.x + at[0] - 6, box.y + at[1]);
  await page().mouse.down();
  await page().mouse.move(box.x + at[0] + 6, box.y + at[1], { steps: 3 });
  expect(Math.max(...(await look())(at))).toBeLessThan(8);
  await page().mouse.up();
  await project.expectCorrections('One correction');
  await page().keyboard.press('Control+z');
  await project.expectCorrections('No corrections');
  await expect.poll(async () => Math.min(...(await look())(at)), { timeout: 20_000 }).toBeGreaterThan(247);
});
