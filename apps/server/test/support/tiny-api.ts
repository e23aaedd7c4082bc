import { type ApiServer, type ApiSettings, startApi } from './api-server.ts';
import { type ModelsFolder, modelsFolder, published } from './models-folder.ts';
import type { Part } from './multipart.ts';
import { patches } from './picture-files.ts';
import { u2netGraph } from './tiny-graphs.ts';

/** What is red is the subject. */
const RED = [1, -1, -1] as const;

/** A folder whose one network has a few bytes, so that pictures take no time. */
export function tinyModels(): ModelsFolder {
  const own = published('isnet', u2netGraph(RED), 'http://127.0.0.1:9', {
    aliases: ['rembg'],
    variant: 'int8',
  });
  return modelsFolder([], { own });
}

/** The whole server with such a network. */
export async function startTinyApi(settings: ApiSettings = {}): Promise<ApiServer> {
  const models = tinyModels();
  const api = await startApi({ models, ...settings });
  return {
    ...api,
    async stop() {
      await api.stop();
      models.remove();
    },
  };
}

/** A PNG whose left third is red, and with it the subject; the rest is green and blue. */
export function colours(width = 96, height = 64): Promise<Buffer> {
  const grid = [
    [
      [230, 20, 20],
      [20, 230, 20],
      [20, 20, 230],
    ],
  ];
  return patches(grid, width / 3, height)
    .png()
    .toBuffer();
}

/** A black PNG: of nothing there is nothing to be found. */
export function nothing(width = 96, height = 64): Promise<Buffer> {
  return patches([[[0, 0, 0]]], width, height)
    .png()
    .toBuffer();
}

export const filePart = (value: Uint8Array, filename = 'photo.png', name = 'file'): Part => ({
  name,
  filename,
  value,
});
export const field = (name: string, value: string): Part => ({ name, value });
