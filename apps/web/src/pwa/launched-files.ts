/** As much of the File Handling API as is used; not in every browser. */
interface LaunchQueue {
  setConsumer(consume: (params: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/**
 * Pictures that the system opens with the installed page, now and while it is there.
 * @returns what ends that
 */
export function onLaunchedFiles(take: (files: readonly File[]) => void): () => void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  let isWanted = true;
  launchQueue?.setConsumer(({ files }) => {
    void readAll(files).then(read => {
      if (isWanted) take(read);
    });
  });
  return () => {
    isWanted = false;
  };
}

async function readAll(handles: readonly FileSystemFileHandle[]): Promise<readonly File[]> {
  const files = await Promise.all(handles.map(handle => handle.getFile().catch(() => null)));
  return files.filter(file => file !== null);
}
