import '../ui/theme.css';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import heic from '../../test/pictures/p3-turned.heic?url';
import { commandStore, runCommand } from '../commands/command-registry.ts';
import { findCommands } from '../commands/find-commands.ts';
import { BackgroundSection } from './BackgroundSection.tsx';
import { CanvasSection } from './CanvasSection.tsx';
import { ReplaceCommands } from './ReplaceCommands.tsx';
import { ShadowSection } from './ShadowSection.tsx';
import { openPage, type Page, SUBJECT } from './testing/open-page.tsx';

let shown: Page;

beforeEach(async () => {
  localStorage.clear();
  await page.viewport(1000, 1400);
  shown = await openPage(
    <div className="w-76 bg-panel text-sm text-text">
      <BackgroundSection />
      <ShadowSection />
      <CanvasSection />
      <ReplaceCommands />
    </div>,
  );
});
afterEach(() => shown.leave());

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const slider = (name: string) => page.getByRole('slider', { name, exact: true });
const text = (name: string) => page.getByRole('textbox', { name, exact: true });

/** Enters a number in the field of a label, and leaves it. */
async function enter(name: string, value: string): Promise<void> {
  await text(name).fill(value);
  await userEvent.keyboard('{Enter}');
}

async function choose(label: RegExp, option: string | RegExp): Promise<void> {
  await button(label).click();
  await page.getByRole('menuitemradio', { name: option }).click();
}

const near = (seen: readonly number[], wanted: readonly number[], by = 2) => {
  for (const [k, value] of wanted.entries()) expect(Math.abs(seen[k]! - value)).toBeLessThanOrEqual(by);
};

const RED = [0xe0, 0x20, 0x20, 255];

describe('Background', () => {
  it('is transparent, a colour, a gradient, the original out of focus, and what it was before', async () => {
    const clear = await shown.seen();
    expect(clear.at(10, 10)[3]).toBe(0);
    near(clear.at(200, 150), RED);

    await button('Colour').click();
    expect((await shown.seen()).at(10, 10)).toEqual([255, 255, 255, 255]);
    await text('Colour').fill('#10a040');
    await userEvent.keyboard('{Enter}');
    expect((await shown.seen()).at(10, 10)).toEqual([0x10, 0xa0, 0x40, 255]);

    await button('Gradient').click();
    const gradient = await shown.seen();
    expect(gradient.at(10, 5)[2]).toBeGreaterThan(gradient.at(10, 290)[2]! + 40);

    await button('Blurred original').click();
    near((await shown.seen()).at(10, 10), [0x20, 0x40, 0xe0, 255], 6);

    await button('Colour').click();
    expect(shown.recipe().background).toEqual({ type: 'color', color: '#10a040' });
    await button('Transparent').click();
    expect((await shown.seen()).at(10, 10)[3]).toBe(0);
    expect(shown.steps()).toEqual(Array(6).fill('background'));
    shown.undo();
    expect((await shown.seen()).at(10, 10)).toEqual([0x10, 0xa0, 0x40, 255]);
  });

  it('comes from the library, which stays open while one tries', async () => {
    await button('More backgrounds').click();
    const library = page.getByRole('dialog', { name: 'Backgrounds' });
    await library.getByRole('button', { name: 'Terracotta' }).click();
    const plain = await shown.seen();
    expect(plain.at(10, 10)).toEqual(plain.at(390, 290));
    await library.getByRole('button', { name: 'Meadow' }).click();
    expect(shown.recipe().background).toEqual({ type: 'library', id: 'nature-meadow' });
    await expect
      .element(library.getByRole('button', { name: 'Meadow' }))
      .toHaveAttribute('aria-pressed', 'true');
    await userEvent.keyboard('{Escape}');
    await expect.element(library).not.toBeInTheDocument();
    // It has taken a place beside the others.
    await expect.element(button('Meadow')).toHaveAttribute('aria-pressed', 'true');
    const canvas = button('Meadow').element().querySelector('canvas')!;
    await expect.poll(() => canvas.dataset.drawn).toBe('true');
  });

  it('comes from a library with titles, in whole rows, beside the tiles that it grew from', async () => {
    await page.viewport(1440, 900);
    const group = page.getByRole('group', { name: 'Background' }).element();
    // At the right of the window, as the inspector is.
    group.closest<HTMLElement>('body > div')!.style.marginLeft = '1000px';
    await button('More backgrounds').click();
    const library = page.getByRole('dialog', { name: 'Backgrounds' });
    await expect.element(library.getByRole('heading', { name: 'Backgrounds' })).toBeVisible();
    await expect.element(library.getByText('Terracotta', { exact: true })).toBeVisible();
    const plain = library.getByRole('region', { name: 'Plain' }).getByRole('button');
    const tops = plain.elements().map(tile => tile.getBoundingClientRect().top);
    expect(tops.filter(top => top === tops[0])).toHaveLength(5);
    expect(tops.length % 5).toBe(0);
    const tiles = group.getBoundingClientRect();
    await expect
      .poll(() => library.element().getBoundingClientRect().right)
      .toBeLessThanOrEqual(Math.ceil(tiles.left));
  });

  it('is found among the commands by its name, as is the canvas for a shop', async () => {
    const first = (typed: string) => {
      const all = [...commandStore.getState().commands.values()];
      return findCommands(all, typed)[0];
    };
    await expect.poll(() => first('summer sky')?.title).toBe('Background: Summer sky');
    runCommand(first('summer sky')!.id);
    expect(shown.recipe().background).toEqual({ type: 'library', id: 'nature-summer-sky' });
    runCommand(first('1600x1600')!.id);
    expect(shown.recipe().canvas).toMatchObject({ width: 1600, height: 1600 });
  });

  it('shows what is chosen otherwise than what has the focus', async () => {
    const looks = (name: string) => {
      const tile = button(name).element();
      const { outlineStyle, outlineOffset } = getComputedStyle(tile);
      return {
        outline: outlineStyle === 'none' ? null : outlineOffset,
        ring: getComputedStyle(tile.firstElementChild!).boxShadow !== 'none',
        tick: tile.querySelector('svg.lucide-check') !== null,
      };
    };
    await button('Colour').click();
    await userEvent.keyboard('{Tab}');
    await expect.poll(() => looks('Gradient')).toEqual({ outline: '4px', ring: false, tick: false });
    expect(looks('Colour')).toEqual({ outline: null, ring: true, tick: true });
  });

  it('shows the blurred original without the subject in its tile too', async () => {
    await expect.element(button('Blurred original')).toBeVisible();
    await shown.seen();
    const canvas = button('Blurred original').element().querySelector('canvas')!;
    const middle = () =>
      canvas.getContext('2d')!.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data;
    await expect.poll(() => middle()[0]).toBeLessThan(0x28);
    near([...middle()], [0x20, 0x40, 0xe0, 255], 6);
  });

  it('has no words of another one left in its field', async () => {
    const field = text('Describe a background');
    await field.fill('calm sea at sunset');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => shown.recipe().background.type).toBe('prompt');
    await button('Colour').click();
    await expect.element(field).toHaveValue('');
    shown.undo();
    await expect.element(field).toHaveValue('calm sea at sunset');
  });

  it('comes from words, another one each time, and says what it understood', async () => {
    await text('Describe a background').fill('calm sea at sunset');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/Drawn on this device from: .*sea.*sunset/)).toBeVisible();
    expect(shown.recipe().background).toEqual({
      type: 'prompt',
      prompt: 'calm sea at sunset',
      style: 'realistic',
      seed: 0,
    });
    const first = await shown.seen();
    await button('New variation').click();
    await expect.poll(() => shown.recipe().background).toMatchObject({ seed: 1 });
    const second = await shown.seen();
    const places = Array.from({ length: 50 }, (_, i) => [(i * 79) % 400, (i * 53) % 300] as const);
    expect(places.map(([x, y]) => second.at(x, y))).not.toEqual(places.map(([x, y]) => first.at(x, y)));
    await choose(/^Style/, 'Abstract');
    await expect.poll(() => shown.recipe().background).toMatchObject({ style: 'abstract', seed: 1 });
  });

  it('tells kindly why words are none, and keeps what there was', async () => {
    await text('Describe a background').fill('a');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('alert')).toHaveTextContent('three letters or more');
    await text('Describe a background').fill('?!?!');
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    await button('Draw').click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('at least one word');
    expect(shown.steps()).toEqual([]);
  });

  it('is a picture of one’s own, with its fit, place and size; what is none is refused', async () => {
    const canvas = new OffscreenCanvas(40, 20);
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#ffcc00';
    context.fillRect(0, 0, 20, 20);
    context.fillStyle = '#00ccff';
    context.fillRect(20, 0, 20, 20);
    const file = new File([await canvas.convertToBlob({ type: 'image/png' })], 'two.png', {
      type: 'image/png',
    });
    const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
    const give = (given: File) => userEvent.upload(input, given);

    await give(new File(['no picture'], 'torn.png', { type: 'image/png' }));
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('torn.png is damaged, or not really a PNG');
    expect(shown.steps()).toEqual([]);

    await give(file);
    await expect
      .poll(() => shown.recipe().background)
      .toMatchObject({ type: 'image', fit: 'cover', scale: 1 });
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    const covered = await shown.seen();
    near(covered.at(10, 10), [255, 0xcc, 0, 255]);
    near(covered.at(390, 290), [0, 0xcc, 255, 255]);

    await choose(/^Fit:/, 'Fit inside');
    const whole = await shown.seen();
    expect(whole.at(10, 10)[3]).toBe(0);
    near(whole.at(10, 60), [255, 0xcc, 0, 255]);
    await page.getByRole('radio', { name: 'Bottom', exact: true }).click();
    near((await shown.seen()).at(390, 290), [0, 0xcc, 255, 255]);
    await enter('Scale, as a number', '50');
    expect((await shown.seen()).at(10, 290)[3]).toBe(0);
    expect(shown.recipe().background).toMatchObject({
      fit: 'contain',
      position: { x: 0.5, y: 1 },
      scale: 0.5,
    });

    // It waits beside the others while something else is tried.
    await button('Colour').click();
    await button('Picture').click();
    expect(shown.recipe().background).toMatchObject({ type: 'image', scale: 0.5 });
  });

  it('is a HEIC photograph too', async () => {
    const file = new File([await (await fetch(heic)).blob()], 'p3.heic', { type: 'image/heic' });
    await expect.element(button('Transparent')).toBeVisible();
    await userEvent.upload(document.querySelector<HTMLInputElement>('input[type=file]')!, file);
    await expect.poll(() => shown.recipe().background).toMatchObject({ type: 'image' });
    // Its lower part is the (20, 40, 60) of Display P3.
    near((await shown.seen()).at(10, 290), [10, 41, 61, 255], 6);
  });

  it('of a gradient takes more colours, places, a shape and a way', async () => {
    await button('Gradient').click();
    await button('Add a colour').click();
    await text('Colour').fill('#ff0000');
    await userEvent.keyboard('{Enter}');
    near((await shown.seen()).at(10, 150), [255, 0, 0, 255], 8);
    await page.getByRole('slider', { name: /^Colour 3, at 50/ }).click();
    await userEvent.keyboard('{End}');
    expect(shown.recipe().background).toMatchObject({ stops: [{}, {}, { at: 1, color: '#ff0000' }] });
    await enter('Angle, as a number', '90');
    const across = await shown.seen();
    near(across.at(10, 20), across.at(10, 280));
    await page.getByRole('radio', { name: 'Radial' }).click();
    await enter('Centre X, as a number', '0');
    expect(shown.recipe().background).toMatchObject({ shape: 'radial', center: { x: 0, y: 0.5 } });
    await button('Remove this colour').click();
    expect(shown.recipe().background).toMatchObject({ stops: { length: 2 } });
    await expect.element(button('Remove this colour')).toBeDisabled();
  });

  it.each([
    ['Multiply', [0xe0 * 0.5, 0x20 * 0.5, 0x20 * 0.5]],
    ['Screen', [240, 144, 144]],
    ['Overlay', [224, 32, 32]],
  ] as const)('blends by %s as the specification has it', async (mode, [r, g, b]) => {
    await button('Colour').click();
    await text('Colour').fill('#808080');
    await userEvent.keyboard('{Enter}');
    await choose(/^Blend mode/, mode);
    near((await shown.seen()).at(200, 150), [r, g, b, 255], 3);
    expect(shown.steps().at(-1)).toBe('blend');
  });

  it('gives the subject its light: live while the slider moves, one step when it is let go', async () => {
    await button('Blurred original').click();
    const before = (await shown.seen()).at(200, 150);
    const previews = shown.previews();
    await slider('Match colours').click();
    await userEvent.keyboard('{Home}');
    await userEvent.keyboard('{Shift>}{ArrowRight>6/}{/Shift}');
    expect(shown.previews() - previews).toBeGreaterThanOrEqual(6);
    const steps = shown.steps().filter(about => about === 'blend').length;
    await expect.poll(() => shown.recipe().color_match).toBe(0.6);
    const [, , blue] = (await shown.seen()).at(200, 150);
    expect(blue!).toBeGreaterThan(before[2]! + 5);
    shown.undo();
    expect(shown.steps().filter(about => about === 'blend')).toHaveLength(steps - 1);
  });
});

describe('where there is no eyedropper of the browser', () => {
  const own = Object.getOwnPropertyDescriptor(window, 'EyeDropper');
  beforeEach(() => Object.defineProperty(window, 'EyeDropper', { configurable: true, value: undefined }));
  afterEach(() => {
    if (own) Object.defineProperty(window, 'EyeDropper', own);
  });

  it('a colour is picked from the picture, by pointer and by keys', async () => {
    await button('Colour').click();
    await shown.seen();
    await button('Pick from the picture').click();
    const picture = button('The picture as it is now');
    await picture.click();
    // The middle of the picture is the subject's.
    await expect.poll(() => shown.recipe().background).toEqual({ type: 'color', color: '#e02020' });
    await shown.seen();
    shown.undo();
    await shown.seen();
    await button('Pick from the picture').click();
    (picture.element() as HTMLElement).focus();
    await userEvent.keyboard('{Shift>}{ArrowUp>8/}{/Shift}');
    await expect.element(page.getByText('#ffffff').first()).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(picture).not.toBeInTheDocument();
    expect(shown.recipe().background).toEqual({ type: 'color', color: '#ffffff' });
  });
});

describe('Shadow', () => {
  it('is none, on the ground, behind, or both', async () => {
    await button('Colour').click();
    const bare = await shown.seen();
    expect(bare.at(200, 204)).toEqual([255, 255, 255, 255]);

    await page.getByRole('switch', { name: 'Drop shadow' }).click();
    await expect.element(slider('Angle')).not.toBeInTheDocument();
    await button('Drop shadow: More options').click();
    await enter('Distance, as a number', '40');
    await enter('Angle, as a number', '90');
    await enter('Blur, as a number', '0');
    await enter('Opacity, as a number', '50');
    await text('Colour').last().fill('#0000ff');
    await userEvent.keyboard('{Enter}');
    const drop = await shown.seen();
    near(drop.at(SUBJECT.left + SUBJECT.width + 20, 150), [127, 127, 255, 255], 2);
    expect(drop.at(SUBJECT.left - 20, 150)).toEqual([255, 255, 255, 255]);
    expect(shown.recipe().shadow).toMatchObject({
      type: 'drop',
      x: 0.1,
      y: 0,
      blur: 0,
      opacity: 0.5,
      color: '#0000ff',
    });

    await page.getByRole('switch', { name: 'Contact shadow' }).click();
    const both = await shown.seen();
    expect(both.at(200, 203)[0]!).toBeLessThan(200);
    near(both.at(SUBJECT.left + SUBJECT.width + 20, 150), [127, 127, 255, 255], 2);
    expect(shown.recipe().second_shadow.type).toBe('contact');

    await page.getByRole('switch', { name: 'Drop shadow' }).click();
    expect((await shown.seen()).at(SUBJECT.left + SUBJECT.width + 20, 150)).toEqual([255, 255, 255, 255]);
    expect(shown.recipe()).toMatchObject({ shadow: { type: 'contact' }, second_shadow: { type: 'none' } });
    await page.getByRole('switch', { name: 'Contact shadow' }).click();
    expect((await shown.seen()).at(200, 204)).toEqual([255, 255, 255, 255]);
  });
});

describe('Canvas', () => {
  it.each([
    [/^Square/, 400, 400],
    [/^Portrait 4:5/, 400, 500],
    [/^Story 9:16/, 400, 711],
    [/^Wide 16:9/, 533, 300],
    [/^Passport \(EU\)/, 413, 531],
    [/^Amazon/, 2000, 2000],
  ])('%s is %d x %d', async (preset, width, height) => {
    await choose(/^Size for/, preset);
    const seen = await shown.seen();
    expect([seen.width, seen.height]).toEqual([width, height]);
  });

  it('asks for white where a shop does, and makes it so', async () => {
    await choose(/^Size for/, /^Amazon/);
    await button('Make it white').click();
    await expect.element(button('Make it white')).not.toBeInTheDocument();
    const seen = await shown.seen();
    expect(seen.at(5, 5)).toEqual([255, 255, 255, 255]);
    // At least 85 % of the side, in the middle.
    near(seen.at(1000 - 860, 1000), RED, 6);
    expect(seen.at(1000 - 960, 1000)).toEqual([255, 255, 255, 255]);
  });

  it('takes a size of one’s own, room around it, and the subject alone', async () => {
    await enter('Width', '800');
    const wide = await shown.seen();
    expect([wide.width, wide.height]).toEqual([800, 600]);
    await button('Fit to what is visible').click();
    await enter('Padding, as a number', '10');
    expect((await shown.seen()).width).toBe(480);
    await enter('Padding, as a number', '0');
    await page.getByRole('switch', { name: 'Crop to the subject' }).click();
    const cropped = await shown.seen();
    expect(Math.abs(cropped.width - SUBJECT.width)).toBeLessThanOrEqual(4);
    await enter('Margin, as a number', '50');
    expect(Math.abs((await shown.seen()).width - 2 * SUBJECT.width)).toBeLessThanOrEqual(8);
    await choose(/^Size for/, /^Original/);
    expect((await shown.seen()).width).toBe(400);
  });

  it('tells how large the canvas is in the hand', async () => {
    shown.holdCanvas({ width: 350, height: 260 });
    await expect.element(text('Width')).toHaveValue('350 px');
    await expect.element(text('Height')).toHaveValue('260 px');
    shown.holdCanvas(null);
    await expect.element(text('Width')).toHaveValue('400 px');
    expect(shown.steps()).toEqual([]);
  });

  it('places the subject by numbers in pixels of the canvas', async () => {
    await enter('Subject: X', '20');
    await enter('Subject: Y', '10');
    const moved = await shown.seen();
    near(moved.at(30, 20), RED, 6);
    expect(moved.at(200, 150)[3]).toBe(0);
    await enter('Subject: width', '200');
    const grown = await shown.seen();
    // About its middle, (70, 60).
    near(grown.at(160, 150), RED, 6);
    await button('Centre on the canvas').click();
    near((await shown.seen()).at(200, 60), RED, 6);
    await enter('Subject: angle', '45');
    const turned = await shown.seen();
    expect(turned.at(110, 60)[3]).toBe(0);
    near(turned.at(200, 20), RED, 6);
    expect(shown.steps()).toEqual(Array(5).fill('subject'));
    await button('Reset position').click();
    expect(shown.recipe().subject).toEqual({ x: 0, y: 0, scale: 1, rotation: 0 });
  });
});
