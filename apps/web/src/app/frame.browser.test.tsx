import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/theme.css';
import { drop, foundOf, openScriptedPage, type ScriptedPage } from './testing/scripted-page.tsx';

let opened: ScriptedPage;

/** Opens the page with a picture that is cut out. */
async function openAt(width: number, height: number): Promise<void> {
  await page.viewport(width, height);
  opened = await openScriptedPage();
  await expect.element(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  drop(new File([opened.png], 'a rather long name of a picture.png', { type: 'image/png' }));
  await expect.element(page.getByRole('progressbar')).toBeVisible();
  opened.scripted.job().resolve(foundOf());
  await expect
    .element(page.getByRole('button', { name: 'Export' }))
    .toHaveAttribute('aria-disabled', 'false');
}

afterEach(() => opened.leave());

const header = () => document.querySelector('header')!;
/** A page in the background of many learns late of its new size. */
const PATIENT = { timeout: 9000 };

const stage = () => document.querySelector('[role=application]');
const isPhone = () => header().querySelector('[aria-label="More"]') !== null;

/** What can be pressed in the bar and is seen, from left to right. */
function barBoxes(): readonly { readonly name: string; readonly left: number; readonly right: number }[] {
  return [...header().querySelectorAll('button, input')]
    .filter(element => element.checkVisibility() && element.clientWidth > 1)
    .filter(element => !element.closest('[role=radiogroup] [role=radio]'))
    .map(element => {
      const { left, right } = element.getBoundingClientRect();
      return { name: element.getAttribute('aria-label') ?? element.textContent ?? '', left, right };
    })
    .sort((a, b) => a.left - b.left);
}

describe('the bar', () => {
  it.each([1440, 1280, 1100, 1024, 800, 721, 390, 320])(
    'lays nothing over anything at %i px',
    async width => {
      await openAt(width, 800);
      expect(isPhone()).toBe(width <= 720);
      const boxes = barBoxes();
      expect(boxes.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['All projects', 'Undo', 'Export']),
      );
      for (const [at, { name, left, right }] of boxes.entries()) {
        const next = boxes[at + 1];
        expect(right, `${name} and ${next?.name}`).toBeLessThanOrEqual((next?.left ?? width) + 0.5);
        expect(left, name).toBeGreaterThanOrEqual(0);
      }
      const views = header().querySelector('[role=radiogroup]');
      if (!views?.checkVisibility()) return;
      const { left, right } = views.getBoundingClientRect();
      const under = boxes.filter(box => box.left < right && box.right > left);
      expect(under.map(({ name }) => name)).toEqual([]);
    },
  );

  it('keeps the word about privacy as a button where there is no room for it', async () => {
    await openAt(1024, 700);
    const mark = page.getByRole('button', { name: 'Stays on this device' });
    expect(mark.element().clientWidth).toBeLessThan(40);
    await mark.click();
    await expect.element(page.getByRole('dialog', { name: 'Offline' })).toBeVisible();
  });

  it('has the views in a menu where they find no room', async () => {
    await openAt(1024, 700);
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Matte' }).click();
    expect(opened.store.getState().view).toBe('matte');
  });

  it('says that all is saved beside the name, not over the picture', async () => {
    await openAt(1280, 800);
    await userEvent.keyboard('{Control>}s{/Control}');
    await expect.poll(() => header().textContent, PATIENT).toContain('Saved already');
    expect(page.getByRole('main').element()).not.toHaveTextContent('Saved already');
    await expect
      .poll(() =>
        page
          .getByRole('status')
          .elements()
          .map(({ textContent }) => textContent),
      )
      .toContain('Saved already');
  });
});

describe('on a phone', () => {
  beforeEach(() => openAt(390, 844));

  it('names project and picture, and has the rest in a menu', async () => {
    await expect.element(page.getByRole('textbox', { name: 'Project name' })).toBeVisible();
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    for (const name of ['Add photos', 'Offline']) {
      await expect.element(page.getByRole('menuitem', { name })).toBeVisible();
    }
    for (const name of ['Dark', 'Deutsch']) {
      await expect.element(page.getByRole('menuitemradio', { name })).toBeVisible();
    }
  });

  it('speaks of keys once there are any', async () => {
    const more = page.getByRole('button', { name: 'More', exact: true });
    const shortcuts = page.getByRole('menuitem', { name: 'Keyboard shortcuts' });
    await more.click();
    await expect.element(page.getByRole('menuitem', { name: 'Offline' })).toBeVisible();
    expect(shortcuts.elements()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await more.click();
    await expect.element(shortcuts).toBeVisible();
  });

  it('says what each tool is, with one canvas', () => {
    const tools = [...page.getByRole('toolbar').element().querySelectorAll('button')];
    expect(tools.map(({ textContent }) => textContent)).toEqual([
      'Move',
      'Restore',
      'Erase',
      'Hair',
      'Lasso',
      'Regions',
    ]);
    expect(page.getByRole('button', { name: 'Canvas', exact: true }).elements()).toHaveLength(1);
  });

  it('leaves the picture alone: views and sizes are chosen below it, also beside a sheet', async () => {
    expect(page.getByRole('button', { name: /^Zoom: / }).elements()).toEqual([]);
    const stageBox = () => stage()!.getBoundingClientRect();
    const views = page.getByRole('button', { name: 'View: Result' });
    expect(views.element().getBoundingClientRect().top).toBeGreaterThanOrEqual(stageBox().bottom);
    await page.getByRole('button', { name: 'Shadow', exact: true }).click();
    const sheet = page.getByRole('dialog', { name: 'Shadow' }).element();
    await expect.poll(() => sheet.getBoundingClientRect().height, PATIENT).toBeGreaterThan(100);
    expect(sheet.getBoundingClientRect().height).toBeLessThan(300);
    await expect
      .poll(() => stageBox().bottom, PATIENT)
      .toBeLessThanOrEqual(sheet.getBoundingClientRect().top);
    await userEvent.keyboard('{Escape}');
    await views.click();
    await expect.element(page.getByRole('menuitem', { name: 'Fit' })).toBeVisible();
  });

  it('changes between sections in one tap, and closes them by taps: on the cross, the tab, beside the picture', async () => {
    const tab = (name: string) => page.getByRole('button', { name, exact: true });
    const sheet = (name: string) => page.getByRole('dialog', { name });
    await tab('Background').click();
    await expect.element(sheet('Background')).toBeVisible();
    await tab('Canvas').click();
    await expect.element(sheet('Canvas')).toBeVisible();
    expect(page.getByRole('dialog').elements()).toHaveLength(1);
    expect(opened.store.getState().tool).toBe('canvas');
    await tab('Shadow').click();
    await expect.element(sheet('Shadow')).toBeVisible();
    expect(opened.store.getState().tool).toBe('move');
    await tab('Shadow').click();
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();

    await tab('Cut-out').click();
    await sheet('Cut-out').getByRole('button', { name: 'Close' }).click();
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();

    await tab('Shadow').click();
    await expect.element(sheet('Shadow')).toBeVisible();
    const { width, height } = stage()!.getBoundingClientRect();
    await page.elementLocator(stage()!).click({ position: { x: width / 2, y: height / 2 } });
    await expect.element(sheet('Shadow')).toBeVisible();
    await page.elementLocator(stage()!).click({ position: { x: 2, y: 2 } });
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('takes the canvas in hand with its sheet, and lets go of it after', async () => {
    await page.getByRole('button', { name: 'Canvas', exact: true }).click();
    await expect.poll(() => opened.store.getState().tool, PATIENT).toBe('canvas');
    await expect.element(page.getByRole('dialog', { name: 'Canvas' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => opened.store.getState().tool, PATIENT).toBe('move');
  });
});

describe('a window made narrow', () => {
  beforeEach(() => openAt(1280, 800));

  it('keeps the stage, and a dialog that was opened in the inspector with what was typed there', async () => {
    const before = stage();
    opened.scripted.onInspect(() => new Promise(() => undefined));
    await page.getByRole('button', { name: 'Quality: High' }).click();
    await page.getByRole('menuitem', { name: /own model|ONNX/i }).click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog).toBeVisible();
    const shown = dialog.element();
    await page.viewport(600, 800);
    // What lies behind a dialog is hidden from those who listen.
    await expect.poll(isPhone, PATIENT).toBe(true);
    expect(dialog.element()).toBe(shown);
    expect(stage()).toBe(before);
    await page.viewport(1280, 800);
    expect(dialog.element()).toBe(shown);
  });

  it('keeps what a sheet showed for when it is narrow again', async () => {
    await page.viewport(600, 800);
    await expect.poll(isPhone, PATIENT).toBe(true);
    await page.getByRole('button', { name: 'Shadow', exact: true }).click();
    await expect.element(page.getByRole('dialog', { name: 'Shadow' })).toBeVisible();
    await page.viewport(1280, 800);
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await page.viewport(600, 800);
    await expect.element(page.getByRole('dialog', { name: 'Shadow' })).toBeVisible();
  });
});

describe('the filmstrip', () => {
  const item = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}, `) });

  beforeEach(async () => {
    await openAt(1280, 800);
    drop(...['b', 'c'].map(name => new File([opened.png], `${name}.png`, { type: 'image/png' })));
    await expect.element(item('c.png')).toBeVisible();
  });

  it('hands the focus to the neighbour of what Delete takes out, and at last to what undoes it', async () => {
    (item('b.png').element() as HTMLElement).focus();
    await userEvent.keyboard('{Delete}');
    await expect.element(item('c.png')).toHaveFocus();
    await userEvent.keyboard('{Delete}');
    await expect.poll(() => document.activeElement?.textContent, PATIENT).toBe('Undo');
    await userEvent.keyboard('{Enter}');
    await expect.element(item('c.png')).toHaveFocus();
  });

  it('takes pictures out by a button that is large enough', async () => {
    await item('c.png').hover();
    const button = page.getByRole('button', { name: 'Remove c.png' }).element().getBoundingClientRect();
    expect(button.width).toBeGreaterThanOrEqual(24);
    expect(button.height).toBeGreaterThanOrEqual(24);
    await page.viewport(700, 800);
    await expect.poll(isPhone, PATIENT).toBe(true);
    await item('c.png').hover();
    const forFingers = page.getByRole('button', { name: 'Remove c.png' });
    await expect
      .poll(() => forFingers.element().getBoundingClientRect().height, PATIENT)
      .toBeGreaterThanOrEqual(40);
  });
});

describe('the palette', () => {
  it('reaches kinds of backgrounds and sizes of the canvas', async () => {
    await openAt(1280, 800);
    const recipe = () => opened.store.getState().document()!.recipe;
    for (const [words, name] of [
      ['colour', 'Background: Colour'],
      ['square', 'Canvas: Square'],
    ] as const) {
      await userEvent.keyboard('{Control>}k{/Control}');
      await page.getByRole('combobox').fill(words);
      await page.getByRole('option', { name }).click();
      await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    }
    await expect.poll(() => recipe().background.type, PATIENT).toBe('color');
    await expect.poll(() => recipe().canvas, PATIENT).toMatchObject({ width: 320, height: 320 });
  });
});

describe('the menu of models', () => {
  it.each([1440, 800])('ends where its field ends, within a window of %i px', async width => {
    await openAt(width, 800);
    const field = page.getByRole('button', { name: 'Quality: High' });
    await field.click();
    const menu = page.getByRole('menu').element();
    await Promise.all(menu.getAnimations().map(animation => animation.finished));
    const { left, right } = menu.getBoundingClientRect();
    expect(Math.abs(right - field.element().getBoundingClientRect().right)).toBeLessThanOrEqual(1);
    expect(left).toBeGreaterThanOrEqual(8);
  });
});

describe('the shortcut sheet', () => {
  it('keeps each group in one column, and tells what Space does', async () => {
    await openAt(1440, 900);
    await userEvent.keyboard('{Shift>}?{/Shift}');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect.element(sheet).toHaveTextContent('Pan, while heldSpace');
    const groups = [...sheet.element().querySelectorAll('section')];
    expect(groups.length).toBeGreaterThan(3);
    for (const group of groups) expect(group.getClientRects()).toHaveLength(1);
  });
});
