import { useWords } from '../words/use-words.ts';
import { keyLabels } from './key-labels.ts';
import { IS_APPLE } from './platform.ts';

interface KeysProps {
  /** As `commands/` writes it: `$mod+Shift+z`. */
  readonly binding: string;
}

/** The keys of a shortcut, side by side. */
export function Keys({ binding }: KeysProps) {
  const { ui } = useWords();
  return (
    <span className="inline-flex flex-none gap-1">
      {keyLabels(binding, IS_APPLE, ui.keys).map(label => (
        <kbd
          key={label}
          className="min-w-5 rounded-xs border border-line-strong px-1 text-center font-sans text-xs text-dim"
        >
          {label}
        </kbd>
      ))}
    </span>
  );
}
