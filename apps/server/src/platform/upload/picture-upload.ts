import type { FormRules, UploadTime } from './receive-form.ts';

/** Every text that comes beside a picture is short; a longer one is refused before its end has come. */
const MAX_FIELD_BYTES = 1000;
/** Whoever sends less than 16 KB in half a minute holds a place for a picture that will not come in time. */
const LEAST_PACE = { bytes: 16 * 1024, ms: 30_000 };
/** Half a megabit a second: 500 MB take two and a quarter hours. A slower line still has the grace for a photograph. */
const TIME: UploadTime = { graceMs: 280_000, leastBytesPerSecond: 62_500, longestMs: 4 * 3_600_000 };

/** How forms with pictures come in, but for the size of their files. */
export const PICTURE_UPLOAD: Omit<FormRules, 'maxFileBytes'> = {
  fileField: 'file',
  maxFieldBytes: MAX_FIELD_BYTES,
  leastPace: LEAST_PACE,
  time: TIME,
};
