import type { Timings } from '../result.ts';

/** The runner calls this through the devtools protocol. */
export interface SpeedTask {
  readonly picture: string;
  readonly threads: number;
  readonly runs: number;
}

declare global {
  var measureSpeed: (task: SpeedTask) => Promise<Timings>;
}

globalThis.measureSpeed = task =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./speed.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Timings | string>) => {
      worker.terminate();
      if (typeof data === 'string') reject(new Error(data));
      else resolve(data);
    };
    worker.onerror = event => reject(new Error(event.message));
    worker.postMessage(task);
  });
