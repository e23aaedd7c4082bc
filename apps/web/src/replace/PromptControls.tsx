import { PROMPT_STYLES, type PromptStyle, type RecipeBackground } from '@backgroundfx/core';
import { CornerDownLeft, Shuffle } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { ChosenTick } from '../ui/ChosenTick.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { useWords } from '../words/use-words.ts';
import { type BackgroundOf, nextSeed } from './backgrounds.ts';
import { type DrawnWords, usePromptPicture, usePromptTrial } from './use-prompt.ts';

const LONGEST = 500;

interface PromptControlsProps {
  readonly background: RecipeBackground;
  readonly onChoose: (background: BackgroundOf<'prompt'>) => void;
}

/** A background from words: the field, and, where it is one, its style, what was understood, and another one. */
export function PromptControls({ background, onChoose }: PromptControlsProps) {
  const { replace: words } = useWords();
  const current = background.type === 'prompt' ? background : null;
  const [text, setText] = useState(current?.prompt ?? '');
  const [style, setStyle] = useState<PromptStyle>(current?.style ?? 'realistic');
  const { isTrying, problem, tryOut, forget } = usePromptTrial();
  const drawn = usePromptPicture(current);
  const id = useId();

  // Undo and redo change the words too; those of a background that is no more would look as if they were still it.
  useEffect(() => {
    setText(current?.prompt ?? '');
    if (current) setStyle(current.style);
  }, [current]);

  function draw(next: Partial<BackgroundOf<'prompt'>>): void {
    const request = {
      type: 'prompt',
      prompt: text.trim(),
      style,
      seed: current?.seed ?? 0,
      ...next,
    } as const;
    tryOut(request, () => onChoose(request));
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    draw({});
  }

  return (
    <div className="grid gap-0.5 pb-1">
      <form className="relative" onSubmit={onSubmit}>
        <label htmlFor={id} className="sr-only">
          {words.prompt.label}
        </label>
        <input
          id={id}
          type="text"
          value={text}
          maxLength={LONGEST}
          placeholder={words.prompt.placeholder}
          autoComplete="off"
          aria-invalid={problem !== null || undefined}
          aria-describedby={`${id}-below`}
          className={classes(
            'h-8 w-full min-w-0 rounded-md border border-transparent bg-field pr-9 pl-2.5 placeholder:text-faint hover:border-line-strong touch:h-11 touch:text-lg',
            problem !== null && 'border-bad',
          )}
          onChange={event => {
            setText(event.target.value);
            forget();
          }}
        />
        <IconButton
          type="submit"
          label={words.prompt.draw}
          icon={CornerDownLeft}
          disabled={isTrying}
          className="absolute top-0 right-0"
        />
      </form>
      <p
        id={`${id}-below`}
        role={problem ? 'alert' : undefined}
        className={classes('text-xs', problem ? 'pt-1 text-bad' : 'sr-only')}
      >
        {problem ? words.prompt[problem] : words.prompt.hint}
      </p>
      {current && (
        <>
          <PromptResult drawn={drawn} />
          <Select
            label={words.prompt.style}
            value={style}
            options={PROMPT_STYLES.map(value => ({ value, label: words.prompt.styles[value] }))}
            onChange={next => {
              setStyle(next);
              draw({ prompt: current.prompt, style: next });
            }}
          />
          <Button
            className="mt-1"
            disabled={isTrying}
            onClick={() => draw({ prompt: current.prompt, seed: nextSeed(current.seed) })}
          >
            <Shuffle size={16} strokeWidth={1.6} aria-hidden="true" />
            {words.prompt.another}
          </Button>
        </>
      )}
    </div>
  );
}

function PromptResult({ drawn }: { readonly drawn: DrawnWords }) {
  const { replace: words } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = drawn.name === 'drawn' ? drawn.image : null;
  useEffect(() => {
    const target = canvas.current;
    if (!target || !image) return;
    target.width = image.width;
    target.height = image.height;
    target.getContext('2d')?.drawImage(image, 0, 0);
  }, [image]);
  return (
    <div className="flex items-center gap-2.5 py-1.5">
      <span
        aria-hidden="true"
        className="relative h-12 w-15 flex-none overflow-hidden rounded-md bg-field shadow-[0_0_0_2px_var(--accent)]"
      >
        <canvas ref={canvas} className="block size-full" />
        <ChosenTick />
      </span>
      <p aria-live="polite" className="min-w-0 text-xs text-pretty text-dim">
        {drawn.name === 'drawing' && words.prompt.drawing}
        {drawn.name === 'refused' && words.prompt[drawn.problem]}
        {drawn.name === 'drawn' &&
          (drawn.understood.length > 0
            ? words.prompt.understood(drawn.understood)
            : words.prompt.understoodNothing)}
      </p>
    </div>
  );
}
