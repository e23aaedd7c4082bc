import { ChevronDown } from 'lucide-react';
import { apiModel, modelThere } from '../../server/api-models.ts';
import { activePicture } from '../../state/active-picture.ts';
import { useWorkspace } from '../../state/use-workspace.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { useWords } from '../../words/use-words.ts';
import { serverCommands } from './program-words.ts';

/** The same for a shell, folded away: an account and its token, then the picture. */
export function ForPrograms() {
  const { server: words, engine } = useWords();
  const picture = useWorkspace(activePicture);
  const model = useWorkspace(state => state.model);
  const quality = useWorkspace(state => state.quality);
  const there = modelThere(model);
  const { token, cutout } = serverCommands({
    origin: location.origin,
    fileName: picture?.name ?? 'photo.jpg',
    model,
    quality,
  });
  return (
    <details className="group -mx-5 -mb-5 mt-4 border-line border-t px-5 open:pb-5">
      <summary className="-mx-5 flex min-h-11 cursor-pointer list-none items-center gap-1 px-5 text-dim focus-visible:-outline-offset-4 hover:text-text [&::-webkit-details-marker]:hidden">
        {words.forPrograms}
        <ChevronDown
          className="transition-[rotate] group-open:rotate-180"
          size={16}
          strokeWidth={1.6}
          aria-hidden="true"
        />
      </summary>
      <h3 className="mb-1.5 font-medium">{words.once}</h3>
      <CommandLine command={token} label={words.accountCommand} />
      <h3 className="mt-3 mb-1.5 font-medium">{words.andThen}</h3>
      <CommandLine command={cutout} label={words.pictureCommand} />
      <p className="mt-1.5 text-xs text-dim">
        {words.apiName(engine.models[there.id]?.name ?? there.id, apiModel(there))}
      </p>
      <p className="mt-3">
        <a className="text-accent underline" href="/docs" target="_blank" rel="noreferrer">
          {words.reference}
        </a>
      </p>
    </details>
  );
}
