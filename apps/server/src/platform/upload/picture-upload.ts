import type { FormRules } from './receive-form.ts';

/** Every text that comes beside a picture is short; a longer one is refused before its end has come. */
const MAX_FIELD_BYTES = 1000;
/** Whoever sends less than 16 KB in half a minute holds a place for a picture that will not come in time. */
const LEAST_PACE = { bytes: 16 * 1024, ms: 30_000 };
/** Node itself cuts a request off after 300 s, without a word of ours. */
const TOTAL_MS = 280_000;

/** How forms with pictures come in, but for the size of their files. */
export const PICTURE_UPLOAD: Omit<FormRules, 'maxFileBytes'> = {
  fileField: 'file',
  maxFieldBytes: MAX_FIELD_BYTES,
  leastPace: LEAST_PACE,
  totalMs: TOTAL_MS,
};
