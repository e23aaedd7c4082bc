import { classes } from '../ui/classes.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { useWords } from '../words/use-words.ts';
import { EXPORT_FORMATS, type ExportFormat } from './export-settings.ts';

interface FormatChoiceProps {
  readonly format: ExportFormat;
  /** Whether there is something transparent to keep or to lose. */
  readonly hasAlpha: boolean;
  readonly onChange: (format: ExportFormat) => void;
}

/** The kinds of files, and a word about the chosen one. */
export function FormatChoice({ format, hasAlpha, onChange }: FormatChoiceProps) {
  const { export: words } = useWords();
  return (
    <>
      <Segmented
        label={words.format}
        value={format}
        options={EXPORT_FORMATS.map(value => ({ value, label: words.formats[value] }))}
        onChange={onChange}
        isWide
      />
      {/* All of them lie one over the other: the longest says how high the line is, in every language. */}
      <div className="grid pt-0.5 pb-1.5 text-xs text-pretty text-dim *:col-start-1 *:row-start-1">
        {EXPORT_FORMATS.map(own => (
          <p key={own} aria-hidden={own !== format} className={classes(own !== format && 'invisible')}>
            {[words.about[own], hasAlpha && words.alpha[own]].filter(Boolean).join(' ')}
          </p>
        ))}
      </div>
    </>
  );
}
