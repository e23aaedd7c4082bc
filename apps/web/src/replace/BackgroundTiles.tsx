import type { RecipeBackground } from '@backgroundfx/core';
import { ImageIcon, ImagePlus, LayoutGrid } from 'lucide-react';
import { use, useEffect, useRef, useState } from 'react';
import { useWorkspace } from '../state/use-workspace.ts';
import { classes } from '../ui/classes.ts';
import { SectionFrame } from '../ui/Section.tsx';
import { SheetPage } from '../ui/Sheet.tsx';
import { useWords } from '../words/use-words.ts';
import { BlurredOriginal } from './BlurredOriginal.tsx';
import { chosen, lastOf } from './backgrounds.ts';
import { cssGradient } from './gradient.ts';
import { LibraryGrid } from './LibraryGrid.tsx';
import { LibraryPicture } from './LibraryPicture.tsx';
import { LibraryPopover } from './LibraryPopover.tsx';
import { titleOf } from './library-titles.ts';
import { Tile } from './Tile.tsx';
import { useAssetUrl } from './use-asset-url.ts';

/** Of the library, one press away. */
const PICKS = [
  'gradient-paper-sweep',
  'gradient-daylight',
  'nature-summer-sky',
  'nature-dusk',
  'abstract-plaster',
  'abstract-mesh-sorbet',
];

/** One row, so that what is chosen can be set without scrolling for it. */
const IN_SHEET = '-mx-4 flex min-w-0 overflow-x-auto px-4 pt-1.5 pb-2.5 *:w-20 *:flex-none';

interface BackgroundTilesProps {
  readonly background: RecipeBackground;
  readonly onChoose: (background: RecipeBackground) => void;
  readonly onUpload: () => void;
}

/** The kinds of backgrounds, some of the library, and the ways to more. */
export function BackgroundTiles({ background, onChoose, onUpload }: BackgroundTilesProps) {
  const { replace: words } = useWords();
  const history = useWorkspace(state => state.history);
  const chosenId = background.type === 'library' ? background.id : null;
  const picture = background.type === 'image' ? background : lastOf(history, 'image');
  const address = useAssetUrl(picture?.id ?? null);
  const gradient = background.type === 'gradient' ? background : chosen(history, 'gradient');
  const colour = background.type === 'color' ? background : chosen(history, 'color');
  const frame = use(SectionFrame);
  const isInSheet = frame !== 'fold';
  const [isLibraryOpen, setLibraryOpen] = useState(false);
  const tiles = useRef<HTMLFieldSetElement>(null);
  const isRowSeen = frame === 'plain';
  const chosenKind = chosenId ?? background.type;
  useEffect(() => {
    // Of the row, no more than finds room is seen.
    const pressed = isRowSeen && chosenKind && tiles.current?.querySelector('[aria-pressed=true]');
    if (pressed) pressed.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isRowSeen, chosenKind]);
  const chooseOfLibrary = (id: string) => onChoose({ type: 'library', id });
  const picks =
    chosenId === null || PICKS.includes(chosenId) ? PICKS : [chosenId, ...PICKS.slice(0, PICKS.length - 1)];

  const fromLibrary = picks.map(id => (
    <Tile key={id} label={titleOf(words, id)} isChosen={id === chosenId} onClick={() => chooseOfLibrary(id)}>
      <LibraryPicture id={id} />
    </Tile>
  ));
  const ownPicture = (
    <Tile
      label={picture && address ? words.kinds.image : words.upload}
      isChosen={background.type === 'image'}
      className="bg-field"
      onClick={() => (picture && address ? onChoose(picture) : onUpload())}
    >
      {picture && address ? (
        <>
          <ImageIcon size={18} strokeWidth={1.6} aria-hidden="true" />
          <img
            key={address}
            src={address}
            alt=""
            decoding="async"
            className="absolute inset-0 size-full object-cover"
            // Few browsers show HEIC themselves.
            onError={event => {
              event.currentTarget.hidden = true;
            }}
          />
        </>
      ) : (
        <ImagePlus size={18} strokeWidth={1.6} aria-hidden="true" />
      )}
    </Tile>
  );
  return (
    <fieldset
      ref={tiles}
      className={classes('relative gap-2', isInSheet ? IN_SHEET : 'grid grid-cols-4 pt-1 pb-2')}
    >
      <legend className="sr-only">{words.background}</legend>
      <Tile
        label={words.kinds.transparent}
        isChosen={background.type === 'transparent'}
        className="checkerboard"
        onClick={() => onChoose({ type: 'transparent' })}
      />
      <Tile
        label={words.kinds.color}
        isChosen={background.type === 'color'}
        style={{ background: colour.color }}
        onClick={() => onChoose(colour)}
      />
      <Tile
        label={words.kinds.gradient}
        isChosen={background.type === 'gradient'}
        style={{ background: cssGradient(gradient) }}
        onClick={() => onChoose(gradient)}
      />
      <Tile
        label={words.kinds.blur}
        isChosen={background.type === 'blur'}
        className="bg-field"
        onClick={() => onChoose(chosen(history, 'blur'))}
      >
        <BlurredOriginal />
      </Tile>
      {/* In a phone's row what leads further is not behind what it leads to. */}
      {!isInSheet && fromLibrary}
      {ownPicture}
      {isInSheet ? (
        <Tile
          label={words.more}
          className="bg-field"
          aria-haspopup="dialog"
          onClick={() => setLibraryOpen(true)}
        >
          <LayoutGrid size={18} strokeWidth={1.6} aria-hidden="true" />
        </Tile>
      ) : (
        <LibraryPopover
          beside={tiles}
          chosenId={chosenId}
          onChoose={chooseOfLibrary}
          trigger={
            <Tile label={words.more} className="bg-field">
              <LayoutGrid size={18} strokeWidth={1.6} aria-hidden="true" />
            </Tile>
          }
        />
      )}
      {isInSheet && fromLibrary}
      {isInSheet && isLibraryOpen && (
        <SheetPage title={words.library.title} onClose={() => setLibraryOpen(false)}>
          <LibraryGrid chosenId={chosenId} onChoose={chooseOfLibrary} />
        </SheetPage>
      )}
    </fieldset>
  );
}
