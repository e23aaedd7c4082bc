import type { CurrentUser } from '../platform/app-env.ts';

/** How long a window lasts, from the first unit that is taken from it. Seconds. */
export const WINDOW_SECONDS = 3600;

/** Units that a user of each plan may take in a window; `enterprise` may take any number. */
export const UNITS_PER_WINDOW: Readonly<Record<CurrentUser['plan'], number | undefined>> = {
  free: 100,
  pro: 1000,
  enterprise: undefined,
};

/** Requests that a user without a limit of units may have under way at once. */
export const REQUESTS_AT_ONCE = 32;
