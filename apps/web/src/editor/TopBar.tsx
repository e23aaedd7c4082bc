import { Columns2, ImagePlus, Redo2, Undo2 } from 'lucide-react';
import { CommandButton } from '../commands/CommandButton.tsx';
import { SettingsMenu } from '../commands/SettingsMenu.tsx';
import { activePicture } from '../state/active-picture.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { useWords } from '../words/use-words.ts';
import { ExportButton } from './ExportButton.tsx';
import { HomeButton } from './HomeButton.tsx';
import { PhoneMenu } from './PhoneMenu.tsx';
import { PrivacyMark } from './PrivacyMark.tsx';
import { ProjectName } from './ProjectName.tsx';
import { SavingMark } from './SavingMark.tsx';
import { ViewMenu, ViewSwitch } from './ViewSwitch.tsx';

/**
 * The project and its history, how it is looked at, and the way out: three columns, so that nothing lies over anything.
 * Where room is short the names shrink first, then the views go into a menu.
 */
export function TopBar() {
  const name = useWorkspace(state => activePicture(state)?.name ?? '');
  const isComparing = useWorkspace(state => state.isComparing);
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-3 px-2 max-[1100px]:grid-cols-[minmax(0,1fr)_auto]">
      <div className="flex min-w-0 items-center gap-1">
        <HomeButton />
        <ProjectName />
        <h1 className="min-w-0 shrink-3 truncate text-faint max-[900px]:sr-only" title={name}>
          <span aria-hidden="true">/ </span>
          {name}
        </h1>
        <span className="ml-1 flex flex-none">
          <CommandButton id="edit.undo" icon={Undo2} />
          <CommandButton id="edit.redo" icon={Redo2} />
          <CommandButton id="file.add" icon={ImagePlus} />
        </span>
        <SavingMark />
      </div>
      <div className="max-[1100px]:hidden">
        <ViewSwitch />
      </div>
      <div className="flex min-w-0 items-center justify-end gap-1">
        <PrivacyMark />
        <span className="flex-none min-[1100px]:hidden">
          <ViewMenu look="icon" />
        </span>
        <CommandButton id="view.compare" icon={Columns2} isPressed={isComparing} />
        <SettingsMenu />
        <ExportButton />
      </div>
    </div>
  );
}

/** The same on a phone: names one below the other; views are under the stage, what is seldom needed in a menu. */
export function PhoneTopBar() {
  const { editor: words } = useWords();
  const name = useWorkspace(state => activePicture(state)?.name ?? '');
  return (
    <div className="flex h-full items-center px-1.5">
      <HomeButton />
      <div className="grid min-w-0 flex-1 pl-1">
        <ProjectName />
        <h1 className="truncate px-1.5 text-xs leading-3.5 text-dim" title={name}>
          {name || words.untitled}
        </h1>
      </div>
      <SavingMark />
      <CommandButton id="edit.undo" icon={Undo2} />
      <CommandButton id="edit.redo" icon={Redo2} />
      <PhoneMenu />
      <ExportButton />
    </div>
  );
}
