import { formatsFor } from '../formats.ts';

/** English numbers and plurals. */
export const formats = formatsFor('en');
