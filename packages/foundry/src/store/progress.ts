/** What the foundry is doing. Within one step of one file `done` never falls. */
export interface BuildProgress {
  /** Id of the model. */
  readonly model: string;
  /** `fetch`: bytes arrive. `unpack`: the source is put together. `convert`: products are computed and written. */
  readonly step: 'fetch' | 'unpack' | 'convert';
  /** Name of the file in work. */
  readonly file: string;
  /** Where it comes from, for people. */
  readonly from: string;
  /** Bytes; in `convert`, files. */
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: BuildProgress) => void;
