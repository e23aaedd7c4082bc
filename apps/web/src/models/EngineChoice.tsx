import { useWorkspace } from '../state/use-workspace.ts';
import { modelName, roughly } from '../words/tell-engine.ts';
import { useWords } from '../words/use-words.ts';

/** Network and level that are chosen, with the time that they take here: the face of the menu in the inspector. */
export function EngineChoice() {
  const words = useWords();
  const model = useWorkspace(state => state.model);
  const models = useWorkspace(state => state.models);
  const quality = useWorkspace(state => state.quality);
  const expect = useWorkspace(state => state.expect);
  const { engine } = words;
  return (
    <span className="flex min-w-0 flex-1 items-baseline gap-1.5 text-left">
      <span className="visually-hidden">{engine.model}: </span>
      <span className="truncate">{modelName(model, models, words)}</span>
      <span className="visually-hidden">, {engine.quality}: </span>
      <span className="flex-none text-dim">{engine.levels[quality].name}</span>
      <span className="ml-auto flex-none text-xs text-dim tabular-nums" aria-hidden="true">
        {roughly(expect(model, quality).seconds, words)}
      </span>
    </span>
  );
}
