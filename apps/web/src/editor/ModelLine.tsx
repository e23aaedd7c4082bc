import { useCutout } from '../state/use-cutout.ts';
import css from './ModelLine.module.css';
import { modelWords } from './words/report-words.ts';

/** Which model does the work, its size, and whether it lies on this device. */
export function ModelLine() {
  const model = useCutout(state => state.model);
  if (!model) return null;
  return (
    <p className={css.line} data-state={model.state}>
      {modelWords(model)}
    </p>
  );
}
