import { useWorkspace } from '../state/use-workspace.ts';
import { classes } from '../ui/classes.ts';
import { tellModel } from '../words/tell-engine.ts';
import { useWords } from '../words/use-words.ts';

/** Which model does the work, its size, and whether it lies on this device. */
export function ModelLine() {
  const words = useWords();
  const model = useWorkspace(state => state.model);
  const models = useWorkspace(state => state.models);
  const info = models.find(({ id }) => model.kind === 'catalog' && id === model.id);
  const isHere = model.kind === 'own' || info?.place === 'device';
  return (
    <span className="flex min-w-0 items-center gap-2 font-normal">
      <i
        className={classes('size-2 flex-none rounded-full', isHere ? 'bg-ok' : 'border-[1.5px] border-faint')}
      />
      <span className="truncate">{tellModel(model, models, words)}</span>
    </span>
  );
}
