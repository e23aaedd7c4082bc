/**
 * Pictures that another program shares with the installed page. The system posts them to an address of ours; the service
 * worker lays them into a cache of their own and opens the page, which takes them out again. They never reach a server.
 */
const CACHE = 'backgroundfx-shared';
const NAME_HEADER = 'X-File-Name';

/** Where the manifest says that pictures are posted to, and the field they are in. */
export const SHARE_PATH = '/share';
const FIELD = 'pictures';

/** In the service worker: keeps what was posted. @returns the answer, which opens the page */
export async function receiveShared(request: Request): Promise<Response> {
  try {
    const form = await request.formData();
    const files = form.getAll(FIELD).filter(part => part instanceof File);
    const cache = await caches.open(CACHE);
    await Promise.all(
      files.map((file, i) =>
        cache.put(
          `/shared/${i}-${file.lastModified}`,
          new Response(file, {
            headers: { 'Content-Type': file.type, [NAME_HEADER]: encodeURIComponent(file.name) },
          }),
        ),
      ),
    );
  } catch {
    // A disk without room: the page opens, and the picture can be dropped into it.
  }
  return Response.redirect('/', 303);
}

/** On the page: the pictures that were shared with it; they are gone from the cache afterwards. */
export async function takeSharedFiles(): Promise<readonly File[]> {
  try {
    const { caches } = globalThis as { caches?: CacheStorage };
    if (!(await caches?.has(CACHE))) return [];
    const cache = await caches!.open(CACHE);
    const files: File[] = [];
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      if (response) files.push(await fileOf(response));
    }
    await caches!.delete(CACHE);
    return files;
  } catch {
    // Site data is blocked: nothing can have been shared.
    return [];
  }
}

async function fileOf(response: Response): Promise<File> {
  const name = decodeURIComponent(response.headers.get(NAME_HEADER) ?? 'picture');
  const blob = await response.blob();
  return new File([blob], name, { type: blob.type });
}
