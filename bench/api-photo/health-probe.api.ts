/** Types only: what is asked of the process that asks the server how it is. */
export interface ProbeTask {
  readonly everyMs: number;
  /** Answers in this first part do not count. */
  readonly leadInMs: number;
  readonly windowMs: number;
}

export interface ProbeReport {
  /** From the moment each question was due to the end of its answer, milliseconds. */
  readonly latenciesMs: readonly number[];
  /** How late each question was sent, which is part of its latency though not the server's doing. */
  readonly lateMs: readonly number[];
}
