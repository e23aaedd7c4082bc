import { makeMatte, planCutout } from '@backgroundfx/core';
import { decodePicture } from '../../../apps/web/src/engine/worker/picture-decoder.ts';
import { openEditorNetwork } from '../../editor-network.ts';

const network = openEditorNetwork(navigator.hardwareConcurrency);

self.onmessage = async ({ data: picture }: MessageEvent<string>) => {
  try {
    const { model, session } = await network;
    const image = await decodePicture(await (await fetch(picture)).blob(), {
      mostPixels: 100_000_000,
      checkpoint: async () => undefined,
    });
    const { matte } = await makeMatte(image, { model, session }, planCutout('high', model.input));
    self.postMessage(matte.data);
  } catch (error) {
    self.postMessage(String(error));
  }
};
