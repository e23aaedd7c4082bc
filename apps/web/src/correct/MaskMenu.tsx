import { EngineError, type MaskEdit } from '@backgroundfx/core';
import { ChevronDown } from 'lucide-react';
import { useRef } from 'react';
import { isMissingPart } from '../engine/missing-part.ts';
import { ACCEPTED_PICTURES } from '../engine/picture-kind.ts';
import { useStudio } from '../engine/studio-context.ts';
import { useWorkspaceStore } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { Menu } from '../ui/Menu.tsx';
import type { MenuEntry } from '../ui/menu-entry.ts';
import { saveFile } from '../ui/save-file.ts';
import { showToast } from '../ui/toast-store.ts';
import { useWords } from '../words/use-words.ts';

const MODES = ['replace', 'add', 'subtract', 'intersect'] as const satisfies readonly MaskEdit['mode'][];

/** The matte in and out as a grey picture, for other programs. */
export function MaskMenu({ isDisabled }: { readonly isDisabled: boolean }) {
  const { correct: words, problems } = useWords();
  const store = useWorkspaceStore();
  const studio = useStudio();
  const input = useRef<HTMLInputElement>(null);
  const mode = useRef<MaskEdit['mode']>('replace');

  async function take(file: File, as: MaskEdit['mode']): Promise<void> {
    const { activeId } = store.getState();
    // What is no picture never becomes a step of the history.
    const isPicture = await studio.glance(file, 1).then(
      ({ bitmap }) => {
        bitmap.close();
        return true;
      },
      (error: unknown) => {
        const isMissing = error instanceof EngineError && isMissingPart(error);
        const text = isMissing ? problems.part_unavailable.title : words.maskUnreadable;
        showToast(text, { tone: 'problem' });
        return false;
      },
    );
    if (!isPicture) return;
    try {
      const asset = await store.getState().keepAsset(file);
      // It is for the picture for which it was chosen.
      if (store.getState().activeId !== activeId) return;
      store.getState().perform({ name: 'add-edit', edit: { kind: 'mask', mode: as, asset } });
    } catch {
      showToast(words.maskNotKept, { tone: 'problem' });
    }
  }

  async function give(): Promise<void> {
    const { request, pictures, activeId } = store.getState();
    const wanted = request();
    if (!wanted) return;
    const name = pictures.find(picture => picture.id === activeId)?.name ?? 'picture';
    try {
      saveFile(await studio.matte(wanted), words.maskName(name.replace(/\.[^.]+$/, '')));
      showToast(words.maskSaved);
    } catch {
      showToast(words.maskFailed, { tone: 'problem' });
    }
  }

  const entries: readonly MenuEntry[] = [
    { kind: 'item', label: words.exportMask, run: () => void give() },
    { kind: 'line' },
    {
      kind: 'group',
      label: words.importMask,
      items: MODES.map(own => ({
        kind: 'item',
        label: words.masks[own],
        run: () => {
          mode.current = own;
          input.current?.click();
        },
      })),
    },
  ];
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button look="quiet" className="-mr-1.5 gap-1 px-1.5" disabled={isDisabled}>
            {words.mask}
            <ChevronDown size={14} strokeWidth={1.6} aria-hidden="true" />
          </Button>
        }
        entries={entries}
      />
      <input
        ref={input}
        type="file"
        accept={ACCEPTED_PICTURES}
        className="hidden"
        aria-label={words.importMask}
        onChange={event => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void take(file, mode.current);
        }}
      />
    </>
  );
}
