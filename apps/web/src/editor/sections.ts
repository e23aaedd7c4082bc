/** The parts of the inspector, in order. */
export const SECTION_NAMES = ['cutout', 'background', 'shadow', 'canvas'] as const;
export type SectionName = (typeof SECTION_NAMES)[number];
