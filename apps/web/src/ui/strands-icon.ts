import { createLucideIcon } from 'lucide-react';

/** Strands of hair, drawn as the other icons are. */
export const Strands = createLucideIcon('strands', [
  ['path', { d: 'M5 3c0 6 5 7 4 18', key: 'left' }],
  ['path', { d: 'M10 3c0 6 5 7 4 18', key: 'middle' }],
  ['path', { d: 'M15 3c0 6 5 7 4 18', key: 'right' }],
]);
