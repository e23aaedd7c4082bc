import { useWorkspace } from '../state/use-workspace.ts';
import { useWords } from '../words/use-words.ts';
import { SAMPLES } from './samples.ts';

/** Pictures to try with one click. */
export function SampleRow() {
  const { start: words } = useWords();
  const add = useWorkspace(state => state.add);
  return (
    <div className="mt-9 [@media(max-height:700px)]:mt-5">
      <h2 className="text-dim">{words.tryOne}</h2>
      <div className="mt-3 grid grid-cols-[repeat(8,minmax(0,84px))] gap-3 max-wide:grid-cols-[repeat(4,minmax(0,84px))] max-wide:gap-2">
        {SAMPLES.map(sample => {
          const label = words.samples[sample.id];
          return (
            <button
              key={sample.id}
              type="button"
              aria-label={words.sample(label)}
              title={label}
              className="group cursor-pointer touch-manipulation overflow-hidden rounded-[10px] bg-field"
              onClick={() => add([sample])}
            >
              <img
                src={sample.thumbUrl}
                width={84}
                height={84}
                alt=""
                draggable={false}
                className="aspect-square h-auto w-full transition-[scale] group-hover:scale-106"
              />
            </button>
          );
        })}
      </div>
    </div>
  );
}
