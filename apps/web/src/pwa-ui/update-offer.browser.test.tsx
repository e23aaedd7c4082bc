import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../ui/theme.css';
import { pwaStore } from '../pwa/pwa-store.ts';
import { type Shown, show } from '../ui/testing/shown.tsx';
import { toastStore } from '../ui/toast-store.ts';
import { UpdateOffer } from './UpdateOffer.tsx';

describe('the offer of a newer version', () => {
  const atFirst = pwaStore.getState();
  const applyUpdate = vi.fn();
  const update = page.getByRole('button', { name: 'Update now' });
  let shown: Shown;

  beforeEach(() => {
    shown = show(<UpdateOffer key="start" />);
  });
  afterEach(() => {
    shown.leave();
    pwaStore.setState(atFirst);
    toastStore.setState({ toasts: [] });
    applyUpdate.mockClear();
  });

  it('is taken by its button alone', async () => {
    await expect.element(update).not.toBeInTheDocument();
    pwaStore.setState({ update: 'ready', applyUpdate });
    await expect.element(update).toBeVisible();
    expect(applyUpdate).not.toHaveBeenCalled();
    await update.click();
    expect(applyUpdate).toHaveBeenCalledOnce();
  });

  it('does not come back in another room once it was put away', async () => {
    pwaStore.setState({ update: 'ready', applyUpdate });
    await expect.element(update).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    shown.again(<UpdateOffer key="editor" />);
    await expect.element(update).not.toBeInTheDocument();
    expect(toastStore.getState().toasts).toEqual([]);
    expect(applyUpdate).not.toHaveBeenCalled();
  });
});
