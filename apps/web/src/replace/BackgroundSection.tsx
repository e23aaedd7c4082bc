import type { RecipeBackground } from '@backgroundfx/core';
import { useState } from 'react';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';
import { Section } from '../ui/Section.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/use-words.ts';
import { BackgroundTiles } from './BackgroundTiles.tsx';
import { BlendControls } from './BlendControls.tsx';
import { BlurControls } from './BlurControls.tsx';
import { uploaded } from './backgrounds.ts';
import { ColourControls } from './ColourControls.tsx';
import { GradientControls } from './GradientControls.tsx';
import { ImageControls } from './ImageControls.tsx';
import { titleOf } from './library-titles.ts';
import { PromptControls } from './PromptControls.tsx';
import { keepPicture } from './upload.ts';
import { usePictureChooser } from './use-picture-chooser.tsx';
import { useRecipe } from './use-recipe.ts';

/** What lies behind the subject. */
export function BackgroundSection() {
  const { replace: words } = useWords();
  const store = useWorkspaceStore();
  const editor = useRecipe();
  const activeId = useWorkspace(state => state.activeId);
  const [isRefused, setRefused] = useState(false);
  const choosePicture = usePictureChooser(file => {
    void keepPicture(file, store.getState().keepAsset).then(id => {
      // It is for the picture for which it was chosen.
      if (store.getState().activeId !== activeId) return;
      setRefused(id === null);
      if (id !== null) choose(uploaded(id));
    });
  });
  if (!editor) return null;
  const { recipe, preview, commit } = editor;
  const { background } = recipe;

  function choose(next: RecipeBackground): void {
    store.getState().perform({ name: 'change-recipe', about: 'background', changes: { background: next } });
  }
  const live = {
    onPreview: (next: RecipeBackground) => preview({ background: next }),
    onCommit: choose,
  };

  return (
    <Section id="background" title={words.background} note={noteOf(words, background)}>
      <BackgroundTiles background={background} onChoose={choose} onUpload={choosePicture.open} />
      {choosePicture.input}
      {isRefused && (
        <p role="alert" className="pb-2 text-xs text-bad">
          {words.image.refused}
        </p>
      )}
      <PromptControls key={activeId} background={background} onChoose={choose} />
      {background.type === 'color' && <ColourControls background={background} {...live} />}
      {background.type === 'gradient' && <GradientControls gradient={background} {...live} />}
      {background.type === 'image' && (
        <ImageControls background={background} onReplace={choosePicture.open} {...live} />
      )}
      {background.type === 'blur' && <BlurControls background={background} {...live} />}
      {background.type !== 'transparent' && (
        <BlendControls recipe={recipe} onPreview={preview} onCommit={changes => commit('blend', changes)} />
      )}
    </Section>
  );
}

function noteOf(words: Words['replace'], background: RecipeBackground): string {
  if (background.type === 'library') return titleOf(words, background.id);
  if (background.type === 'color') return background.color;
  return words.kinds[background.type];
}
