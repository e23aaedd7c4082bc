import axe from 'axe-core';
import { Undo2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/theme.css';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { type Shown, show } from '../ui/testing/shown.tsx';
import { chooseLanguage } from '../words/words-store.ts';
import { CommandButton } from './CommandButton.tsx';
import { CommandCentre } from './CommandCentre.tsx';
import { registerCommands, runCommand } from './command-registry.ts';
import type { PageCommand } from './page-command.ts';
import { SettingsMenu } from './SettingsMenu.tsx';
import { allowSingleKeys } from './single-keys.ts';
import { useCommands } from './use-commands.ts';

const undo = vi.fn();
const erase = vi.fn();
const grow = vi.fn();
const save = vi.fn();
let shown: Shown;

/** A page with some commands, a field, a button that puts undo out of work, and a dialog. */
function Page() {
  const [canUndo, setCanUndo] = useState(true);
  const [isOpen, setOpen] = useState(false);
  useCommands(
    useMemo(
      (): readonly PageCommand[] => [
        {
          id: 'edit.undo',
          title: 'Undo',
          group: 'edit',
          keys: '$mod+z',
          isEnabled: () => canUndo,
          run: () => {
            undo();
            setCanUndo(false);
          },
        },
        { id: 'tool.erase', title: 'Erase', group: 'tool', keys: 'e', run: erase },
        {
          id: 'tool.grow',
          title: 'Larger brush',
          group: 'tool',
          keys: [']', 'BracketRight'],
          repeats: true,
          run: grow,
        },
        { id: 'file.save', title: 'Save', group: 'file', keys: '$mod+s', whileTyping: true, run: save },
        { id: 'view.pan', title: 'Pan', group: 'view', keys: 'Space', isHeld: true, run: grow },
        { id: 'file.rename', title: 'Rename', group: 'file', run: () => setOpen(true) },
      ],
      [canUndo],
    ),
  );
  return (
    <main>
      <CommandCentre />
      <CommandButton id="edit.undo" icon={Undo2} />
      <SettingsMenu />
      <input aria-label="Name" />
      <input type="range" aria-label="Size" />
      <Button>Picture</Button>
      {isOpen && (
        <Dialog title="Rename" onClose={() => setOpen(false)}>
          <p>Soon</p>
        </Dialog>
      )}
    </main>
  );
}

beforeEach(async () => {
  await page.viewport(1000, 700);
  vi.resetAllMocks();
  localStorage.clear();
  allowSingleKeys(true);
  shown = show(<Page />);
  await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
});

afterEach(async () => {
  shown.leave();
  await chooseLanguage('en');
});

describe('keys', () => {
  it('run commands, from a slider too, and not while somebody types', async () => {
    await userEvent.keyboard('e');
    expect(erase).toHaveBeenCalledTimes(1);
    (page.getByRole('slider', { name: 'Size' }).element() as HTMLElement).focus();
    await userEvent.keyboard('e');
    expect(erase).toHaveBeenCalledTimes(2);
    await page.getByRole('textbox', { name: 'Name' }).click();
    await userEvent.keyboard('e{Control>}z{/Control}');
    expect(erase).toHaveBeenCalledTimes(2);
    expect(undo).not.toHaveBeenCalled();
    await userEvent.keyboard('{Control>}s{/Control}');
    expect(save).toHaveBeenCalledOnce();
  });

  it('run one command a press, and a held key again only where that is meant', () => {
    const hold = (key: string, code: string, repeat: boolean) =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key, code, repeat, bubbles: true, cancelable: true }),
      );
    hold(']', 'BracketRight', false);
    hold(']', 'BracketRight', true);
    expect(grow).toHaveBeenCalledTimes(2);
    hold('e', 'KeyE', false);
    hold('e', 'KeyE', true);
    expect(erase).toHaveBeenCalledTimes(1);
    hold(' ', 'Space', false);
    expect(grow).toHaveBeenCalledTimes(2);
  });

  it('use up the press even while the command cannot be run', async () => {
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(undo).toHaveBeenCalledOnce();
    const press = new KeyboardEvent('keydown', {
      key: 'z',
      ctrlKey: true,
      bubbles: true,
      cancelable: true,
    });
    document.body.dispatchEvent(press);
    expect(press.defaultPrevented).toBe(true);
    expect(undo).toHaveBeenCalledOnce();
  });

  it('mean the dialog while one is open', async () => {
    runCommand('file.rename');
    await expect.element(page.getByRole('dialog', { name: 'Rename' })).toBeVisible();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', bubbles: true }));
    expect(erase).not.toHaveBeenCalled();
  });

  it('of one letter can be switched off, and stay off', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Single-letter shortcuts' }).click();
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('e');
    expect(erase).not.toHaveBeenCalled();
    await userEvent.keyboard('{Control>}s{/Control}');
    expect(save).toHaveBeenCalledOnce();
    expect(localStorage.getItem('single-keys')).toBe('off');
  });
});

describe('a command button', () => {
  it('keeps the focus when its command cannot be run any more', async () => {
    const button = page.getByRole('button', { name: 'Undo' });
    await button.click();
    expect(undo).toHaveBeenCalledOnce();
    await expect.element(button).toHaveAttribute('aria-disabled', 'true');
    await expect.element(button).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(undo).toHaveBeenCalledOnce();
  });

  it('tells its keys when it is pointed at', async () => {
    await page.getByRole('button', { name: 'Undo' }).hover();
    await expect.element(page.getByRole('tooltip')).toHaveTextContent('UndoCtrlZ');
  });

  it('goes with its command, and a command in the place of another stays', () => {
    const first: PageCommand = { id: 'x', title: 'First', group: 'file', run: erase };
    const second: PageCommand = { id: 'x', title: 'Second', group: 'file', run: save };
    const dropFirst = registerCommands([first]);
    const dropSecond = registerCommands([second]);
    dropFirst();
    expect(runCommand('x')).toBe(true);
    expect(save).toHaveBeenCalledOnce();
    dropSecond();
    expect(runCommand('x')).toBe(false);
  });
});

describe('the palette', () => {
  const open = async () => {
    await userEvent.keyboard('{Control>}k{/Control}');
    const field = page.getByRole('combobox');
    await expect.element(field).toHaveFocus();
    return field;
  };

  it('finds a command by a part of its name and runs it', async () => {
    const field = await open();
    await field.fill('eras');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(erase).toHaveBeenCalledOnce());
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('says when there is none, and Escape gives the focus back', async () => {
    const picture = page.getByRole('button', { name: 'Picture' });
    await picture.click();
    const field = await open();
    await field.fill('qqq');
    await expect.element(page.getByText('Nothing found.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(picture).toHaveFocus();
  });

  it('offers what can be run, and passes axe', async () => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await open();
    const options = page.getByRole('option').elements();
    const names = options.map(option => option.textContent ?? '');
    expect(names).toContain('Larger brush]');
    expect(names).toContain('Appearance: Dark');
    expect(names.filter(name => name.startsWith('Undo'))).toEqual([]);
    await expectNoFault();
  });

  it('opens the dialog of a command, which gives the focus back to where it was before', async () => {
    const picture = page.getByRole('button', { name: 'Picture' });
    await picture.click();
    await (await open()).fill('rename');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog', { name: 'Rename' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(picture).toHaveFocus();
  });
});

describe('the shortcut sheet', () => {
  it('tells every key, and passes axe', async () => {
    await userEvent.keyboard('{Shift>}?{/Shift}');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect.element(sheet).toBeVisible();
    const lines = [...sheet.element().querySelectorAll('dl > div')].map(line => line.textContent);
    expect(lines).toEqual([
      'SaveCtrlS',
      'UndoCtrlZ',
      'EraseE',
      'Larger brush]',
      'PanSpace',
      'CommandsCtrlK',
      'Keyboard shortcuts?',
    ]);
    await expectNoFault();
  });

  it('speaks German, keys too', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await expect.element(page.getByRole('button', { name: 'Einstellungen' })).toBeVisible();
    expect(document.documentElement.lang).toBe('de');
    runCommand('help.shortcuts');
    const sheet = page.getByRole('dialog', { name: 'Tastenkürzel' });
    await expect.element(sheet).toHaveTextContent('StrgK');
  });
});

async function expectNoFault(): Promise<void> {
  await Promise.all(document.getAnimations().map(animation => animation.finished));
  const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)).toEqual([]);
}
