import { useCutout } from '../state/use-cutout.ts';
import css from './ModelLine.module.css';
import { modelLine, modelName, ownLine } from './words/choice-words.ts';

/** Which model does the work, its size, and whether it lies on this device. */
export function ModelLine() {
  const model = useCutout(state => state.model);
  const models = useCutout(state => state.models);
  const info = models.find(({ id }) => model.kind === 'catalog' && id === model.id);
  if (model.kind === 'own') {
    return (
      <span className={css.line} data-state="device">
        {ownLine(model)}
      </span>
    );
  }
  return (
    <span className={css.line} data-state={info?.place}>
      {info ? modelLine(modelName(model, models), info) : modelName(model, models)}
    </span>
  );
}
