import type { Recipe } from '@backgroundfx/core';
import { Section } from '../ui/Section.tsx';
import { Switch } from '../ui/Switch.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/use-words.ts';
import { CastControls } from './CastControls.tsx';
import { type CastKind, castOf, firstCast, withCast } from './shadows.ts';
import { useRecipe } from './use-recipe.ts';

const KINDS: readonly CastKind[] = ['contact', 'drop'];

/** The two shadows that a subject may cast: on the ground and on what is behind it. */
export function ShadowSection() {
  const { replace: words } = useWords();
  const editor = useRecipe();
  if (!editor) return null;
  const { recipe, preview, commit } = editor;
  return (
    <Section id="shadow" title={words.shadow.title} note={noteOf(words, recipe)}>
      {KINDS.map(kind => {
        const cast = castOf(recipe, kind);
        return (
          <div key={kind} className="grid gap-0.5 not-first:pt-1">
            <Switch
              label={words.shadow[kind]}
              isOn={cast !== null}
              onChange={isOn => commit('shadow', withCast(recipe, kind, isOn ? firstCast(kind) : null))}
            />
            {cast && (
              <CastControls
                cast={cast}
                onPreview={next => preview(withCast(recipe, kind, next))}
                onCommit={next => commit('shadow', withCast(recipe, kind, next))}
              />
            )}
          </div>
        );
      })}
    </Section>
  );
}

function noteOf({ shadow: words }: Words['replace'], recipe: Recipe): string {
  const drop = castOf(recipe, 'drop') !== null;
  const contact = castOf(recipe, 'contact') !== null;
  if (drop && contact) return words.bothNote;
  if (drop) return words.dropNote;
  return contact ? words.contactNote : words.none;
}
