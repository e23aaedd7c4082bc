import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** What the browser's processes cost, read from the system: a page cannot be asked how busy its workers are. */
export async function browserLoad(
  browser: Browser,
): Promise<{ cpuSeconds: number; rendererMegabytes: number }> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let cpuSeconds = 0;
  let rendererMegabytes = 0;
  for (const { id, type } of processInfo) {
    cpuSeconds += cpuSecondsOf(id);
    if (type === 'renderer') rendererMegabytes += residentMegabytesOf(id);
  }
  return { cpuSeconds, rendererMegabytes };
}

/** User and system time of a process; 0 when it is gone. Linux. */
function cpuSecondsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticksPerSecond = 100;
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return 0;
  }
}

function residentMegabytesOf(pid: number): number {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
