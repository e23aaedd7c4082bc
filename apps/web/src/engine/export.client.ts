import { type Outcome, unpacked } from '@backgroundfx/core';
import { transfer } from 'comlink';
import type { EncodedPicture, ExportClient, ExportWorkerApi } from './export.api.ts';
import type { WholePicture } from './studio.api.ts';
import { createWorkerHost } from './worker-host.ts';

/** It holds one picture's pixels: let go soon after the dialog is done with. */
const IDLE_MS = 30_000;
const START_TIMEOUT_MS = 30_000;

/** The page's way to the worker that writes files. It is started by the first call. */
export function createExportClient(): ExportClient {
  const host = createWorkerHost<ExportWorkerApi>({
    start: name => new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module', name }),
    idleMs: IDLE_MS,
    startTimeoutMs: START_TIMEOUT_MS,
  });
  return {
    encode: async (source, settings, signal) =>
      unpacked(
        await host.run(api => api.encode(source, settings) as Promise<Outcome<EncodedPicture>>, signal),
      ),
    psd: async (source, signal) => {
      const { layers } = source;
      const parts = [layers.original, layers.background, layers.shadow, layers.subject, layers.composed];
      const buffers = parts.flatMap(part => (part ? [part.data] : []));
      return unpacked(
        await host.run(api => api.psd(transfer(source, buffers)) as Promise<Outcome<Blob>>, signal),
      );
    },
    read: async (png, signal) =>
      unpacked(await host.run(api => api.read(png) as Promise<Outcome<WholePicture>>, signal)),
    dispose: () => host.stop(),
  };
}
