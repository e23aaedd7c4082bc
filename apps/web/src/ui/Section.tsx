import { ChevronDown } from 'lucide-react';
import { Collapsible as Radix } from 'radix-ui';
import { createContext, type ReactNode, use, useLayoutEffect, useRef, useState } from 'react';
import { keep, kept } from './kept.ts';
import { useReveal } from './reveal-section.ts';

/** `fold`: one below another in the inspector. `plain`: alone in a sheet, which has its title. `away`: not in its sheet now. */
export const SectionFrame = createContext<'fold' | 'plain' | 'away'>('fold');

interface SectionProps {
  /** Remembers under this name whether it is folded. */
  readonly id: string;
  readonly title: string;
  /** Small, at the end of the title's line: what is chosen within. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the inspector that folds, and stays as it was left; within a `plain` {@link SectionFrame} it is always open. */
export function Section({ id, title, note, children }: SectionProps) {
  const [isOpen, setOpen] = useState(() => kept(`section:${id}`) !== 'folded');
  const root = useRef<HTMLDivElement>(null);
  /** How often it was asked for. */
  const [reveals, setReveals] = useState(0);
  useReveal(id, () => {
    setOpen(true);
    setReveals(count => count + 1);
  });
  useLayoutEffect(() => {
    if (reveals === 0) return;
    // What was folded is there with the frame that follows.
    const frame = requestAnimationFrame(() => root.current?.scrollIntoView({ block: 'nearest' }));
    return () => cancelAnimationFrame(frame);
  }, [reveals]);
  // One tree for both frames: what is open within stays open when a window made narrow moves the section to a sheet.
  const isPlain = use(SectionFrame) !== 'fold';
  return (
    <Radix.Root
      ref={root}
      open={isPlain || isOpen}
      onOpenChange={next => {
        setOpen(next);
        keep(`section:${id}`, next ? 'open' : 'folded');
      }}
      className={isPlain ? undefined : 'border-b border-line'}
    >
      {!isPlain && (
        <h2>
          <Radix.Trigger className="group flex min-h-10 w-full cursor-pointer items-center gap-2 px-4 text-left focus-visible:-outline-offset-2 touch:min-h-12">
            <span className="flex-1 font-semibold">{title}</span>
            {note && <span className="min-w-0 truncate text-dim tabular-nums">{note}</span>}
            <ChevronDown
              className="flex-none text-faint transition-transform group-data-[state=closed]:-rotate-90"
              size={16}
              strokeWidth={1.6}
              aria-hidden="true"
            />
          </Radix.Trigger>
        </h2>
      )}
      <Radix.Content className="grid grid-cols-[minmax(0,1fr)] gap-0.5 px-4 pb-4">{children}</Radix.Content>
    </Radix.Root>
  );
}
