import { ColourField } from '../ui/ColourField.tsx';
import { useWords } from '../words/use-words.ts';
import type { BackgroundOf } from './backgrounds.ts';
import { opaque, recoloured } from './colours.ts';
import { PickFromPicture } from './PickFromPicture.tsx';

interface ColourControlsProps {
  readonly background: BackgroundOf<'color'>;
  readonly onPreview: (background: BackgroundOf<'color'>) => void;
  readonly onCommit: (background: BackgroundOf<'color'>) => void;
}

/** One colour: by hex, by picker, from the screen or from the picture. */
export function ColourControls({ background, onPreview, onCommit }: ColourControlsProps) {
  const { replace: words } = useWords();
  const withColour = (hex: string) => ({ ...background, color: recoloured(background.color, hex) });
  return (
    <>
      <ColourField
        label={words.colour}
        value={opaque(background.color)}
        onPreview={hex => onPreview(withColour(hex))}
        onCommit={hex => onCommit(withColour(hex))}
      />
      <PickFromPicture onPick={hex => onCommit(withColour(hex))} />
    </>
  );
}
