declare global {
  /** The matte of a picture by its address: the bytes in base64, for the devtools protocol to carry. */
  var matteOf: (picture: string) => Promise<string>;
}

const worker = new Worker(new URL('./matte.worker.ts', import.meta.url), { type: 'module' });

/** One picture at a time. */
globalThis.matteOf = picture =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Uint8Array | string>) => {
      if (typeof data === 'string') reject(new Error(data));
      else resolve(base64Of(data));
    };
    worker.onerror = event => reject(new Error(event.message));
    worker.postMessage(picture);
  });

/** In portions, because a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  const PORTION = 8192;
  let text = '';
  for (let i = 0; i < bytes.length; i += PORTION) {
    text += String.fromCharCode(...bytes.subarray(i, i + PORTION));
  }
  return btoa(text);
}
