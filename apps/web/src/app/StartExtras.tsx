import { SettingsMenu } from '../commands/SettingsMenu.tsx';
import { RecentProjects } from '../projects/RecentProjects.tsx';
import { UpdateOffer } from '../pwa-ui/UpdateOffer.tsx';
import { TooltipRoot } from '../ui/TooltipRoot.tsx';
import { UiRoot } from '../ui/UiRoot.tsx';

/** The settings on the start screen; open at once where they were asked for before their code was there. */
export function StartCorner({ isAsked }: { readonly isAsked: boolean }) {
  return (
    <TooltipRoot>
      <SettingsMenu isOpenAtFirst={isAsked} />
    </TooltipRoot>
  );
}

/** What was worked on before, with the toasts that undo a deletion: the only ones on the start. */
export function StartRecent() {
  return (
    <UiRoot>
      <RecentProjects />
      <UpdateOffer />
    </UiRoot>
  );
}
