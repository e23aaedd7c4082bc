import { decodePicture } from '../../../apps/web/src/engine/worker/picture-decoder.ts';
import { encodePng } from '../../../apps/web/src/engine/worker/picture-encoder.ts';
import { openEditorNetwork } from '../../editor-network.ts';
import { type Host, measure } from '../measure.ts';
import type { SpeedTask } from './page.ts';

/** The editor's own parts around the session, with as many threads as asked for. */
async function host(threads: number): Promise<Host<Blob>> {
  const network = await openEditorNetwork(threads);
  return {
    ...network,
    decode: file =>
      decodePicture(file, {
        mostPixels: 100_000_000,
        checkpoint: async () => undefined,
      }),
    encode: encodePng,
  };
}

self.onmessage = async ({ data: { picture, threads, runs } }: MessageEvent<SpeedTask>) => {
  try {
    const file = await (await fetch(picture)).blob();
    self.postMessage(await measure(await host(threads), file, runs));
  } catch (error) {
    self.postMessage(String(error));
  }
};
