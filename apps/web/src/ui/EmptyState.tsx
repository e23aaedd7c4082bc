import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon?: LucideIcon;
  readonly title: string;
  readonly text?: string | undefined;
  /** Buttons: the way out. */
  readonly children?: ReactNode;
}

/** Where there is nothing yet: what would be here, and how it gets here. */
export function EmptyState({ icon: Icon, title, text, children }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-1 px-6 py-8 text-center">
      {Icon && <Icon className="mb-2 text-faint" size={28} strokeWidth={1.4} aria-hidden="true" />}
      <p className="font-semibold">{title}</p>
      {text && <p className="max-w-80 text-pretty text-dim">{text}</p>}
      {children && <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
