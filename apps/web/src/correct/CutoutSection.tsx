import type { ReactNode } from 'react';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../words/use-words.ts';
import { Corrections } from './Corrections.tsx';
import { EdgeSliders } from './EdgeSliders.tsx';
import { UnsureEdges } from './UnsureEdges.tsx';

interface CutoutSectionProps {
  /** Comes first: what chooses model and quality. */
  readonly children?: ReactNode;
}

/** The part of the inspector about the cut-out: how it was found, its edges, what was corrected by hand. */
export function CutoutSection({ children }: CutoutSectionProps) {
  const { editor } = useWords();
  return (
    <Section id="cutout" title={editor.sections.cutout}>
      {children}
      <UnsureEdges />
      <EdgeSliders />
      <Corrections />
    </Section>
  );
}
