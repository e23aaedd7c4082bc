import type { Words } from './en.ts';

const DAY_MS = 86_400_000;

/** A moment to come, as short as it can be told: `14:35`, `tomorrow, 14:35`, `24 Nov, 14:35`. */
export function tellClock(moment: Date, { server: words }: Words, now = new Date()): string {
  const clock = new Intl.DateTimeFormat(words.locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment);
  const days = Math.round((midnight(moment) - midnight(now)) / DAY_MS);
  if (days === 0) return clock;
  if (days === 1) return words.tomorrow(clock);
  const day = new Intl.DateTimeFormat(words.locale, { day: 'numeric', month: 'short' }).format(moment);
  return `${day}, ${clock}`;
}

/** How long until then, in whole minutes: `1 minute`, `12 minutes`. */
export function tellMinutes(moment: Date, { server: words }: Words, now = new Date()): string {
  return words.minutes(Math.max(1, Math.ceil((moment.getTime() - now.getTime()) / 60_000)));
}

/** A moment as the API writes it; nothing where it is none. */
export function momentOf(text: unknown): Date | undefined {
  const moment = typeof text === 'string' ? new Date(text) : undefined;
  return moment && !Number.isNaN(moment.getTime()) ? moment : undefined;
}

function midnight(moment: Date): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}
