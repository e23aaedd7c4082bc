import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { runCommand } from '../commands/command-registry.ts';
import { setUp } from '../state/testing/workspace-setup.ts';
import { WorkspaceContext } from '../state/use-workspace.ts';
import { toastStore } from '../ui/toast-store.ts';
import { UiRoot } from '../ui/UiRoot.tsx';
import '../ui/theme.css';
import { RecentProjects } from './RecentProjects.tsx';

let t: ReturnType<typeof setUp>;
let root: Root;

async function show(...names: string[]): Promise<void> {
  t = setUp();
  for (const name of names) {
    await t.storage.createProject(name, name);
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  const host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  root.render(
    <WorkspaceContext value={t.store}>
      <UiRoot>
        <RecentProjects />
      </UiRoot>
    </WorkspaceContext>,
  );
}

beforeEach(async () => {
  await page.viewport(1200, 800);
});

afterEach(() => {
  root.unmount();
  toastStore.setState({ toasts: [] });
  document.body.replaceChildren();
});

const names = () =>
  page
    .getByRole('button', { name: /^Open / })
    .elements()
    .map(element => element.getAttribute('aria-label')?.slice('Open '.length));

async function choose(project: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${project}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

it('shows nothing where there is nothing, but says where nothing is kept', async () => {
  await show();
  await expect.poll(() => t.state().shelf.getState().projects).toEqual([]);
  expect(document.querySelector('section')).toBeNull();
  await expect.element(page.getByText('This browser keeps nothing', { exact: false })).toBeVisible();
  t.state().shelf.setState({ isLasting: true });
  await expect
    .element(page.getByText('This browser keeps nothing', { exact: false }))
    .not.toBeInTheDocument();
});

it('opens a project', async () => {
  await show('Mug', 'Plant');
  await expect.poll(names).toEqual(['Plant', 'Mug']);
  await page.getByRole('button', { name: 'Open Mug' }).click();
  await expect.poll(() => t.state().project).toEqual({ id: 'Mug', name: 'Mug' });
});

it('offers every project by its name', async () => {
  await show('Mug', 'Plant');
  await expect.poll(names).toEqual(['Plant', 'Mug']);
  expect(runCommand('project.open.Mug')).toBe(true);
  await expect.poll(() => t.state().project).toEqual({ id: 'Mug', name: 'Mug' });
});

it('shows the latest four, and all with a search', async () => {
  await show('Mug', 'Plant', 'Car', 'Wheel', 'Mug, shop');
  await expect.poll(names).toEqual(['Mug, shop', 'Wheel', 'Car', 'Plant']);
  await page.getByRole('button', { name: 'Show all 5' }).click();
  expect(names()).toHaveLength(5);
  await page.getByRole('searchbox', { name: 'Search projects' }).fill('mug');
  expect(names()).toEqual(['Mug, shop', 'Mug']);
  await page.getByRole('searchbox', { name: 'Search projects' }).fill('bicycle');
  await expect.element(page.getByRole('status').getByText('No project is called “bicycle”')).toBeVisible();
});

it('renames in place, by keyboard alone', async () => {
  await show('Mug');
  await choose('Mug', 'Rename');
  const field = page.getByRole('textbox', { name: 'Name of the project' });
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('Cup{Enter}');
  await expect.poll(names).toEqual(['Cup']);
  await expect.element(page.getByRole('button', { name: 'Open Cup' })).toHaveFocus();
  expect((await t.storage.projects())[0]?.name).toBe('Cup');
  await choose('Cup', 'Rename');
  await userEvent.keyboard('Glass{Escape}');
  expect(names()).toEqual(['Cup']);
});

it('duplicates', async () => {
  await show('Mug');
  await choose('Mug', 'Duplicate');
  await expect.poll(names).toEqual(['Mug copy', 'Mug']);
  await choose('Mug', 'Duplicate');
  await expect.poll(names).toEqual(['Mug copy 2', 'Mug copy', 'Mug']);
});

it('deletes, and takes that back', async () => {
  await show('Mug', 'Plant');
  await choose('Plant', 'Delete');
  await expect.poll(names).toEqual(['Mug']);
  await expect.poll(async () => (await t.storage.projects()).length).toBe(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(names).toEqual(['Plant', 'Mug']);
});

it('leaves the focus with the neighbour of what was deleted, and at last with what undoes it', async () => {
  await show('Mug', 'Plant', 'Car');
  await choose('Plant', 'Delete');
  await expect.element(page.getByRole('button', { name: 'Open Mug' })).toHaveFocus();
  await choose('Mug', 'Delete');
  await expect.element(page.getByRole('button', { name: 'Open Car' })).toHaveFocus();
  await choose('Car', 'Delete');
  await expect.poll(() => document.activeElement?.textContent, { timeout: 5000 }).toBe('Undo');
  expect(document.activeElement?.closest('li')).toHaveTextContent('Car was deleted');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('button', { name: 'Open Car' })).toHaveFocus();
});

it('draws the ring of the focus around the whole card, where nothing cuts it off', async () => {
  await show('Mug');
  await expect.poll(names).toEqual(['Mug']);
  await userEvent.tab();
  await expect.element(page.getByRole('button', { name: 'Open Mug' })).toHaveFocus();
  const card = document.querySelector('section li')!;
  expect(getComputedStyle(card).outlineWidth).toBe('2px');
  expect(getComputedStyle(card).overflow).toBe('visible');
});

it('shows the whole of a composition, and the whole of a name beside its time', async () => {
  const canvas = new OffscreenCanvas(90, 160);
  canvas.getContext('2d')?.fillRect(0, 0, 90, 160);
  await show('Autumn catalogue 2026');
  await expect.poll(names).toHaveLength(1);
  const thumbnail = URL.createObjectURL(await canvas.convertToBlob());
  t.state().shelf.setState(({ projects }) => ({ projects: projects!.map(each => ({ ...each, thumbnail })) }));
  const card = document.querySelector('section li')!;
  await expect.poll(() => card.querySelector('img')?.naturalHeight).toBe(160);
  const picture = card.querySelector('img')!.getBoundingClientRect();
  const frame = card.querySelector('img')!.parentElement!.getBoundingClientRect();
  expect(picture.height).toBeLessThanOrEqual(frame.height);
  expect(picture.width / picture.height).toBeCloseTo(90 / 160, 2);
  const name = page.getByTitle('Autumn catalogue 2026').element();
  expect(name.scrollWidth).toBeLessThanOrEqual(name.clientWidth);
});

it('says where the browser keeps nothing', async () => {
  await show('Mug');
  await expect.element(page.getByText('This browser keeps nothing', { exact: false })).toBeVisible();
});
