import { useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import './theme.css';
import { Dialog } from './Dialog.tsx';
import { LazyDialog } from './LazyDialog.tsx';
import { LazyPart } from './LazyPart.tsx';
import { type LazyCode, lazyCode } from './lazy-code.ts';
import { type Shown, show } from './testing/shown.tsx';
import { toastStore } from './toast-store.ts';

let shown: Shown;
let asked = 0;

beforeEach(() => {
  asked = 0;
});

afterEach(() => {
  shown.leave();
  toastStore.setState({ toasts: [] });
});

/** Code that does not arrive the first time. */
async function arriveLater<T>(code: T): Promise<T> {
  asked += 1;
  if (asked === 1) throw new TypeError('Failed to fetch dynamically imported module: /assets/part.js');
  return code;
}

interface GreetingProps {
  readonly name: string;
  readonly onClose: () => void;
}

function Greeting({ name, onClose }: GreetingProps) {
  return (
    <Dialog title={`Hello ${name}`} onClose={onClose}>
      {name}
    </Dialog>
  );
}

/** A page that opens it, again and again. */
function Page({ greeting }: { readonly greeting: LazyCode<GreetingProps> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Greet
      </button>
      {isOpen && <LazyDialog of={greeting} name="Ada" onClose={() => setOpen(false)} />}
    </>
  );
}

function Helper() {
  return <p>Helper</p>;
}

const told = () => page.getByText(/^A part of the editor could not be downloaded\. Check the connection/);

it('says that a dialog did not arrive, leaves the page, and asks for it again with the next press', async () => {
  shown = show(<Page greeting={lazyCode(() => arriveLater(Greeting))} />);
  const button = page.getByRole('button', { name: 'Greet' });
  await button.click();
  await expect.element(told()).toBeVisible();
  await expect.element(button).toBeVisible();
  await expect.element(button).toHaveFocus();
  expect(asked).toBe(1);

  await button.click();
  const dialog = page.getByRole('dialog', { name: 'Hello Ada' });
  await expect.element(dialog).toBeVisible();
  await expect.element(told()).not.toBeInTheDocument();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect.element(dialog).not.toBeInTheDocument();

  await button.click();
  await expect.element(dialog).toBeVisible();
  expect(asked).toBe(2);
});

it('stays away silently where a helper does not arrive, and comes when it is wanted again', async () => {
  const helper = lazyCode(() => arriveLater(Helper));
  let missing = 0;
  const part = (isWanted: boolean) => (
    <LazyPart
      of={helper}
      isWanted={isWanted}
      fallback={<p>{isWanted ? 'On its way' : 'Nothing yet'}</p>}
      onMissing={() => {
        missing += 1;
      }}
    />
  );
  shown = show(part(false));
  await expect.element(page.getByText('Nothing yet')).toBeVisible();
  expect(asked).toBe(0);
  shown.again(part(true));
  await expect.poll(() => missing).toBe(1);
  await expect.element(page.getByText('On its way')).toBeVisible();
  expect(toastStore.getState().toasts).toEqual([]);
  shown.again(part(false));
  await expect.element(page.getByText('Nothing yet')).toBeVisible();
  shown.again(part(true));
  await expect.element(page.getByText('Helper')).toBeVisible();
});
