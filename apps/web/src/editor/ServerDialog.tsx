import { useCutout } from '../state/use-cutout.ts';
import { CommandLine } from '../ui/CommandLine.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import css from './ServerDialog.module.css';
import { serverCommands } from './words/server-words.ts';

/** How a picture is cut out by the server, which the user does by hand: the page itself never sends one. */
export function ServerDialog({ onClose }: { readonly onClose: () => void }) {
  const phase = useCutout(state => state.phase);
  const model = useCutout(state => state.model);
  const quality = useCutout(state => state.quality);
  const picture =
    phase.name === 'result' ? phase.finished.picture : phase.name === 'start' ? null : phase.picture;
  const { token, cutout } = serverCommands({
    origin: location.origin,
    fileName: picture?.name ?? 'photo.jpg',
    model: model.kind === 'own' ? null : model.id,
    quality,
  });
  return (
    <Dialog title="Let a server do it" onClose={onClose}>
      <div className={css.words}>
        <p>
          This page never sends a picture anywhere. You can: the server behind it runs the same engine, and
          takes pictures from programs.
        </p>
        <h3>Once: an account and its key</h3>
        <CommandLine command={token} label="Command for an account" />
        <h3>Then: the picture</h3>
        <CommandLine command={cutout} label="Command for the picture" />
        {model.kind === 'own' && <p>Your own model stays in this tab; the server uses ISNet.</p>}
        <p>
          <a href="/v1/openapi.json" target="_blank" rel="noreferrer">
            All that the server can do
          </a>
        </p>
      </div>
    </Dialog>
  );
}
