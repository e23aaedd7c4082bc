import type { ReactNode } from 'react';
import { Toaster } from './Toaster.tsx';
import { TooltipRoot } from './TooltipRoot.tsx';

/** Around a page, once: what tooltips and toasts need. */
export function UiRoot({ children }: { readonly children: ReactNode }) {
  return (
    <TooltipRoot>
      {children}
      <Toaster />
    </TooltipRoot>
  );
}
