import { BACKDROP_CATEGORIES, listBackdrops } from '@backgroundfx/core';
import { useWords } from '../words/use-words.ts';
import { LibraryPicture } from './LibraryPicture.tsx';
import { titleOf } from './library-titles.ts';
import { Tile } from './Tile.tsx';

interface LibraryGridProps {
  /** The background that is chosen, if it is one of the library. */
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
}

/** All built-in backgrounds, kind by kind. */
export function LibraryGrid({ chosenId, onChoose }: LibraryGridProps) {
  const { replace: words } = useWords();
  return (
    <div className="grid gap-4">
      {BACKDROP_CATEGORIES.map(category => (
        <section key={category} aria-label={words.library.categories[category]}>
          <h3 className="mb-2 text-xs font-semibold text-dim">{words.library.categories[category]}</h3>
          <div className="grid grid-cols-4 gap-x-2.5 gap-y-3 wide:grid-cols-5">
            {listBackdrops()
              .filter(entry => entry.category === category)
              .map(({ id }) => (
                <Tile
                  key={id}
                  label={titleOf(words, id)}
                  isChosen={id === chosenId}
                  isNamed
                  onClick={() => onChoose(id)}
                >
                  <LibraryPicture id={id} />
                </Tile>
              ))}
          </div>
        </section>
      ))}
    </div>
  );
}
