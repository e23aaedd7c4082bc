import type { RecipeBackground } from '@backgroundfx/core';
import { useState } from 'react';
import { useStudio } from '../engine/studio-context.ts';
import { type Problem, toProblem } from '../state/problem.ts';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';
import { Section } from '../ui/Section.tsx';
import type { Words } from '../words/en.ts';
import { tellProblem } from '../words/tell-problem.ts';
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
  const allWords = useWords();
  const { replace: words } = allWords;
  const studio = useStudio();
  const store = useWorkspaceStore();
  const editor = useRecipe();
  const activeId = useWorkspace(state => state.activeId);
  const [refused, setRefused] = useState<Problem | null>(null);
  const choosePicture = usePictureChooser(file => {
    // It is for the picture for which it was chosen.
    const isStill = () => store.getState().activeId === activeId;
    keepPicture(file, studio, store.getState().keepAsset).then(
      id => {
        if (!isStill()) return;
        setRefused(null);
        choose(uploaded(id));
      },
      error => isStill() && setRefused(toProblem(error, file.name)),
    );
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
      {refused && (
        <p role="alert" className="pb-2 text-xs text-pretty text-bad">
          {tellProblem(refused, allWords).title}. {tellProblem(refused, allWords).text}
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
