import { modelThere } from '../../server/api-models.ts';
import { useWorkspace } from '../../state/use-workspace.ts';
import type { PictureItem } from '../../state/workspace-state.ts';
import { modelName } from '../../words/tell-engine.ts';
import { useWords } from '../../words/use-words.ts';

/** The photo that would be sent: how it looks, its name and size, and what would be done with it. */
export function PhotoCard({ picture }: { readonly picture: PictureItem }) {
  const words = useWords();
  const models = useWorkspace(state => state.models);
  const model = useWorkspace(state => state.model);
  const quality = useWorkspace(state => state.quality);
  const how = `${modelName(modelThere(model), models, words)}, ${words.engine.levels[quality].name}`;
  return (
    <div className="mt-2 flex items-center gap-3 rounded-lg bg-field p-2">
      {picture.thumbnail && (
        <img
          src={picture.thumbnail}
          alt=""
          draggable={false}
          className="size-14 flex-none rounded-sm object-cover"
        />
      )}
      <div className="grid min-w-0">
        <strong className="truncate font-medium" title={picture.name}>
          {picture.name}
        </strong>
        <span className="text-dim tabular-nums">
          {words.server.fileSize(picture.file.size)} · {how}
        </span>
      </div>
    </div>
  );
}
