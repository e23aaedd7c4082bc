import { Image, type LucideIcon, Scissors, SquareDashed, Sun } from 'lucide-react';
import { useWords } from '../words/use-words.ts';
import { PhoneTools } from './PhoneTools.tsx';
import { SECTION_NAMES, type SectionName } from './sections.ts';

const ICONS: Readonly<Record<SectionName, LucideIcon>> = {
  cutout: Scissors,
  background: Image,
  shadow: Sun,
  canvas: SquareDashed,
};

interface PhoneBarProps {
  readonly open: SectionName | null;
  readonly onOpen: (section: SectionName | null) => void;
}

/** Tools and settings within a thumb's reach; each settings button opens a sheet above its row, which stays. */
export function PhoneBar({ open, onOpen }: PhoneBarProps) {
  const { editor: words } = useWords();
  return (
    <aside
      aria-label={words.toolbar}
      className="border-line border-t bg-panel pb-[env(safe-area-inset-bottom)]"
    >
      {/* An open sheet lies over them. */}
      <div inert={open !== null}>
        <PhoneTools />
      </div>
      <div className="flex h-(--tabs) border-line border-t px-1">
        {SECTION_NAMES.map(name => {
          const Icon = ICONS[name];
          return (
            <button
              key={name}
              type="button"
              aria-haspopup="dialog"
              aria-expanded={open === name}
              onClick={() => onOpen(open === name ? null : name)}
              className="grid min-w-0 flex-auto cursor-pointer touch-manipulation place-content-center justify-items-center gap-0.5 text-xs text-dim focus-visible:-outline-offset-2 aria-expanded:text-accent"
            >
              <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
              <span className="max-w-full truncate">{words.sections[name]}</span>
            </button>
          );
        })}
      </div>
    </aside>
  );
}
