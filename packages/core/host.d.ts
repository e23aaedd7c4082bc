/** The one thing the engine takes from its host: every JavaScript host has it, the language's own library does not. */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
}
