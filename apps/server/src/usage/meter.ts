import { EngineError } from '@backgroundfx/core';
import type { Context, MiddlewareHandler } from 'hono';
import { ApiError } from '../platform/api-error.ts';
import type { AppEnv } from '../platform/app-env.ts';
import type { Clock } from '../platform/clock.ts';
import type { Allowance } from './allowance.ts';
import { REQUESTS_AT_ONCE, UNITS_PER_WINDOW } from './plan-limits.ts';
import { rateLimitHeaders } from './rate-limit-headers.ts';
import { RequestsAtOnce } from './requests-at-once.ts';
import type { UsageService } from './usage.service.ts';

export interface MeterPorts {
  readonly usage: UsageService;
  readonly clock: Clock;
}

/** What requests cost; both tell where their user stands in the headers of every answer. */
export interface Meter {
  /** Takes a unit before the request, and gives it back when no work came of it. */
  readonly meter: MiddlewareHandler<AppEnv>;
  /** Takes none: the handler does, when it knows how many. */
  readonly charging: MiddlewareHandler<AppEnv>;
}

/** Errors that say that the work was done, whoever throws them. */
const AFTER_WORK = ['no_foreground', 'model_failed', 'invalid_model', 'client_gone'];

export function createMeter({ usage, clock }: MeterPorts): Meter {
  const requests = new RequestsAtOnce(REQUESTS_AT_ONCE);
  /** Whoever has no limit of units has one of requests under way. */
  const enter = ({ id, plan }: AppEnv['Variables']['user']) =>
    UNITS_PER_WINDOW[plan] === undefined ? requests.enter(id) : undefined;
  const tell = (context: Context<AppEnv>, allowance: Allowance): void => {
    const headers = rateLimitHeaders(allowance, clock.now().getTime());
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
  };
  return {
    async meter(context, next) {
      if (context.get('once')?.answered) return next();
      const user = context.get('user');
      const leave = enter(user);
      try {
        const once = context.get('once');
        const receipt = once?.paid ? undefined : await usage.charge(user, 1);
        if (receipt) await once?.setPaid(true);
        tell(context, receipt?.allowance ?? (await usage.read(user)));
        await next();
        if (!receipt || !isFree(context)) return;
        await usage.giveBack(receipt, 1);
        await once?.setPaid(false);
        tell(context, await usage.read(user));
      } finally {
        leave?.();
      }
    },
    async charging(context, next) {
      if (context.get('once')?.answered) return next();
      const user = context.get('user');
      const leave = enter(user);
      try {
        await next();
        tell(context, await usage.read(user));
      } finally {
        leave?.();
      }
    },
  };
}

/** Whether the answer is an error that came before any work; an upload that broke off is one. */
function isFree(context: Context<AppEnv>): boolean {
  if (context.res.status < 400) return false;
  if (context.env.incoming?.complete === false) return true;
  const { error } = context;
  if (error instanceof ApiError && error.afterWork) return false;
  const isTyped = error instanceof ApiError || error instanceof EngineError;
  return !(isTyped && AFTER_WORK.includes(error.code));
}
