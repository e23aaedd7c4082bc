/** Below this confidence, 0..1, a cut-out is handed over with a warning. */
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
