/** A reason not to start that the person at the keyboard can mend; its message is the whole story, in one line. */
export class StartError extends Error {
  /** @override */
  name = 'StartError';
}
