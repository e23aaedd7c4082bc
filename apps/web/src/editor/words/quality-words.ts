import type { Quality } from '@backgroundfx/core';

/** Each level in plain words. */
export const QUALITY_WORDS: Readonly<Record<Quality, { name: string; meaning: string }>> = {
  low: { name: 'Low', meaning: 'Quickest. Fine hair may go missing.' },
  medium: { name: 'Medium', meaning: 'Quick. Enough for plain shapes.' },
  high: { name: 'High', meaning: 'All the detail the model can see.' },
  ultra: { name: 'Ultra', meaning: 'Looks twice, takes twice as long.' },
};
