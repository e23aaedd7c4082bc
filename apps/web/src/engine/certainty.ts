/** Confidence is how likely the subject was found whole: below this a cut-out is likelier wrong than right. */
const UNSURE_BELOW = 0.5;

/** Whether a cut-out should be looked at twice. */
export function isUnsure({
  confidence,
  hasForeground,
}: {
  confidence: number;
  hasForeground: boolean;
}): boolean {
  return hasForeground && confidence < UNSURE_BELOW;
}
