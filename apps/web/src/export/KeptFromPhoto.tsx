import type { KeptMetadata } from '../engine/metadata/kept-metadata.ts';
import { Switch } from '../ui/Switch.tsx';
import { useWords } from '../words/use-words.ts';

interface KeptFromPhotoProps {
  /** What the photo says about itself. */
  readonly said: KeptMetadata;
  readonly kept: KeptMetadata;
  readonly onChange: (kept: KeptMetadata) => void;
}

const GROUPS = ['camera', 'date', 'author'] as const;

/** What the file says about the photo it was made from. */
export function KeptFromPhoto({ said, kept, onChange }: KeptFromPhotoProps) {
  const { export: words } = useWords();
  const groups = GROUPS.filter(group => said[group]);
  return (
    <fieldset className="border-t border-line pt-3">
      <legend className="float-left mb-1 w-full font-medium">{words.keep}</legend>
      <div className="clear-both">
        {groups.map(group => (
          <Switch
            key={group}
            label={words.kept[group]}
            isOn={kept[group]}
            onChange={isOn => onChange({ ...kept, [group]: isOn })}
          />
        ))}
        <p className="text-xs text-pretty text-dim">
          {groups.length > 0 ? words.placeDropped : words.nothingToKeep}
        </p>
      </div>
    </fieldset>
  );
}
