import type { Recipe } from '@backgroundfx/core';
import { ColourField } from '../ui/ColourField.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Slider } from '../ui/Slider.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useWords } from '../words/use-words.ts';
import { DEFAULT_SETTINGS, type ExportSettings, lossyFormat } from './export-settings.ts';
import { FormatChoice } from './FormatChoice.tsx';
import { LayerList } from './LayerList.tsx';
import { SizeChoice } from './SizeChoice.tsx';

interface ExportOptionsProps {
  readonly settings: ExportSettings;
  readonly onChange: (changes: Partial<ExportSettings>) => void;
  readonly full: { readonly width: number; readonly height: number } | null;
  /** Whether nothing of the picture shines through; unknown counts as no. */
  readonly isOpaque: boolean;
  /** What the layers are made of; null for a picture that has none. */
  readonly recipe: Recipe | null;
}

/** What kind of file, how good and how large. What every format has comes first, so that it stays where it is. */
export function ExportOptions({ settings, onChange, full, isOpaque, recipe }: ExportOptionsProps) {
  const { export: words } = useWords();
  const { format, isMatteOnly } = settings;
  const lossy = lossyFormat(settings);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <FormatChoice
        format={format}
        hasAlpha={!isOpaque && !isMatteOnly}
        onChange={next => onChange({ format: next })}
      />
      {format === 'psd' ? (
        recipe && <LayerList recipe={recipe} />
      ) : (
        <>
          <Segmented
            label={words.content}
            value={isMatteOnly ? 'matte' : 'picture'}
            options={[
              { value: 'picture', label: words.contents.picture },
              { value: 'matte', label: words.contents.matte },
            ]}
            onChange={next => onChange({ isMatteOnly: next === 'matte' })}
            isWide
          />
          <SizeChoice full={full} maxSide={settings.maxSide} onChange={maxSide => onChange({ maxSide })} />
        </>
      )}
      {lossy && (
        <Slider
          label={words.quality}
          min={1}
          max={100}
          step={1}
          value={settings.quality[lossy]}
          neutral={DEFAULT_SETTINGS.quality[lossy]}
          onPreview={quality => onChange({ quality: { ...settings.quality, [lossy]: quality } })}
          onCommit={quality => onChange({ quality: { ...settings.quality, [lossy]: quality } })}
        />
      )}
      {format === 'webp' && (
        <Switch
          label={words.lossless}
          hint={words.losslessHint}
          isOn={settings.lossless}
          onChange={lossless => onChange({ lossless })}
        />
      )}
      {format === 'jpeg' && !isMatteOnly && !isOpaque && (
        <ColourField
          label={words.matteColour}
          value={settings.matteColour}
          onPreview={matteColour => onChange({ matteColour })}
          onCommit={matteColour => onChange({ matteColour })}
        />
      )}
    </div>
  );
}
