import { type Candidate, choosePicture } from '../intake/choose-picture.ts';
import { useFileChooser } from '../intake/use-file-chooser.ts';
import { useWindowDrop } from '../intake/use-window-drop.ts';
import { useWindowPaste } from '../intake/use-window-paste.ts';
import { useCutout } from '../state/use-cutout.ts';

/** Brings dropped, pasted and chosen pictures into the store. */
export function useIntake(): { draggingOver: boolean; choose: () => void } {
  const open = useCutout(state => state.open);
  const say = useCutout(state => state.say);

  function take(candidates: readonly Candidate[]): void {
    const { file, notice } = choosePicture(candidates);
    if (file) open(file, notice ?? undefined);
    else say(notice);
  }

  const draggingOver = useWindowDrop(take);
  useWindowPaste(files => {
    if (files.length === 0) say({ kind: 'no_picture', found: 'empty_clipboard' });
    else take(files.map(file => ({ file, isFolder: false })));
  });
  const choose = useFileChooser(files => {
    if (files.length > 0) take(files.map(file => ({ file, isFolder: false })));
  });
  return { draggingOver, choose };
}
