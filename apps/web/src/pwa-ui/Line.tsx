import type { ReactNode } from 'react';

/** A sentence behind an icon. */
export function Line({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <p className="flex items-start gap-2.5 text-pretty [&>svg]:mt-0.5">
      {icon}
      <span className="min-w-0">{children}</span>
    </p>
  );
}
