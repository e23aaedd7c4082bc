import { useCutout } from '../state/use-cutout.ts';
import css from './SampleRow.module.css';
import { SAMPLES } from './samples.ts';

/** Pictures to try with one click. */
export function SampleRow() {
  const openSample = useCutout(state => state.openSample);
  return (
    <div className={css.samples}>
      <h2>Try one</h2>
      <div className={css.row}>
        {SAMPLES.map(sample => (
          <button
            key={sample.name}
            type="button"
            aria-label={`Sample: ${sample.label}`}
            title={sample.label}
            onClick={() => openSample(sample)}
          >
            <img src={sample.thumbUrl} width={84} height={64} alt={sample.label} draggable={false} />
          </button>
        ))}
      </div>
    </div>
  );
}
