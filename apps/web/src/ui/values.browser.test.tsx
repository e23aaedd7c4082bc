import '@fontsource-variable/inter/opsz.css';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import './theme.css';
import { ColourField } from './ColourField.tsx';
import { HexField } from './HexField.tsx';
import { hexToHsv } from './hsv.ts';
import { NumberField } from './NumberField.tsx';
import { Slider } from './Slider.tsx';
import { type Shown, show } from './testing/shown.tsx';

const previewed = vi.fn<(value: number | string) => void>();
const committed = vi.fn<(value: number | string) => void>();
let shown: Shown;

beforeEach(async () => {
  await page.viewport(800, 600);
  vi.resetAllMocks();
});

afterEach(() => shown.leave());

/** Keeps what is committed, as a document does, and forgets previews, as a document may. */
function Kept({ min = -10 }: { readonly min?: number }) {
  const [value, setValue] = useState(2);
  return (
    <div style={{ width: 304 }}>
      <Slider
        label="Shift edge"
        unit="px"
        min={min}
        max={10}
        step={0.5}
        neutral={0}
        value={value}
        onPreview={previewed}
        onCommit={next => {
          committed(next);
          setValue(next);
        }}
      />
    </div>
  );
}

/** Values that follow their previews, as those of a document do, and a way for them to change by themselves. */
function Followed() {
  const [value, setValue] = useState(2);
  const [colour, setColour] = useState('#336699');
  return (
    <>
      <Slider
        label="Shift edge"
        unit="px"
        min={-10}
        max={10}
        step={0.5}
        neutral={0}
        value={value}
        onPreview={setValue}
        onCommit={setValue}
      />
      <HexField
        label="Hex"
        value={colour}
        onPreview={hex => {
          previewed(hex);
          setColour(hex);
        }}
        onCommit={committed}
      />
      <button type="button" onClick={() => setValue(-4)}>
        Undo
      </button>
    </>
  );
}

function Colour() {
  const [value, setValue] = useState('#336699');
  return (
    <ColourField
      label="Colour"
      value={value}
      onPreview={previewed}
      onCommit={hex => {
        committed(hex);
        setValue(hex);
      }}
    />
  );
}

const slider = page.getByRole('slider', { name: 'Shift edge' });
const number = page.getByRole('textbox', { name: 'Shift edge, as a number' });
/** A key as it is held down: the browser's own events, with nothing let go between them. */
async function hold(on: typeof slider, type: string, key: string): Promise<void> {
  on.element().dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true }));
  await new Promise(requestAnimationFrame);
}
const focus = (on: typeof slider) => (on.element() as HTMLElement).focus();

describe('a slider', () => {
  beforeEach(async () => {
    shown = show(<Kept />);
    await expect.element(slider).toHaveValue('2');
  });

  it('goes by one with the arrows, by ten with shift, and is one gesture until the key is let go', async () => {
    for (let held = 0; held < 3; held++) await hold(slider, 'keydown', 'ArrowRight');
    expect(previewed.mock.calls.flat()).toEqual([2.5, 3, 3.5]);
    expect(committed).not.toHaveBeenCalled();
    await hold(slider, 'keyup', 'ArrowRight');
    expect(committed.mock.calls).toEqual([[3.5]]);
    focus(slider);
    await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}');
    expect(committed.mock.lastCall).toEqual([-1.5]);
    await expect.element(slider).toHaveAttribute('aria-valuetext', '−1.5 px');
  });

  it('stops at its ends, and a gesture that changed nothing is none', async () => {
    focus(slider);
    await userEvent.keyboard('{End}');
    await userEvent.keyboard('{ArrowRight}{End}');
    expect(committed.mock.calls).toEqual([[10]]);
    await userEvent.keyboard('{Home}');
    expect(committed.mock.lastCall).toEqual([-10]);
  });

  it('is dragged: every movement shows, the end counts once', async () => {
    const box = slider.element().getBoundingClientRect();
    await userEvent.dragAndDrop(slider, slider, {
      sourcePosition: { x: (box.width * 12) / 20, y: box.height / 2 },
      targetPosition: { x: box.width - 8, y: box.height / 2 },
    });
    expect(committed).toHaveBeenCalledOnce();
    expect(previewed.mock.calls.length).toBeGreaterThan(0);
    expect(previewed.mock.lastCall).toEqual(committed.mock.lastCall);
    expect(Number(committed.mock.lastCall?.[0])).toBeGreaterThan(8);
  });

  it('goes back with a double click', async () => {
    await slider.dblClick();
    expect(committed.mock.lastCall).toEqual([0]);
    await expect.element(slider).toHaveValue('0');
  });

  it('takes a typed number, with a comma, and shows it while it is typed', async () => {
    await number.click();
    await userEvent.keyboard('−3,5');
    await expect.element(slider).toHaveValue('-3.5');
    expect(committed).not.toHaveBeenCalled();
    await userEvent.keyboard('{Enter}');
    expect(committed.mock.calls).toEqual([[-3.5]]);
    await expect.element(number).toHaveValue('−3.5 px');
  });

  it('keeps a number that is too large within its range', async () => {
    await number.fill('400');
    await userEvent.tab();
    expect(committed.mock.calls).toEqual([[10]]);
  });

  it('takes a typed number back with Escape', async () => {
    await number.fill('7');
    await userEvent.keyboard('{Escape}');
    await userEvent.tab();
    expect(committed).not.toHaveBeenCalled();
    expect(previewed.mock.lastCall).toEqual([2]);
    await expect.element(number).toHaveValue('2 px');
  });

  it('shows what comes next after a number that was taken back', async () => {
    shown.again(<Followed />);
    await number.fill('7');
    await userEvent.keyboard('{Escape}');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(slider).toHaveValue('-4');
    await expect.element(number).toHaveValue('−4 px');
  });
});

describe('a hex field', () => {
  it('goes back to the colour from before somebody typed, where it ends with none', async () => {
    shown = show(<Followed />);
    await page.getByRole('textbox', { name: 'Hex' }).fill('#abc');
    expect(previewed.mock.lastCall).toEqual(['#aabbcc']);
    await page.getByRole('textbox', { name: 'Hex' }).fill('#abcd');
    await userEvent.tab();
    expect(previewed.mock.lastCall).toEqual(['#336699']);
    expect(committed).not.toHaveBeenCalled();
  });
});

describe('a number field', () => {
  it.each([
    [1440, 304],
    [390, 358],
  ])('shows its number and all of its unit, in a window of %d px', async (window, wide) => {
    await page.viewport(window, 800);
    const widest = [
      { unit: 'px', value: -10.5, min: -50, max: 50, step: 0.5 },
      { unit: 'px', value: 1234, min: 0, max: 2000, step: 1 },
      { unit: '%', value: 100, min: 0, max: 100, step: 1 },
      { unit: '°', value: -360, min: -360, max: 360, step: 1 },
    ];
    shown = show(
      <div style={{ width: wide, padding: '0 16px' }}>
        {widest.map(range => (
          <Slider
            key={range.unit + range.value}
            label="Farben angleichen"
            neutral={0}
            {...range}
            onPreview={previewed}
            onCommit={committed}
          />
        ))}
      </div>,
    );
    await expect.element(page.getByRole('textbox').first()).toHaveValue('−10.5 px');
    await document.fonts.load('13px "Inter Variable"', '−1 px');
    for (const field of document.querySelectorAll('input[type=text]')) {
      expect(field.scrollWidth, (field as HTMLInputElement).value).toBeLessThanOrEqual(field.clientWidth);
    }
    // Two lines of a label keep their distance from the next row.
    const [first, second] = [...document.querySelectorAll('label')].map(label =>
      label.getBoundingClientRect(),
    );
    const lines = document.createRange();
    lines.selectNodeContents(document.querySelector('label')!);
    expect(second!.top + 4 - lines.getBoundingClientRect().bottom).toBeGreaterThanOrEqual(4);
    expect(first!.bottom).toBeLessThanOrEqual(second!.top);
  });

  it('steps with the arrows and counts once it is left', async () => {
    shown = show(
      <NumberField label="Angle" unit="°" value={12} min={-180} max={180} step={1} onCommit={committed} />,
    );
    const field = page.getByRole('textbox', { name: 'Angle' });
    await field.click();
    await userEvent.keyboard('{ArrowUp}{Shift>}{ArrowUp}{/Shift}');
    await expect.element(field).toHaveValue('23°');
    expect(committed).not.toHaveBeenCalled();
    await userEvent.tab();
    expect(committed.mock.calls).toEqual([[23]]);
  });

  describe('whose value changes by itself while somebody is in it', () => {
    const place = (value: number) => (
      <NumberField label="Y" value={value} min={-20_000} max={20_000} step={1} onCommit={committed} />
    );
    const field = page.getByRole('textbox', { name: 'Y' });

    it('takes what is typed for the whole number, not for more of it', async () => {
      shown = show(place(60));
      await field.click();
      shown.again(place(61));
      await new Promise(requestAnimationFrame);
      await userEvent.keyboard('100');
      await expect.element(field).toHaveValue('100');
      await userEvent.keyboard('{Enter}');
      expect(committed.mock.calls).toEqual([[100]]);
      // What the document made of it is shown, ready to be typed over again.
      shown.again(place(99));
      await new Promise(requestAnimationFrame);
      await userEvent.keyboard('7{Enter}');
      expect(committed.mock.lastCall).toEqual([7]);
    });

    it('shows the value as it is once it is left', async () => {
      shown = show(place(60));
      await field.click();
      shown.again(place(61));
      await new Promise(requestAnimationFrame);
      await userEvent.tab();
      await expect.element(field).toHaveValue('61');
      expect(committed).not.toHaveBeenCalled();
    });
  });
});

describe('a colour', () => {
  beforeEach(() => {
    localStorage.clear();
    shown = show(<Colour />);
  });

  it('takes three or six digits, and says when it cannot', async () => {
    const field = page.getByRole('textbox', { name: 'Colour' });
    await field.fill('fa');
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await field.fill('FA0');
    await userEvent.keyboard('{Enter}');
    expect(committed.mock.calls).toEqual([['#ffaa00']]);
    await field.fill('nonsense');
    await userEvent.tab();
    await expect.element(field).toHaveValue('#ffaa00');
    expect(committed).toHaveBeenCalledOnce();
  });

  it('is picked by keys, and keeps its hue through black', async () => {
    await page.getByRole('button', { name: 'Colour: #336699' }).click();
    const area = page.getByRole('slider', { name: 'Saturation and brightness' });
    focus(area);
    await userEvent.keyboard('{Shift>}{ArrowDown>6/}{/Shift}');
    expect(committed.mock.lastCall).toEqual(['#000000']);
    await userEvent.keyboard('{Shift>}{ArrowUp>6/}{/Shift}');
    expect(committed.mock.lastCall).toEqual(['#336699']);
    await expect.element(area).toHaveAttribute('aria-valuetext', 'saturation 67 %, brightness 60 %');
  });

  it('is picked by a drag over the area', async () => {
    await page.getByRole('button', { name: 'Colour: #336699' }).click();
    const area = page.getByRole('slider', { name: 'Saturation and brightness' }).element() as HTMLElement;
    const box = area.getBoundingClientRect();
    await userEvent.dragAndDrop(area, area, {
      sourcePosition: { x: 20, y: 20 },
      targetPosition: { x: box.width - 1, y: 1 },
    });
    expect(committed).toHaveBeenCalledOnce();
    expect(previewed.mock.calls.length).toBeGreaterThan(1);
    // The hue of the blue it was, nearly pure.
    const { h, s, v } = hexToHsv(String(committed.mock.lastCall?.[0]));
    expect(h).toBeCloseTo(210, 0);
    expect(Math.min(s, v)).toBeGreaterThan(0.95);
  });

  it('has its digits, the last colours and a knob that stays inside in its picker', async () => {
    const swatch = page.getByRole('button', { name: /^Colour: / });
    await swatch.click();
    const picker = page.getByRole('dialog', { name: 'Colour' });
    await expect.element(picker.getByText('Recent colours')).not.toBeInTheDocument();
    await picker.getByRole('textbox', { name: 'Hex colour' }).fill('#ff0000');
    await userEvent.keyboard('{Enter}');
    expect(committed.mock.lastCall).toEqual(['#ff0000']);
    const area = picker.getByRole('slider', { name: 'Saturation and brightness' }).element();
    const knob = () => area.firstElementChild!.getBoundingClientRect();
    const box = () => area.getBoundingClientRect();
    expect([knob().right <= box().right + 0.5, knob().top >= box().top - 0.5]).toEqual([true, true]);
    await userEvent.keyboard('{Escape}');
    await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('#00ff00');
    await userEvent.keyboard('{Enter}');
    await swatch.click();
    const recent = picker.getByRole('group', { name: 'Recent colours' });
    await expect.element(recent.getByRole('button').first()).toHaveAccessibleName('#00ff00');
    await recent.getByRole('button', { name: '#ff0000' }).click();
    expect(committed.mock.lastCall).toEqual(['#ff0000']);
    await expect.element(picker.getByRole('textbox', { name: 'Hex colour' })).toHaveValue('#ff0000');
  });
});
