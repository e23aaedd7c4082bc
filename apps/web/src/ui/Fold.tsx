import { ChevronRight } from 'lucide-react';
import { Collapsible as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { keep, kept } from './kept.ts';

interface FoldProps {
  /** Remembers under this name whether it is open. */
  readonly id: string;
  readonly label: string;
  /** Of what it belongs to, where several folds have the same words. */
  readonly spoken?: string;
  readonly children: ReactNode;
}

/** Controls that few people need, behind a quiet line; it stays as it was left. */
export function Fold({ id, label, spoken, children }: FoldProps) {
  const [isOpen, setOpen] = useState(() => kept(`fold:${id}`) === 'open');
  return (
    <Radix.Root
      open={isOpen}
      onOpenChange={next => {
        setOpen(next);
        keep(`fold:${id}`, next ? 'open' : 'folded');
      }}
    >
      <Radix.Trigger
        aria-label={spoken}
        className="group -ml-1 inline-flex min-h-7 cursor-pointer items-center gap-1 rounded-sm pr-2 text-xs text-dim transition-colors hover:text-text touch:min-h-11 touch:text-sm"
      >
        <ChevronRight
          className="flex-none transition-transform group-data-[state=open]:rotate-90"
          size={14}
          strokeWidth={1.6}
          aria-hidden="true"
        />
        {label}
      </Radix.Trigger>
      <Radix.Content className="grid grid-cols-[minmax(0,1fr)] gap-0.5">{children}</Radix.Content>
    </Radix.Root>
  );
}
