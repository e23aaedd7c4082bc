import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planPromptBackdrop, promptBackdrop } from './prompt-backdrop.ts';
import { createVocabulary } from './prompt-words.ts';
import { PROMPT_STYLES, type PromptStyle } from './scene.ts';

const SIZE = { width: 48, height: 32 };

describe('planPromptBackdrop', () => {
  it('tells which words had a say', () => {
    const { understood } = planPromptBackdrop({
      prompt: 'A calm BEACH at the Sunsets, with xyzzy waves & calm',
    });
    expect(understood).toEqual(['calm', 'beach', 'sunsets', 'waves']);
  });

  it.each([
    ['sea at night with stars', { kind: 'landscape', stars: 110, ground: { kind: 'water' } }],
    ['meadow', { kind: 'landscape', ground: { kind: 'grass' } }],
    ['wooden desk', { kind: 'surface', material: 'wood' }],
    ['white marble', { kind: 'surface', material: 'marble' }],
    ['christmas lights', { kind: 'bokeh' }],
    ['red', { kind: 'gradient', shape: 'radial' }],
  ])('%s is a realistic %j', (prompt, scene) => {
    expect(planPromptBackdrop({ prompt }).scene).toMatchObject(scene);
  });

  it('takes the colours that are named', () => {
    const { scene } = planPromptBackdrop({ prompt: 'from navy to lemon', style: 'gradient' });
    expect(scene).toMatchObject({
      stops: [
        { at: 0, color: '#1b2a57' },
        { at: 1, color: '#f7e463' },
      ],
    });
  });

  it('lets moods change them', () => {
    const lightness = (prompt: string) => {
      const { scene } = planPromptBackdrop({ prompt, style: 'gradient' });
      const stops = scene.kind === 'gradient' ? scene.stops : [];
      return stops.reduce((sum, { color }) => sum + Number.parseInt(color.slice(3, 5), 16), 0) / stops.length;
    };
    expect(lightness('soft blue')).toBeGreaterThan(lightness('blue') + 10);
    expect(lightness('dark blue')).toBeLessThan(lightness('blue') - 10);
  });

  it('says when nothing was understood, and chooses by the letters then', () => {
    const plans = ['qwrt zzyx', 'blorp', 'fnord 7', '日本語', 'ыва'].map(prompt =>
      planPromptBackdrop({ prompt, style: 'abstract' }),
    );
    for (const { understood } of plans) expect(understood).toEqual([]);
    expect(new Set(plans.map(({ scene }) => JSON.stringify(scene))).size).toBe(plans.length);
  });

  it.each(['', '  ', 'ab', ' a ', '...', '!?!?!', '😀😀😀', '\u200b\u200b\u200b'])('rejects %j', prompt => {
    const plan = () => planPromptBackdrop({ prompt });
    expect(plan).toThrow(/^The prompt has (fewer than 3 characters|neither a letter nor a digit)$/);
    expect(plan).toThrow(expect.objectContaining({ code: 'prompt_rejected' }));
  });

  it('refuses styles and seeds that are none', () => {
    expect(() => planPromptBackdrop({ prompt: 'sea', style: 'cubist' as PromptStyle })).toThrow(
      'Unknown style "cubist"',
    );
    expect(() => planPromptBackdrop({ prompt: 'sea', seed: 0.5 })).toThrow('A seed is a whole number');
  });
});

describe('promptBackdrop', () => {
  it('gives the same bytes for the same words, style and seed, and others for another seed', async () => {
    for (const style of PROMPT_STYLES.slice(0, 3)) {
      const draw = (seed: number) =>
        promptBackdrop({ prompt: 'purple dusk over the sea', style, seed, ...SIZE });
      const [first, again, other] = [await draw(1), await draw(1), await draw(2)];
      expect(again.image.data).toEqual(first.image.data);
      expect(other.image.data).not.toEqual(first.image.data);
    }
  });

  it('draws whatever words it knows, together and in every style', async () => {
    const words = [...createVocabulary().keys()];
    expect(words.length).toBeGreaterThan(250);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...PROMPT_STYLES),
        fc.nat(),
        async (chosen, style, seed) => {
          const { image, understood } = await promptBackdrop({
            prompt: `the ${chosen.join(' ')}`,
            style,
            seed,
            ...SIZE,
          });
          expect(understood).toEqual([...new Set(chosen)]);
          expect(image.data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('takes any text that has a letter or a digit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async text => {
        const { image } = await promptBackdrop({ prompt: `abc${text}`, width: 4, height: 3 });
        expect(image.data).toHaveLength(48);
      }),
    );
  });
});
