import { Maximize } from 'lucide-react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import './theme.css';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { IconButton } from './IconButton.tsx';
import { Menu } from './Menu.tsx';
import { SectionFrame } from './Section.tsx';
import { Select } from './Select.tsx';
import { Sheet, SheetPage } from './Sheet.tsx';
import { type Shown, show } from './testing/shown.tsx';
import { dropProjectToasts, dropToast, showToast, toastStore } from './toast-store.ts';

let shown: Shown;

beforeEach(() => page.viewport(1000, 700));
afterEach(() => shown.leave());

/** A page with a menu whose item opens a dialog, and another button that does. */
function Page() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Menu
        trigger={<Button>Project</Button>}
        entries={[
          { kind: 'item', label: 'Rename', run: () => setOpen(true) },
          { kind: 'item', label: 'Delete', run: () => undefined },
        ]}
      />
      <Button onClick={() => setOpen(true)}>Rename it</Button>
      {isOpen && (
        <Dialog title="Rename" onClose={() => setOpen(false)} actions={<Button>Save</Button>}>
          <input aria-label="Name" />
          <Select
            label="Kind"
            value="a"
            options={[
              { value: 'a', label: 'First' },
              { value: 'b', label: 'Second' },
            ]}
            onChange={() => undefined}
          />
        </Dialog>
      )}
    </>
  );
}

describe('a dialog', () => {
  const dialog = page.getByRole('dialog', { name: 'Rename' });

  beforeEach(() => {
    shown = show(<Page />);
  });

  it('holds the focus, and gives it back to the button that opened it', async () => {
    const opener = page.getByRole('button', { name: 'Rename it' });
    await opener.click();
    await expect.element(dialog).toHaveFocus();
    for (let press = 0; press < 6; press++) {
      await userEvent.tab();
      expect(dialog.element().contains(document.activeElement)).toBe(true);
    }
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(opener).toHaveFocus();
  });

  it('that a menu opened gives the focus back to the menu button', async () => {
    const menu = page.getByRole('button', { name: 'Project' });
    await menu.click();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(dialog).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.element(menu).toHaveFocus();
  });

  it('lets Escape close what floats over it first', async () => {
    await page.getByRole('button', { name: 'Rename it' }).click();
    await page.getByRole('button', { name: 'Kind: First' }).click();
    await expect.element(page.getByRole('menuitemradio', { name: 'Second' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
    await expect.element(dialog).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('is closed by a press beside it, and keeps what happens inside from the page', async () => {
    const heard = vi.fn();
    window.addEventListener('keydown', heard);
    await page.getByRole('button', { name: 'Rename it' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('');
    await userEvent.keyboard('e');
    window.removeEventListener('keydown', heard);
    expect(heard).not.toHaveBeenCalled();
    await userEvent.click(document.documentElement, { position: { x: 5, y: 5 } });
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('writes no style element, which the content security policy would refuse', async () => {
    const before = document.querySelectorAll('style').length;
    await page.getByRole('button', { name: 'Rename it' }).click();
    await page.getByRole('button', { name: 'Kind: First' }).click();
    await expect.element(page.getByRole('menu')).toBeVisible();
    expect(document.querySelectorAll('style').length).toBe(before);
  });
});

/** Tabs at the foot of a phone, and the sheet of the one that is open. */
function Phone({ onClose, lines }: { readonly onClose: () => void; readonly lines: number }) {
  const [open, setOpen] = useState<string | null>(null);
  const [isPaged, setPaged] = useState(false);
  const close = () => {
    onClose();
    setOpen(null);
  };
  return (
    <SectionFrame value="plain">
      <div className="fixed inset-x-0 bottom-0 flex h-(--tabs)">
        {['Background', 'Shadow'].map(name => (
          <button key={name} type="button" className="flex-1" onClick={() => setOpen(name)}>
            {name}
          </button>
        ))}
      </div>
      <Button>Picture</Button>
      {open && (
        <Sheet title={open} onClose={close}>
          <Button onClick={() => setPaged(true)}>Library</Button>
          <p style={{ height: lines * 20 }}>Colours</p>
          {isPaged && (
            <SheetPage title="Every background" onClose={() => setPaged(false)}>
              <Button>Linen</Button>
            </SheetPage>
          )}
        </Sheet>
      )}
    </SectionFrame>
  );
}

describe('what floats', () => {
  it.each([
    ['menu', { role: 'menu' }],
    ['dialog', { role: 'dialog' }],
    ['popper', { role: 'tooltip' }],
  ])('leaves at once where it is closed: nothing is left to wait for (%s)', (kind, attributes) => {
    const wrapper = document.createElement('div');
    if (kind === 'popper') wrapper.setAttribute('data-radix-popper-content-wrapper', '');
    const content = Object.assign(document.createElement('div'), { className: 'animate-pop' });
    for (const [name, value] of Object.entries(attributes)) content.setAttribute(name, value);
    wrapper.append(content);
    document.body.append(wrapper);
    const animation = () => getComputedStyle(content).animationName;
    content.setAttribute('data-state', 'open');
    expect(animation()).toBe('pop');
    content.setAttribute('data-state', 'closed');
    expect(animation()).toBe('none');
    wrapper.remove();
  });

  it('speaks of a button that keys have reached, and not of one that a pointer pressed', async () => {
    shown = show(<IconButton label="Fit" icon={Maximize} onClick={() => undefined} />);
    await expect.element(page.getByRole('button', { name: 'Fit' })).toBeVisible();
    const hint = page.getByRole('tooltip');
    const button = page.getByRole('button', { name: 'Fit' }).element() as HTMLElement;
    button.focus({ focusVisible: false } as FocusOptions);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(hint.elements()).toEqual([]);
    button.blur();
    button.focus({ focusVisible: true } as FocusOptions);
    await expect.poll(() => hint.elements().length).toBeGreaterThan(0);
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => hint.elements()).toEqual([]);
  });
});

describe('a sheet', () => {
  const close = vi.fn();
  const tab = (name: string) => page.getByRole('button', { name, exact: true });
  const sheet = page.getByRole('dialog', { name: 'Background' });
  const box = () => sheet.element().getBoundingClientRect();
  const covered = () => {
    const probe = document.createElement('div');
    probe.style.cssText = 'position:fixed;height:var(--sheet,0px)';
    document.body.append(probe);
    const { height } = probe.getBoundingClientRect();
    probe.remove();
    return height;
  };

  async function openWith(lines: number): Promise<void> {
    close.mockReset();
    await page.viewport(390, 800);
    shown = show(<Phone onClose={close} lines={lines} />);
    await tab('Background').click();
    await expect.element(sheet).toBeVisible();
    // It comes up from below.
    await vi.waitFor(() => expect(box().bottom).toBe(747));
  }

  it('is as high as what is in it, above the tabs, and the page knows what it covers', async () => {
    await openWith(2);
    expect(box().height).toBeLessThan(200);
    expect(covered()).toBe(Math.round(800 - box().top));
    await expect.element(page.getByRole('button', { name: 'Show more' })).not.toBeInTheDocument();
  });

  it('leaves the upper half to the picture, which stays alive', async () => {
    await openWith(60);
    expect(box().top).toBe(400);
    expect(covered()).toBe(400);
    await page.getByRole('button', { name: 'Picture' }).click();
    expect(close).not.toHaveBeenCalled();
  });

  it('is closed by its cross, and the focus goes back to the tab', async () => {
    await openWith(2);
    const cross = sheet.getByRole('button', { name: 'Close' });
    const { width, height } = cross.element().getBoundingClientRect();
    expect([width, height]).toEqual([44, 44]);
    await cross.click();
    await expect.element(sheet).not.toBeInTheDocument();
    await expect.element(tab('Background')).toHaveFocus();
    expect(covered()).toBe(0);
  });

  it('changes to another tab in one tap, in its place, and gives the focus to the last', async () => {
    await openWith(2);
    const before = sheet.element();
    await tab('Shadow').click();
    const other = page.getByRole('dialog', { name: 'Shadow' });
    await expect.element(other).toBeVisible();
    expect(other.element()).toBe(before);
    await userEvent.keyboard('{Escape}');
    await expect.element(other).not.toBeInTheDocument();
    await expect.element(tab('Shadow')).toHaveFocus();
  });

  it('grows and shrinks by its grip, by keys too', async () => {
    await openWith(60);
    await page.getByRole('button', { name: 'Show more' }).click();
    await vi.waitFor(() => expect(box().top).toBe(80));
    expect(covered()).toBe(400);
    (page.getByRole('button', { name: 'Show less' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(box().top).toBe(400));
  });

  it('follows a drag up to its full height, and closes dragged down', async () => {
    await openWith(60);
    const drag = async (to: number) => {
      const grip = sheet.getByRole('button', { name: /^Show/ }).element();
      const { x, width, y, height: high } = grip.getBoundingClientRect();
      const from = y + high / 2;
      Element.prototype.setPointerCapture = () => undefined;
      for (const [type, at] of [
        ['pointerdown', from],
        ['pointermove', (from + to) / 2],
        ['pointermove', to],
        ['pointerup', to],
      ] as const) {
        grip.dispatchEvent(
          new PointerEvent(type, {
            bubbles: true,
            buttons: 1,
            clientX: x + width / 2,
            clientY: at,
            pointerId: 7,
          }),
        );
        await new Promise(requestAnimationFrame);
      }
    };
    await drag(150);
    await vi.waitFor(() => expect(box().top).toBe(80));
    await drag(790);
    expect(close).toHaveBeenCalledOnce();
  });

  it('has pages, in its place, with a way back that Escape takes too', async () => {
    await openWith(10);
    const { top } = box();
    const library = page.getByRole('button', { name: 'Library' });
    const paged = page.getByRole('dialog', { name: 'Every background' });
    await library.click();
    await expect.element(paged).toBeVisible();
    expect(paged.element().getBoundingClientRect().top).toBeCloseTo(top, 0);
    await expect.poll(() => library.elements()).toEqual([]);
    await paged.getByRole('button', { name: 'Back' }).click();
    await expect.element(paged).not.toBeInTheDocument();
    await expect.element(library).toHaveFocus();

    await library.click();
    await expect.element(paged).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(paged).not.toBeInTheDocument();
    expect(close).not.toHaveBeenCalled();
  });
});

describe('toasts', () => {
  beforeEach(() => {
    shown = show(<p>Page</p>);
    for (const { id } of toastStore.getState().toasts) dropToast(id);
  });

  it('offer to undo what happened, once', async () => {
    const undo = vi.fn();
    showToast('Picture deleted', { action: { label: 'Undo', run: undo } });
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(undo).toHaveBeenCalledOnce();
    await expect.element(page.getByText('Picture deleted').first()).not.toBeInTheDocument();
  });

  it('stand one at a time; what can be undone comes back', async () => {
    const action = { label: 'Undo', run: () => undefined };
    showToast('first deleted', { action });
    showToast('saved');
    showToast('second deleted', { action });
    const seen = () => page.getByText(/^(first deleted|saved|second deleted)$/);
    await expect.element(seen()).toHaveTextContent('second deleted');
    expect(seen().elements()).toHaveLength(1);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(seen()).toHaveTextContent('first deleted');
  });

  it('of a project go with it, and others stay', () => {
    const action = { label: 'Undo', run: () => undefined };
    showToast('update', { action });
    showToast('picture removed', { action, isOfProject: true });
    dropProjectToasts();
    expect(toastStore.getState().toasts.map(({ text }) => text)).toEqual(['update']);
  });

  it('leave the foot of the page free', async () => {
    showToast('saved');
    const bottom = () => page.getByText('saved').first().element().getBoundingClientRect().bottom;
    await vi.waitFor(() => expect(bottom()).toBeLessThanOrEqual(window.innerHeight - 64));
  });

  it('go by themselves', async () => {
    for (const text of ['one', 'two', 'three', 'four']) showToast(text, { seconds: 0.4 });
    expect(toastStore.getState().toasts.map(({ text }) => text)).toEqual(['four']);
    await vi.waitFor(() => expect(toastStore.getState().toasts).toEqual([]), 3000);
  });
});
