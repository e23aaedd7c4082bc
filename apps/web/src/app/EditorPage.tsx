import { type ComponentType, useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { CutoutSection } from '../correct/CutoutSection.tsx';
import { ToolOptions } from '../correct/ToolOptions.tsx';
import { EditorFrame } from '../editor/EditorFrame.tsx';
import { Filmstrip } from '../editor/Filmstrip.tsx';
import { LookBar } from '../editor/LookBar.tsx';
import { PhoneBar } from '../editor/PhoneBar.tsx';
import { ServedNote } from '../editor/ServedNote.tsx';
import { StageNotes } from '../editor/StageNotes.tsx';
import { StatusLine } from '../editor/StatusLine.tsx';
import { SECTION_NAMES, type SectionName } from '../editor/sections.ts';
import { ToolRail } from '../editor/ToolRail.tsx';
import { PhoneTopBar, TopBar } from '../editor/TopBar.tsx';
import { useEditorCommands } from '../editor/use-editor-commands.ts';
import { useStudio } from '../engine/studio-context.ts';
import { EngineChoice } from '../models/EngineChoice.tsx';
import { EngineMenu } from '../models/EngineMenu.tsx';
import { BackgroundSection } from '../replace/BackgroundSection.tsx';
import { CanvasSection } from '../replace/CanvasSection.tsx';
import { ReplaceCommands } from '../replace/ReplaceCommands.tsx';
import { ShadowSection } from '../replace/ShadowSection.tsx';
import { Stage } from '../stage/Stage.tsx';
import { isUnread } from '../state/active-picture.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LazyDialog } from '../ui/LazyDialog.tsx';
import { LazyPart } from '../ui/LazyPart.tsx';
import { lazyCode } from '../ui/lazy-code.ts';
import { SectionFrame } from '../ui/Section.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { dropProjectToasts } from '../ui/toast-store.ts';
import { UiRoot } from '../ui/UiRoot.tsx';
import { useIsNarrow } from '../ui/use-is-narrow.ts';
import { useWords } from '../words/use-words.ts';
import { SectionPlace, useSectionHosts } from './section-places.tsx';
import { useSheet } from './use-sheet.ts';

const updateOffer = lazyCode(async () => (await import('../pwa-ui/UpdateOffer.tsx')).UpdateOffer);
const exportDialog = lazyCode(async () => (await import('../export/ExportDialog.tsx')).ExportDialog);

/** The inspector's parts, each from the room that knows about it. */
const SECTIONS: Readonly<Record<SectionName, ComponentType>> = {
  cutout: Cutout,
  background: BackgroundSection,
  shadow: ShadowSection,
  canvas: CanvasSection,
};

function Cutout() {
  return (
    <CutoutSection>
      <EngineMenu look="field">
        <EngineChoice />
      </EngineMenu>
      <ServedNote />
    </CutoutSection>
  );
}

interface EditorPageProps {
  /** Asks for more pictures. */
  readonly onChoose: () => void;
}

/** The editor: its frame, with what every room has to offer in it. */
export function EditorPage({ onChoose }: EditorPageProps) {
  const { editor: words } = useWords();
  const studio = useStudio();
  const isNarrow = useIsNarrow();
  const [isExporting, setExporting] = useState(false);
  const hosts = useSectionHosts();
  const { sheet, openSheet, isMet } = useSheet(isNarrow);
  const closeSheet = useCallback(() => openSheet(null), [openSheet]);
  const [said, setSaid] = useState('');
  const onExport = useCallback(() => setExporting(true), []);
  const projectId = useWorkspace(state => state.project?.id);
  useEffect(() => (projectId === undefined ? undefined : dropProjectToasts), [projectId]);
  const isEmpty = useWorkspace(isUnread);
  const nothing = <EmptyState title={words.nothing.title} text={words.nothing.text} />;
  useEditorCommands({ onChoose, onExport, onSay: setSaid });

  return (
    <UiRoot>
      <EditorFrame
        isNarrow={isNarrow}
        isCovered={isNarrow && sheet !== null}
        bar={isNarrow ? <PhoneTopBar /> : <TopBar />}
        rail={<ToolRail />}
        options={<ToolOptions />}
        stage={<Stage onSurroundTap={isNarrow && sheet ? closeSheet : undefined} />}
        notes={<StageNotes />}
        line={isNarrow ? <LookBar /> : <StatusLine />}
        inspector={
          isEmpty ? nothing : SECTION_NAMES.map(name => <SectionPlace key={name} host={hosts[name]} />)
        }
        filmstrip={<Filmstrip />}
        foot={<PhoneBar open={sheet} onOpen={openSheet} />}
      />
      {isNarrow && sheet && (
        <Sheet title={words.sections[sheet]} onClose={closeSheet}>
          {isEmpty ? nothing : <SectionPlace host={hosts[sheet]} />}
        </Sheet>
      )}
      {SECTION_NAMES.filter(isMet).map(name => {
        const Part = SECTIONS[name];
        const inSheet = name === sheet ? 'plain' : 'away';
        return createPortal(
          <SectionFrame value={isNarrow ? inSheet : 'fold'}>
            <Part />
          </SectionFrame>,
          hosts[name],
          name,
        );
      })}
      <ReplaceCommands />
      <LazyPart of={updateOffer} />
      {isExporting && <LazyDialog of={exportDialog} studio={studio} onClose={() => setExporting(false)} />}
      <div className="visually-hidden" role="status">
        {said}
      </div>
    </UiRoot>
  );
}
