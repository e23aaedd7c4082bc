import { useRef, useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/theme.css';
import { type Shown, show } from '../ui/testing/shown.tsx';
import { useFocusLeft } from './use-focus-left.ts';

let shown: Shown;
afterEach(() => shown.leave());

/** A card in a box, with one button that takes the card away and one that puts another in its place. */
function Cards() {
  const [card, setCard] = useState<'first' | 'second' | 'none'>('first');
  const box = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLButtonElement>(null);
  useFocusLeft(box, () => stage.current?.focus());
  return (
    <>
      <button ref={stage} type="button" onClick={() => setCard('none')}>
        Stage
      </button>
      <div ref={box}>
        {card === 'first' && (
          <p>
            <button type="button" onClick={() => setCard('none')}>
              Retry
            </button>
            <button type="button" onClick={() => setCard('second')}>
              Cancel
            </button>
          </p>
        )}
        {card === 'second' && (
          <p>
            <button type="button" ref={element => element?.focus()}>
              Again
            </button>
          </p>
        )}
      </div>
    </>
  );
}

const focused = () => document.activeElement?.textContent;

async function pressed(name: string): Promise<void> {
  shown = show(<Cards />);
  const button = page.getByRole('button', { name });
  await expect.element(button).toBeVisible();
  button.element().focus();
  await userEvent.keyboard('{Enter}');
}

describe('the focus of a card that goes', () => {
  it('goes to the stage', async () => {
    await pressed('Retry');
    await expect.poll(focused).toBe('Stage');
  });

  it('stays with what took it in its place', async () => {
    await pressed('Cancel');
    await expect.element(page.getByRole('button', { name: 'Again' })).toHaveFocus();
  });

  it('goes to the stage where another window had it meanwhile', async () => {
    shown = show(<Cards />);
    const retry = page.getByRole('button', { name: 'Retry' });
    await expect.element(retry).toBeVisible();
    const element = retry.element() as HTMLElement;
    element.focus();
    // What the browser tells of, while the element stays the one with the focus.
    element.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    await Promise.resolve();
    element.click();
    await expect.poll(focused).toBe('Stage');
  });

  it('is left alone where it was elsewhere by then', async () => {
    shown = show(<Cards />);
    const retry = page.getByRole('button', { name: 'Retry' });
    await expect.element(retry).toBeVisible();
    retry.element().focus();
    retry.element().blur();
    (page.getByRole('button', { name: 'Stage' }).element() as HTMLElement).click();
    await expect.element(retry).not.toBeInTheDocument();
    expect(document.activeElement).toBe(document.body);
  });
});
