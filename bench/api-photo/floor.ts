import { type AnsweringProcess, startAnswering } from '../answering-process.ts';

/** Runs the bare network for so many milliseconds; answers runs a second. */
export type Floor = AnsweringProcess<number, number>;

/**
 * Starts the floor's process. Whether its waiting threads had better spin or sleep differs between machines: both are
 * tried, in turns, and the faster one stays.
 * @param forMs length of a trial
 */
export async function openFloor(forMs: number): Promise<{ floor: Floor; waiting: 'spin' | 'sleep' }> {
  const start = (waiting: string): Promise<Floor> =>
    startAnswering(new URL('./floor.process.ts', import.meta.url), [waiting]);
  const [spinning, sleeping] = [await start('spin'), await start('sleep')];
  const rates = { spin: 0, sleep: 0 };
  // Twice, and the second one counts: the first runs of a session allocate.
  for (let i = 0; i < 2; i++) {
    rates.spin = await spinning.ask(forMs);
    rates.sleep = await sleeping.ask(forMs);
  }
  const waiting = rates.spin > rates.sleep ? 'spin' : 'sleep';
  const [floor, other] = waiting === 'spin' ? [spinning, sleeping] : [sleeping, spinning];
  await other.stop();
  return { floor, waiting };
}
