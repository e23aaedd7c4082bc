import { afterEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createStore } from 'zustand/vanilla';
import '../ui/theme.css';
import { DEFAULT_MODEL } from '../engine/chosen-model.ts';
import type { Problem } from '../state/problem.ts';
import { WorkspaceContext, type WorkspaceStore } from '../state/use-workspace.ts';
import type { WorkspaceState } from '../state/workspace-state.ts';
import { type Shown, show } from '../ui/testing/shown.tsx';
import { FailedCard } from './FailedCard.tsx';

let shown: Shown;
afterEach(() => shown.leave());

const retry = vi.fn();
const bringBack = vi.fn();
const remove = vi.fn(() => bringBack);
const pictures = [
  { id: 'mug', name: 'mug.jpg' },
  { id: 'car', name: 'car.jpg' },
];

async function open(code: Problem['code']): Promise<void> {
  retry.mockReset();
  const store = createStore<Partial<WorkspaceState>>(() => ({
    retry,
    remove,
    pictures: pictures as unknown as WorkspaceState['pictures'],
    model: DEFAULT_MODEL,
  }));
  const problem: Problem = { code, details: {}, fileName: 'mug.jpg' };
  shown = show(
    <WorkspaceContext value={store as unknown as WorkspaceStore}>
      <FailedCard pictureId="mug" problem={problem} />
    </WorkspaceContext>,
  );
  await expect.element(page.getByRole('alert')).toBeVisible();
}

it('offers another try where one may help', async () => {
  await open('out_of_memory');
  await page.getByRole('button').first().click();
  expect(retry).toHaveBeenCalledExactlyOnceWith('mug');
});

it.each(['document_newer', 'document_damaged'] as const)(
  'offers none of what cannot be read: %s',
  async code => {
    await open(code);
    expect(page.getByRole('button').elements()).toEqual([]);
  },
);

it('takes a picture out that cannot be read, and offers the way back to the keyboard', async () => {
  await open('unreadable_image');
  const button = page.getByRole('button', { name: 'Remove' });
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  expect(remove).toHaveBeenCalledExactlyOnceWith('mug');
  await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(bringBack).toHaveBeenCalledOnce();
});
