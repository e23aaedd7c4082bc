import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import './theme.css';
import { revealSection } from './reveal-section.ts';
import { Section } from './Section.tsx';
import { UiRoot } from './UiRoot.tsx';

let root: Root;
let box: HTMLElement;

afterEach(() => {
  root.unmount();
  box.remove();
  localStorage.clear();
});

describe('a section of the inspector', () => {
  it('unfolds and comes into view when it is asked for, and is as it was left the next time', async () => {
    localStorage.setItem('section:canvas', 'folded');
    box = document.createElement('div');
    box.style.cssText = 'height:300px;overflow-y:auto';
    document.body.append(box);
    root = createRoot(box);
    root.render(
      <UiRoot>
        <div style={{ height: 800 }} />
        <Section id="shadow" title="Shadow">
          <p>Dark</p>
        </Section>
        <Section id="canvas" title="Canvas">
          <p style={{ height: 120 }}>Wide</p>
        </Section>
      </UiRoot>,
    );
    await expect.element(page.getByText('Dark')).toBeInTheDocument();
    await expect.element(page.getByText('Wide')).not.toBeInTheDocument();
    revealSection('canvas');
    await expect.element(page.getByText('Wide')).toBeInTheDocument();
    await expect
      .poll(() => page.getByText('Wide').element().getBoundingClientRect().bottom)
      .toBeLessThanOrEqual(box.getBoundingClientRect().bottom + 1);
    expect(localStorage.getItem('section:canvas')).toBe('folded');
  });
});
