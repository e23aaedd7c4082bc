import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import '@fontsource-variable/inter/opsz.css';
import './theme.css';
import { Gallery } from './testing/Gallery.tsx';
import { type Shown, show } from './testing/shown.tsx';
import { chooseTheme, startTheme } from './theme.ts';

let shown: Shown;

beforeEach(() => {
  localStorage.clear();
  shown = show(<Gallery />);
});

afterEach(() => {
  shown.leave();
  localStorage.clear();
  startTheme();
});

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds once everything has come to rest. */
async function accuse(tags: string[]): Promise<readonly string[]> {
  await Promise.all(document.getAnimations().map(animation => animation.finished));
  const { violations } = await axe.run(document, { runOnly: tags });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`);
}

describe('the parts', () => {
  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('pass axe in %s at %i px, and nothing is wider than the page', async (theme, width) => {
    chooseTheme(theme);
    await page.viewport(width, 900);
    await expect.element(page.getByRole('slider', { name: 'Shift edge' })).toBeVisible();
    await document.fonts.ready;
    expect(await accuse([...WCAG, 'best-practice'])).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });

  it.each([
    ['a menu', 'Project', 'menu'],
    ['a select', 'Quality: High quality', 'menu'],
    ['a colour picker', 'Colour: #c9a98d', 'dialog'],
  ] as const)('pass axe with %s open', async (_, button, role) => {
    await page.viewport(1280, 900);
    await page.getByRole('button', { name: button }).click();
    await expect.element(page.getByRole(role)).toBeVisible();
    expect(await accuse(WCAG)).toEqual([]);
  });

  it('leave the tool in hand its accent under the pointer', async () => {
    const tool = page.getByRole('button', { name: 'Move', pressed: true });
    await expect.element(tool).toBeVisible();
    const { color } = getComputedStyle(tool.element());
    await tool.hover();
    await Promise.all(document.getAnimations().map(animation => animation.finished));
    expect(tool.element().matches(':hover')).toBe(true);
    expect(getComputedStyle(tool.element()).color).toBe(color);
  });

  it('are at least 40 px high under a finger', async () => {
    await page.viewport(390, 900);
    await expect.element(page.getByRole('button', { name: 'Export' })).toBeVisible();
    const small = [...document.querySelectorAll<HTMLElement>('button, input')]
      // A switch is 24 px high; what takes the press reaches 12 px further both ways.
      .filter(part => part.getAttribute('role') !== 'switch')
      .filter(part => part.checkVisibility() && part.getBoundingClientRect().height < 40)
      .map(part => part.outerHTML.slice(0, 80));
    expect(small).toEqual([]);
  });
});

describe('the theme', () => {
  const surround = () => getComputedStyle(document.body).backgroundColor;

  it('is the chosen one, and the same after a reload', () => {
    chooseTheme('dark');
    expect(surround()).toBe('rgb(23, 24, 26)');
    chooseTheme('light');
    expect(surround()).toBe('rgb(237, 237, 238)');
    delete document.documentElement.dataset.theme;
    startTheme();
    expect(document.documentElement.dataset.theme).toBe('light');
  });

  it("colours the browser's own bars", () => {
    document.head.insertAdjacentHTML(
      'beforeend',
      '<meta name="theme-color" content="#fff" data-scheme="light"><meta name="theme-color" content="#000" data-scheme="dark">',
    );
    const metas = [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')];
    chooseTheme('dark');
    expect(metas.map(meta => meta.media)).toEqual(['not all', 'all']);
    chooseTheme('system');
    expect(metas.map(meta => meta.media)).toEqual([
      '(prefers-color-scheme: light)',
      '(prefers-color-scheme: dark)',
    ]);
    for (const meta of metas) meta.remove();
  });
});
