import { Minus } from 'lucide-react';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import './theme.css';
import { Button } from './Button.tsx';
import { IconButton } from './IconButton.tsx';
import { Menu } from './Menu.tsx';
import { type Shown, show } from './testing/shown.tsx';

const press = vi.fn();
const send = vi.fn();
let shown: Shown;

afterEach(() => {
  shown.leave();
  vi.resetAllMocks();
});

/** Two buttons that one press is enough for. */
function Spent() {
  const [isSpent, spend] = useState(false);
  const onClick = () => {
    press();
    spend(true);
  };
  return (
    <>
      <Button disabled={isSpent} onClick={onClick}>
        Try
      </Button>
      <IconButton label="Fewer" icon={Minus} disabled={isSpent} onClick={onClick} />
    </>
  );
}

describe('a button whose own press makes it impossible', () => {
  it.each(['Try', 'Fewer'])('keeps the focus, and does nothing more: %s', async name => {
    shown = show(<Spent />);
    const button = page.getByRole('button', { name });
    await expect.element(button).toBeVisible();
    button.element().focus();
    await userEvent.keyboard('{Enter}{Enter} ');
    await expect.element(button).toHaveAttribute('aria-disabled', 'true');
    expect(document.activeElement).toBe(button.element());
    (button.element() as HTMLElement).click();
    expect(press).toHaveBeenCalledOnce();
  });
});

it('a disabled button neither sends its form nor lets a key in a field send it', async () => {
  shown = show(
    <form
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
    >
      <input aria-label="Words" />
      <IconButton type="submit" label="Draw" icon={Minus} disabled />
    </form>,
  );
  await page.getByRole('textbox').click();
  await userEvent.keyboard('{Enter}');
  (page.getByRole('button').element() as HTMLElement).click();
  expect(send).not.toHaveBeenCalled();
});

it("a disabled menu's button opens nothing, by hand and by key", async () => {
  shown = show(<Menu trigger={<Button disabled>Reset</Button>} entries={[]} />);
  const button = page.getByRole('button', { name: 'Reset' });
  await expect.element(button).toBeVisible();
  await button.click({ force: true });
  button.element().focus();
  await userEvent.keyboard('{Enter}{ArrowDown} ');
  await expect.element(button).toHaveAttribute('aria-expanded', 'false');
  expect(page.getByRole('menu').elements()).toEqual([]);
});
