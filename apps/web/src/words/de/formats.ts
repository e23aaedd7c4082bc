import { formatsFor } from '../formats.ts';

/** German numbers and plurals. */
export const formats = formatsFor('de');
