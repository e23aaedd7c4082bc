import type { ChosenModel, ModelInfo } from '../engine/chosen-model.ts';
import { useCutout } from '../state/use-cutout.ts';
import css from './ModelLine.module.css';
import { modelLine, modelName, ownLine } from './words/choice-words.ts';

/** Which model does the work, its size, and whether it lies on this device. */
export function ModelLine() {
  const model = useCutout(state => state.model);
  const models = useCutout(state => state.models);
  const info = models.find(({ id }) => model.kind === 'catalog' && id === model.id);
  const state = model.kind === 'own' ? 'device' : info?.place;
  return (
    <span className={css.line} data-state={state}>
      <span className={css.words}>{lineWords(model, models, info)}</span>
    </span>
  );
}

function lineWords(model: ChosenModel, models: readonly ModelInfo[], info: ModelInfo | undefined): string {
  if (model.kind === 'own') return ownLine(model);
  const name = modelName(model, models);
  return info ? modelLine(name, info) : name;
}
