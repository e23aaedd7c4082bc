import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';

/** A second of rest before a tooltip interrupts nobody; the next one comes at once. */
const TOOLTIP_DELAY_MS = 500;

/** What tooltips need around them. */
export function TooltipRoot({ children }: { readonly children: ReactNode }) {
  return (
    <Tooltip.Provider delayDuration={TOOLTIP_DELAY_MS} disableHoverableContent>
      {children}
    </Tooltip.Provider>
  );
}
