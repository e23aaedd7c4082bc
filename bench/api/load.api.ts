/** Types only: what is asked of the process that asks a server. */
export interface LoadTask {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Each asks again when it is answered. */
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadReport {
  readonly perSecond: number;
  /** With its headers. */
  readonly bytesPerAnswer: number;
  /** Requests without an answer, or with another status than 2xx. */
  readonly failed: number;
}
