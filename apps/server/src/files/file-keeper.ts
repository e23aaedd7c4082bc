/** Keeps one kind of files that have signed addresses. Its blobs are called `<folder>/<id>/<name>`. */
export interface FileKeeper {
  readonly folder: string;
  /**
   * What whoever saves a file of that name is to call it.
   * @returns undefined when nothing of that id is kept
   */
  downloadName(id: string, name: string): Promise<string | undefined>;
  /** Makes a file that is made when it is first asked for; a blob is there afterwards, unless there is no such file. */
  make?(id: string, name: string): Promise<void>;
}
