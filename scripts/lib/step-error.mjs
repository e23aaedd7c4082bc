/** A step that failed. What went wrong in detail has been shown by the step itself, or is in `output`. */
export class StepError extends Error {
  /** @override */
  name = 'StepError';
  /** What the step printed, when it was not shown while it ran. */
  output = '';
}

/** The person asked to stop while a step was under way. */
export class Interrupted extends Error {
  /** @override */
  name = 'Interrupted';
}
